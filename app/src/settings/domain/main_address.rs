//! Making a host the main address, and going back to the subdomain. Each says first what it means for everybody.

use super::{api::MakeMain, words};
use crate::{
    form::{FormState, PlainForm, Submit},
    site::use_locale,
    ui::{ButtonKind, Card},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::domains::{DomainSetup, DomainState};

#[component]
pub(super) fn MainCard(setup: DomainSetup) -> impl IntoView {
    let locale = use_locale();
    let DomainSetup { domain, subdomain, .. } = setup;
    let content = match (domain.is_main, domain.state) {
        (true, _) => view! {
            <p>{words::is_main_text(locale, &subdomain)}</p>
            <SubdomainMainForm subdomain />
        }
        .into_any(),
        (false, DomainState::Failing) => view! { <p>{words::main_needs_records(locale)}</p> }.into_any(),
        (false, _) => {
            let text = words::make_main_text(locale, &domain.shown, &subdomain);
            view! {
                <p>{words::main_text(locale)}</p>
                <MainForm host=domain.host ask=words::make_main_ask(locale) text button=words::make_main(locale) />
            }
            .into_any()
        }
    };
    view! {
        <Card title=words::main(locale)>
            <div class="stack">{content}</div>
        </Card>
    }
}

#[component]
pub(super) fn SubdomainMainForm(subdomain: String) -> impl IntoView {
    let locale = use_locale();
    let text = words::back_text(locale, &subdomain);
    view! { <MainForm host=subdomain ask=words::back_ask(locale) text button=words::back(locale) /> }
}

/// The browser sends it itself: it ends on another host.
#[component]
fn MainForm(host: String, ask: &'static str, text: String, button: &'static str) -> impl IntoView {
    let form = FormState::plain_of::<MakeMain>("host", &host);
    let refused = form.error("host");
    view! {
        <details class="fold" open=form.was_sent()>
            <summary class="button button-secondary">{ask}</summary>
            <PlainForm action=MakeMain::url() state=form>
                <input type="hidden" name="host" value=host />
                <p>{text}</p>
                {move || refused.get().map(|why| view! { <p class="field-error" role="alert">{why}</p> })}
                <div>
                    <Submit state=form kind=ButtonKind::Primary>
                        {button}
                    </Submit>
                </div>
            </PlainForm>
        </details>
    }
}
