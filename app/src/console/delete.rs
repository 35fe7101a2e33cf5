//! Deleting an organisation, taking that back, and the lock against it.

use super::{
    api::{ChangeGrace, DeleteOrganisation, LockOrganisation, RestoreOrganisation, UnlockOrganisation},
    words,
};
use crate::{
    form::{FormState, PlainForm, RequiredInput, Submit, optional_note, required_note},
    i18n::format_instant,
    site::{use_locale, use_may},
    ui::{Banner, ButtonKind, Card, TextInput, Tone},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::{
    access::Permission,
    deletions::{Deletion, FinalExport},
};

/// What the organisation's page says was done.
pub(super) const DELETED: &str = "deleted";
pub(super) const GRACE_CHANGED: &str = "grace";
pub(super) const RESTORED: &str = "restored";
pub(super) const LOCKED: &str = "locked";
pub(super) const UNLOCKED: &str = "unlocked";

/// The deletion's place on the page: the form, or why there is none.
#[component]
pub(super) fn DeletionCards(slug: String, name: String, locked_at: Option<String>, is_deleted: bool) -> impl IntoView {
    let is_locked = locked_at.is_some();
    if !use_may(Permission::OrganisationsManage) {
        return ().into_any();
    }
    view! {
        {if is_deleted {
            view! {
                <RestoreCard slug=slug.clone() />
                {(!is_locked).then(|| view! { <GraceCard slug=slug.clone() /> })}
            }
            .into_any()
        } else if is_locked {
            ().into_any()
        } else {
            view! { <DeleteCard slug=slug.clone() name /> }.into_any()
        }}
        <LockCard slug locked_at />
    }
    .into_any()
}

/// Says what will happen, and asks for the name in the address. It folds open by itself when that was refused.
#[component]
fn DeleteCard(slug: String, name: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<DeleteOrganisation>("slug", &slug);
    let (mistyped, impossible) = (form.error("confirm"), form.error("slug"));
    let refused = Signal::derive(move || mistyped.get().or_else(|| impossible.get()));
    view! {
        <Card title=words::delete_title(locale) id="deletion">
            <p class="text-muted">{words::delete_text(locale)}</p>
            <details class="fold" open=form.was_sent()>
                <summary class="button button-secondary">{words::delete_ask(locale)}</summary>
                <PlainForm action=DeleteOrganisation::url() state=form>
                    <input type="hidden" name="slug" value=slug.clone() />
                    <p>{words::delete_what(locale)}</p>
                    <TextInput
                        name="confirm"
                        label=words::type_to_confirm(locale, &slug)
                        value=form.value("confirm", "")
                        error=refused
                        note=required_note()
                        required=true
                    />
                    <TextInput
                        name="deletion_reason"
                        label=words::deletion_reason(locale)
                        value=form.value("deletion_reason", "")
                        error=form.error("reason")
                        note=optional_note()
                        hint=words::reason_hint(locale)
                    />
                    <Submit state=form kind=ButtonKind::Danger>
                        {words::delete(locale, &name)}
                    </Submit>
                </PlainForm>
            </details>
        </Card>
    }
}

#[component]
fn RestoreCard(slug: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<RestoreOrganisation>("slug", &slug);
    view! {
        <Card title=words::restore_title(locale) id="deletion">
            <div class="stack">
                <p class="text-muted">{words::restore_text(locale)}</p>
                <PlainForm action=RestoreOrganisation::url() state=form>
                    <input type="hidden" name="slug" value=slug />
                    <div>
                        <Submit state=form>{words::restore(locale)}</Submit>
                    </div>
                </PlainForm>
            </div>
        </Card>
    }
}

/// Says what will happen, and asks for the name in the address.
#[component]
fn GraceCard(slug: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain_of::<ChangeGrace>("slug", &slug);
    let (mistyped, impossible) = (form.error("confirm"), form.error("slug"));
    let refused = Signal::derive(move || mistyped.get().or_else(|| impossible.get()));
    view! {
        <Card title=words::grace_title(locale) id="grace">
            <p class="text-muted">{words::grace_text(locale)}</p>
            <details class="fold" open=form.was_sent()>
                <summary class="button button-secondary">{words::grace_ask(locale)}</summary>
                <PlainForm action=ChangeGrace::url() state=form>
                    <input type="hidden" name="slug" value=slug.clone() />
                    <RequiredInput form name="days" label=words::grace_days(locale) hint=words::grace_hint(locale) />
                    <TextInput
                        name="confirm"
                        label=words::type_to_confirm(locale, &slug)
                        value=form.value("confirm", "")
                        error=refused
                        note=required_note()
                        required=true
                    />
                    <Submit state=form kind=ButtonKind::Danger>
                        {words::grace_set(locale)}
                    </Submit>
                </PlainForm>
            </details>
        </Card>
    }
}

#[component]
fn LockCard(slug: String, locked_at: Option<String>) -> impl IntoView {
    let locale = use_locale();
    let (action, text, button, form) = match &locked_at {
        Some(at) => (
            UnlockOrganisation::url(),
            words::locked_text(locale, &format_instant(at, locale)),
            words::unlock(locale),
            FormState::plain_of::<UnlockOrganisation>("slug", &slug),
        ),
        None => (
            LockOrganisation::url(),
            words::lock_text(locale).to_owned(),
            words::lock(locale),
            FormState::plain_of::<LockOrganisation>("slug", &slug),
        ),
    };
    view! {
        <Card title=words::lock_title(locale) id="lock">
            <div class="stack">
                <p class="text-muted">{text}</p>
                <PlainForm action state=form>
                    <input type="hidden" name="slug" value=slug />
                    <div>
                        <Submit state=form kind=ButtonKind::Secondary>
                            {button}
                        </Submit>
                    </div>
                </PlainForm>
            </div>
        </Card>
    }
}

/// That it is deleted, by whom, when its data goes, and where the export of it is.
#[component]
pub(super) fn DeletionBanner(deletion: Deletion) -> impl IntoView {
    let locale = use_locale();
    let Deletion { requested_at, gone_at, requested_by, reason, export, is_being_erased, has_failed } = deletion;
    let when = if is_being_erased {
        words::is_being_erased(locale).to_owned()
    } else {
        words::is_deleted(locale, &format_instant(&requested_at, locale), &requested_by)
    };
    let exported = match export {
        Some(FinalExport { path, written: Some(_) }) => words::exported(locale, &path),
        Some(FinalExport { written: None, .. }) => words::not_exported_yet(locale).to_owned(),
        None => words::no_export(locale).to_owned(),
    };
    view! {
        <Banner tone=Tone::Danger title=words::deleted_title(locale, &format_instant(&gone_at, locale))>
            <p>{when}</p>
            {reason.map(|reason| view! { <p>{reason}</p> })}
            <p>{exported}</p>
            {has_failed.then(|| view! { <p>{words::deletion_failed(locale)}</p> })}
        </Banner>
    }
}
