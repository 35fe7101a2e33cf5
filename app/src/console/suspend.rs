//! Closing an organisation to its people, and opening it again.

use super::{
    api::{ResumeOrganisation, SuspendOrganisation},
    words,
};
use crate::{
    form::{FormState, PlainForm, RequiredInput, Submit},
    site::use_locale,
    ui::{ButtonKind, Card},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// What the organisation's page says was done.
pub(super) const SUSPENDED: &str = "suspended";
pub(super) const RESUMED: &str = "resumed";

/// Where the page has it, whichever of the two is possible.
const SUSPENSION: &str = "suspension";

/// Says what will happen and asks for a reason. It folds open by itself when the reason was refused.
#[component]
pub(super) fn SuspendCard(slug: String, name: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<SuspendOrganisation>("slug", &slug);
    view! {
        <Card title=words::suspend_title(locale) id=SUSPENSION>
            <p class="text-muted">{words::suspend_text(locale)}</p>
            <details class="fold" open=form.was_sent()>
                <summary class="button button-secondary">{words::suspend_ask(locale)}</summary>
                <PlainForm action=SuspendOrganisation::url() state=form>
                    <input type="hidden" name="slug" value=slug />
                    <RequiredInput form name="reason" label=words::reason(locale) hint=words::reason_hint(locale) />
                    <Submit state=form kind=ButtonKind::Danger>
                        {words::suspend(locale, &name)}
                    </Submit>
                </PlainForm>
            </details>
        </Card>
    }
}

#[component]
pub(super) fn ResumeCard(slug: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<ResumeOrganisation>("slug", &slug);
    view! {
        <Card title=words::resume_title(locale) id=SUSPENSION>
            <div class="stack">
                <p class="text-muted">{words::resume_text(locale)}</p>
                <PlainForm action=ResumeOrganisation::url() state=form>
                    <input type="hidden" name="slug" value=slug />
                    <Submit state=form>{words::resume(locale)}</Submit>
                </PlainForm>
            </div>
        </Card>
    }
}
