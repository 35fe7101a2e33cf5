//! One request that is open: its state, and what its operator can do.

use super::{
    api::{HandOffSupport, WithdrawSupport},
    words,
};
use crate::{
    form::{FormState, PlainForm},
    i18n::format_instant,
    site::{use_locale, use_may},
    support::words as support,
    ui::{Badge, Button, ButtonKind, Card, Fact, Facts},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::{
    access::Permission,
    support::{SupportRequest, SupportState},
};

#[component]
pub(super) fn OpenRequest(slug: String, request: SupportRequest) -> impl IntoView {
    let locale = use_locale();
    let (tone, label) = support::state(locale, &request);
    let is_asked = request.state == SupportState::Asked;
    let access = if is_asked { request.wants_write } else { request.may_write };
    let end = if is_asked { Some(request.expires_at.clone()) } else { request.ends_at.clone() };
    let end_label = if is_asked { support::answered_until(locale) } else { support::ends_at(locale) };
    let badge = move || view! { <Badge tone label /> };
    let steps = if request.is_own && use_may(Permission::OrganisationsSupport) {
        view! { <Steps slug id=request.id.to_string() is_asked /> }.into_any()
    } else {
        view! { <p class="text-muted">{words::anothers(locale)}</p> }.into_any()
    };
    view! {
        <Card title=request.operator action=badge>
            <div class="stack">
                <blockquote class="support-reason">{request.reason}</blockquote>
                <Facts>
                    <Fact name=support::asked_at(locale)>{format_instant(&request.asked_at, locale)}</Fact>
                    <Fact name=support::asked_for(locale)>{support::length(locale, request.minutes)}</Fact>
                    <Fact name=support::what(locale)>{support::access(locale, access)}</Fact>
                    {end
                        .map(|end| {
                            view! { <Fact name=end_label>{format_instant(&end, locale)}</Fact> }
                        })}
                </Facts>
                {steps}
            </div>
        </Card>
    }
}

/// Entering leads to another host, so that the browser sends the form itself.
#[component]
fn Steps(slug: String, id: String, is_asked: bool) -> impl IntoView {
    let locale = use_locale();
    let enter = FormState::plain_of::<HandOffSupport>("request", &id);
    let back = FormState::plain_of::<WithdrawSupport>("request", &id);
    let request = id.clone();
    let way_in = move || {
        view! {
            <PlainForm action=HandOffSupport::url() state=enter class="inline-form">
                <input type="hidden" name="request" value=request />
                <Button kind=ButtonKind::Primary>{words::enter(locale)}</Button>
            </PlainForm>
        }
    };
    let withdraw = if is_asked { words::withdraw(locale) } else { words::end(locale) };
    view! {
        {is_asked.then(|| view! { <p class="text-muted">{words::waits(locale)}</p> })}
        <div class="support-answers">
            {(!is_asked).then(way_in)}
            <PlainForm action=WithdrawSupport::url() state=back class="inline-form">
                <input type="hidden" name="slug" value=slug />
                <input type="hidden" name="request" value=id />
                <Button>{withdraw}</Button>
            </PlainForm>
        </div>
    }
}
