//! Giving a host up. It says first what will happen.

use super::{api::RemoveDomain, words};
use crate::{
    form::{FormState, PlainForm, Submit},
    site::use_locale,
    ui::{ButtonKind, Card},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::domains::OwnDomain;

#[component]
pub(super) fn RemoveCard(domain: OwnDomain) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<RemoveDomain>("host", &domain.host);
    let text = match (domain.is_main, domain.state.is_served()) {
        (true, _) => words::remove_main_text(locale),
        (false, true) => words::remove_served_text(locale),
        (false, false) => words::remove_claim_text(locale),
    };
    let OwnDomain { host, shown, .. } = domain;
    view! {
        <Card title=words::remove_title(locale)>
            <p class="text-muted">{text}</p>
            <details class="fold" open=form.was_sent()>
                <summary class="button button-secondary">{words::remove_ask(locale)}</summary>
                <PlainForm action=RemoveDomain::url() state=form>
                    <input type="hidden" name="host" value=host />
                    <p>{words::remove_sure(locale)}</p>
                    <div>
                        <Submit state=form kind=ButtonKind::Danger>
                            {words::remove(locale, &shown)}
                        </Submit>
                    </div>
                </PlainForm>
            </details>
        </Card>
    }
}
