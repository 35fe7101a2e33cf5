//! What stands beside what everybody sees: a draft, a planned publication, tables that are older.

use super::{
    api::{CancelBrand, DiscardBrand},
    meanwhile::{NotDiscarded, SEEN},
    words,
};
use crate::{
    form::{FormState, PlainForm, Saved, Submit},
    i18n::{format_time, words as common},
    site::use_locale,
    ui::{Banner, ButtonKind, Dialog, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::brand::{Draft, Planned, Studio};

/// What was done a moment ago.
#[component]
pub(super) fn Done() -> impl IntoView {
    let locale = use_locale();
    view! {
        <Saved what="published" message=words::said_published(locale) />
        <Saved what="draft" message=words::said_draft(locale) />
        <Saved what="planned" message=words::said_planned(locale) />
        <Saved what="discarded" message=words::said_discarded(locale) />
        <Saved what="cancelled" message=words::said_cancelled(locale) />
        <Saved what="withdrawn" message=words::said_withdrawn(locale) />
    }
}

#[component]
pub(super) fn Standing(studio: Studio) -> impl IntoView {
    let locale = use_locale();
    let older = (!studio.has_drafts).then(|| view! { <Banner>{words::older_tables(locale)}</Banner> });
    let (discard, seen) = (FormState::plain::<DiscardBrand>(), studio.seen);
    view! {
        {older} <NotDiscarded form=discard />
        {studio.planned.map(|planned| view! { <PlannedBanner planned /> })}
        {studio.draft.map(|draft| view! { <DraftBanner draft seen form=discard /> })}
    }
}

#[component]
fn PlannedBanner(planned: Planned) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<CancelBrand>();
    view! {
        <Banner tone=Tone::Info title=words::planned_title(locale, &format_time(planned.at, locale))>
            <p>{words::planned_text(locale, &planned.by)}</p>
            <PlainForm action=CancelBrand::url() state=form class="banner-form">
                <Submit state=form kind=ButtonKind::Secondary>
                    {words::planned_cancel(locale)}
                </Submit>
            </PlainForm>
        </Banner>
    }
}

#[component]
fn DraftBanner(draft: Draft, seen: String, form: FormState) -> impl IntoView {
    let locale = use_locale();
    view! {
        <Banner tone=Tone::Info title=words::draft_title(locale)>
            <p>{words::draft_text(locale, &draft.by, &format_time(draft.at, locale))}</p>
            <Dialog
                id="discard-draft"
                opener=words::discard(locale)
                title=words::discard_title(locale)
                close_label=common::cancel(locale)
            >
                <p>{words::discard_text(locale)}</p>
                <PlainForm action=DiscardBrand::url() state=form>
                    <input type="hidden" name=SEEN value=seen />
                    <div class="form-actions">
                        <Submit state=form kind=ButtonKind::Danger>
                            {words::discard(locale)}
                        </Submit>
                    </div>
                </PlainForm>
            </Dialog>
        </Banner>
    }
}
