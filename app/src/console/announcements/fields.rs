//! What an announcement says, beside how it looks. While it is typed the preview follows; without scripts it shows what was
//! kept or typed last.

use super::{
    api::{SaveAnnouncement, Written},
    words,
};
use crate::{
    announcements::{AnnouncementBanner, words as shown_words},
    console::words as console,
    form::{FormState, PlainForm, Submit, optional_note, required_note},
    i18n::{Locale, words as common},
    paths,
    site::{use_locale, use_may},
    ui::{ButtonKind, Card, Checkbox, Choice, LinkButton, RadioCards, RadioOption, Select, TextArea, TextInput},
};
use leptos::{ev, prelude::*, server_fn::ServerFn};
use tenantry::{
    access::Permission,
    announcements::{Announcement, AnnouncementForm, AnnouncementState, AnnouncementTone, Scope, Shown},
    ids::AnnouncementId,
    plans::NamedPlan,
};

/// What the preview shows.
#[derive(Clone, Copy)]
struct Typed {
    id: AnnouncementId,
    text_en: RwSignal<String>,
    text_fr: RwSignal<String>,
    tone: RwSignal<String>,
    link: RwSignal<String>,
    is_dismissible: RwSignal<bool>,
}

#[component]
pub(super) fn AnnouncementEditor(written: Written) -> impl IntoView {
    let form = FormState::plain_of::<SaveAnnouncement>("announcement", &written.id.to_string());
    let fresh = FormState::plain::<SaveAnnouncement>();
    // A new one that was refused comes with the id of its first attempt.
    let (form, id) = if written.announcement.is_none() && fresh.was_sent() {
        let id = fresh.value("announcement", "").get_untracked().parse().unwrap_or(written.id);
        (fresh, id)
    } else {
        (form, written.id)
    };
    let first = first_values(written.announcement.as_ref());
    let value = |field: &'static str, initial: &str| form.value(field, initial).get_untracked();
    let ticked = if form.was_sent() { "" } else { first.is_dismissible.as_str() };
    let typed = Typed {
        id,
        text_en: RwSignal::new(value("text_en", &first.text_en)),
        text_fr: RwSignal::new(value("text_fr", &first.text_fr)),
        tone: RwSignal::new(value("tone", &first.tone)),
        link: RwSignal::new(value("link", &first.link)),
        is_dismissible: RwSignal::new(value("is_dismissible", ticked) == "true"),
    };
    let state = written.announcement.map(|announcement| announcement.state);
    let can_write = use_may(Permission::AnnouncementsManage) && state != Some(AnnouncementState::Ended);
    view! {
        <div class="stack stack-loose">
            <Preview typed />
            {can_write.then(|| view! { <AnnouncementFields form first plans=written.plans typed is_new=state.is_none() /> })}
        </div>
    }
}

/// In both languages, as organisations see it; the colours of the page follow the reader's theme.
#[component]
fn Preview(typed: Typed) -> impl IntoView {
    let locale = use_locale();
    let shown = move |text: RwSignal<String>, of: Locale| {
        let text = text.get();
        let text = if text.trim().is_empty() { words::nothing_yet(of).to_owned() } else { text };
        let link = typed.link.get();
        let shown = Shown {
            id: typed.id,
            tone: typed.tone.with(|tone| AnnouncementTone::from_key(tone)).unwrap_or_default(),
            text,
            link: link.trim().starts_with("https://").then(|| link.trim().to_owned()),
            is_dismissible: typed.is_dismissible.get(),
        };
        view! { <AnnouncementBanner shown locale=of /> }
    };
    view! {
        <Card title=words::preview(locale) note=words::preview_note(locale)>
            <div class="stack">
                {move || shown(typed.text_en, Locale::En)} {move || shown(typed.text_fr, Locale::Fr)}
            </div>
        </Card>
    }
}

fn first_values(of: Option<&Announcement>) -> AnnouncementForm {
    let ticked = |yes: bool| if yes { "true".to_owned() } else { String::new() };
    let to_minute = |at: &str| at.get(..16).unwrap_or_default().to_owned();
    match of {
        None => AnnouncementForm {
            tone: AnnouncementTone::Info.key().into(),
            scope: Scope::All.key().into(),
            is_dismissible: "true".into(),
            ..AnnouncementForm::default()
        },
        Some(of) => AnnouncementForm {
            tone: of.tone.key().into(),
            text_en: of.text_en.clone(),
            text_fr: of.text_fr.clone(),
            link: of.link.clone().unwrap_or_default(),
            scope: of.scope.key().into(),
            plan: of.plan.as_ref().map(|plan| plan.key.clone()).unwrap_or_default(),
            organisations: of.organisations.join("\n"),
            starts_at: to_minute(&of.starts_at),
            ends_at: of.ends_at.as_deref().map(to_minute).unwrap_or_default(),
            is_dismissible: ticked(of.is_dismissible),
            on_sign_in: ticked(of.on_sign_in),
        },
    }
}

#[component]
fn AnnouncementFields(
    form: FormState,
    first: AnnouncementForm,
    plans: Vec<NamedPlan>,
    typed: Typed,
    is_new: bool,
) -> impl IntoView {
    let locale = use_locale();
    let follow = move |event: ev::Event| {
        let target = event_target::<leptos::web_sys::HtmlInputElement>(&event);
        match target.name().as_str() {
            "text_en" => typed.text_en.set(event_target_value(&event)),
            "text_fr" => typed.text_fr.set(event_target_value(&event)),
            "tone" => typed.tone.set(event_target_value(&event)),
            "link" => typed.link.set(event_target_value(&event)),
            "is_dismissible" => typed.is_dismissible.set(target.checked()),
            _ => {}
        }
    };
    view! {
        <Card title=words::content(locale)>
            <PlainForm action=SaveAnnouncement::url() state=form>
                <input type="hidden" name="announcement" value=typed.id.to_string() />
                <div class="stack" on:input=follow>
                    <Texts form first=first.clone() />
                    <Whose form first=first.clone() plans />
                    <When form first=first.clone() />
                </div>
                <div class="form-actions">
                    <Submit state=form>
                        {if is_new { words::keep_draft(locale) } else { common::save(locale) }}
                    </Submit>
                    <LinkButton href=paths::CONSOLE_ANNOUNCEMENTS kind=ButtonKind::Quiet>
                        {common::cancel(locale)}
                    </LinkButton>
                </div>
            </PlainForm>
        </Card>
    }
}

#[component]
fn Texts(form: FormState, first: AnnouncementForm) -> impl IntoView {
    let locale = use_locale();
    let tones = AnnouncementTone::ALL.map(|tone| RadioOption {
        value: tone.key().into(),
        label: shown_words::tone(locale, tone).into(),
        hint: words::tone_hint(locale, tone).into(),
    });
    view! {
        <RadioCards
            name="tone"
            legend=words::tone(locale)
            options=tones.into()
            value=form.value("tone", first.tone)
            error=form.error("tone")
        />
        <TextArea
            name="text_en"
            label=words::text_en(locale)
            value=form.value("text_en", first.text_en)
            error=form.error("text_en")
            note=required_note()
            hint=words::text_hint(locale)
            required=true
        />
        <TextArea
            name="text_fr"
            label=words::text_fr(locale)
            value=form.value("text_fr", first.text_fr)
            error=form.error("text_fr")
            note=required_note()
            required=true
        />
        <TextInput
            name="link"
            label=words::link(locale)
            hint=words::link_hint(locale)
            value=form.value("link", first.link)
            error=form.error("link")
            note=optional_note()
            inputmode="url"
            autocomplete="off"
        />
    }
}

#[component]
fn Whose(form: FormState, first: AnnouncementForm, plans: Vec<NamedPlan>) -> impl IntoView {
    let locale = use_locale();
    let scopes = Scope::ALL.map(|scope| RadioOption {
        value: scope.key().into(),
        label: words::scope(locale, scope).into(),
        hint: words::scope_hint(locale, scope).into(),
    });
    let plans = plans.into_iter().map(|plan| Choice::new(plan.key, plan.name.of(locale))).collect();
    view! {
        <RadioCards
            name="scope"
            legend=words::whose(locale)
            options=scopes.into()
            value=form.value("scope", first.scope)
            error=form.error("scope")
        />
        <Select
            name="plan"
            label=console::plan(locale)
            hint=words::plan_hint(locale)
            choices=plans
            value=form.value("plan", first.plan)
            error=form.error("plan")
        />
        <TextArea
            name="organisations"
            label=words::chosen(locale)
            hint=words::chosen_hint(locale)
            value=form.value("organisations", first.organisations)
            error=form.error("organisations")
            rows=2
        />
    }
}

#[component]
fn When(form: FormState, first: AnnouncementForm) -> impl IntoView {
    let locale = use_locale();
    let ticked = |field: &'static str, first: String| {
        let initial = if form.was_sent() { String::new() } else { first };
        Signal::stored(form.value(field, initial).get_untracked() == "true")
    };
    view! {
        <TextInput
            name="starts_at"
            label=words::starts_at(locale)
            hint=words::starts_at_hint(locale)
            kind="datetime-local"
            value=form.value("starts_at", first.starts_at)
            error=form.error("starts_at")
            note=optional_note()
        />
        <TextInput
            name="ends_at"
            label=words::ends_at(locale)
            hint=words::ends_at_hint(locale)
            kind="datetime-local"
            value=form.value("ends_at", first.ends_at)
            error=form.error("ends_at")
            note=optional_note()
        />
        <Checkbox
            name="is_dismissible"
            label=words::is_dismissible(locale)
            hint=words::is_dismissible_hint(locale)
            checked=ticked("is_dismissible", first.is_dismissible)
        />
        <Checkbox
            name="on_sign_in"
            label=words::on_sign_in(locale)
            hint=words::on_sign_in_hint(locale)
            checked=ticked("on_sign_in", first.on_sign_in)
        />
    }
}
