//! One request that is open, and the answers that an owner has.

use super::{
    api::{AllowSupport, EndSupport, RefuseSupport},
    words,
};
use crate::{
    form::{FormState, PlainForm},
    i18n::{Locale, format_instant},
    paths,
    site::{use_locale, use_may},
    ui::{Button, ButtonKind, Card, Choice, Fact, Facts, FieldIds, Glyph, LinkButton, SelectInput},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::{
    access::Permission,
    support::{SupportRequest, SupportState},
};

#[component]
pub(super) fn OpenRequest(request: SupportRequest, lengths: Vec<i64>) -> impl IntoView {
    let locale = use_locale();
    let is_asked = request.state == SupportState::Asked;
    let title =
        if is_asked { words::asks(locale, &request.operator) } else { words::is_inside(locale, &request.operator) };
    let answers = if use_may(Permission::OwnersManage) {
        view! { <Answers request=request.clone() lengths /> }.into_any()
    } else {
        view! { <p class="text-muted">{words::owners_decide(locale)}</p> }.into_any()
    };
    view! {
        <Card title>
            <div class="stack">
                <blockquote class="support-reason">{request.reason.clone()}</blockquote>
                {facts(locale, request)}
                {answers}
            </div>
        </Card>
    }
}

fn facts(locale: Locale, request: SupportRequest) -> impl IntoView {
    let at = move |at: &str| format_instant(at, locale);
    let (access, end) = match request.state {
        SupportState::Asked => (request.wants_write, (words::answered_until(locale), at(&request.expires_at))),
        _ => (request.may_write, (words::ends_at(locale), request.ends_at.as_deref().map(at).unwrap_or_default())),
    };
    let asked_at = at(&request.asked_at);
    view! {
        <Facts>
            <Fact name=words::asked_at(locale)>{asked_at}</Fact>
            <Fact name=words::asked_for(locale)>{words::length(locale, request.minutes)}</Fact>
            <Fact name=words::what(locale)>{words::access(locale, access)}</Fact>
            <Fact name=end.0>{end.1}</Fact>
        </Facts>
    }
}

#[component]
fn Answers(request: SupportRequest, lengths: Vec<i64>) -> impl IntoView {
    let locale = use_locale();
    let id = request.id.to_string();
    if request.state == SupportState::Asked {
        return view! {
            <p class="text-muted">{words::allow_hint(locale)}</p>
            <div class="support-answers">
                <AllowForm request lengths />
                <RefuseForm id />
            </div>
        }
        .into_any();
    }
    let trail = paths::with_query(paths::SUPPORT_TRAIL, &[("request", &id)]);
    let may_allow_changes = request.wants_write && !request.may_write;
    view! {
        <div class="support-answers">
            <EndForm id />
            {may_allow_changes.then(|| view! { <AllowChanges request /> })}
            <LinkButton href=trail icon=Glyph::Eye>
                {words::all_pages(locale)}
            </LinkButton>
        </div>
    }
    .into_any()
}

/// Which button is pressed says what is allowed.
#[component]
fn AllowForm(request: SupportRequest, lengths: Vec<i64>) -> impl IntoView {
    let locale = use_locale();
    let id = request.id.to_string();
    let form = FormState::plain_of::<AllowSupport>("request", &id);
    // There may be several such forms on the page.
    let ids = FieldIds::of(&format!("minutes {id}"));
    let (error, said, described) = (form.error("minutes"), ids.error.clone(), ids.clone());
    let choices = lengths.into_iter().map(|of| Choice::new(of.to_string(), words::length(locale, of))).collect();
    view! {
        <PlainForm action=AllowSupport::url() state=form class="support-answers">
            <input type="hidden" name="request" value=id />
            <SelectInput
                name="minutes"
                label=words::how_long(locale)
                choices
                value=form.value("minutes", request.minutes.to_string())
                id=ids.control
                invalid=Signal::derive(move || error.with(Option::is_some))
                described_by=Signal::derive(move || described.described_by(false, error.with(Option::is_some)))
            />
            {move || error.get().map(|why| view! { <p class="field-error" id=said.clone()>{why}</p> })}
            <Button kind=ButtonKind::Primary name="access" value="read">
                {words::allow_look(locale)}
            </Button>
            {request
                .wants_write
                .then(|| {
                    view! {
                        <Button name="access" value="write">
                            {words::allow_change(locale)}
                        </Button>
                    }
                })}
        </PlainForm>
    }
}

/// Within the time that is allowed already.
#[component]
fn AllowChanges(request: SupportRequest) -> impl IntoView {
    let id = request.id.to_string();
    let form = FormState::plain_of::<AllowSupport>("request", &id);
    view! {
        <PlainForm action=AllowSupport::url() state=form class="inline-form">
            <input type="hidden" name="request" value=id />
            <input type="hidden" name="minutes" value=request.minutes.to_string() />
            <Button name="access" value="write">
                {words::allow_change(use_locale())}
            </Button>
        </PlainForm>
    }
}

#[component]
fn RefuseForm(id: String) -> impl IntoView {
    let form = FormState::plain_of::<RefuseSupport>("request", &id);
    view! {
        <PlainForm action=RefuseSupport::url() state=form class="inline-form">
            <input type="hidden" name="request" value=id />
            <Button>{words::refuse(use_locale())}</Button>
        </PlainForm>
    }
}

#[component]
fn EndForm(id: String) -> impl IntoView {
    let form = FormState::plain_of::<EndSupport>("request", &id);
    view! {
        <PlainForm action=EndSupport::url() state=form class="inline-form">
            <input type="hidden" name="request" value=id />
            <Button kind=ButtonKind::Danger>{words::end_now(use_locale())}</Button>
        </PlainForm>
    }
}
