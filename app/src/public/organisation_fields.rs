//! The fields of a new organisation, for whoever makes one: a visitor or an operator.

use super::words;
use crate::{
    form::{FormState, required_note},
    i18n::{Locale, words as common},
    site::{use_locale, use_site},
    ui::{Checkbox, Choice, Select, TextInput},
};
use leptos::{ev, prelude::*};
use tenantry::{modules::Module, tenants::suggestion_for};

/// The section that says what the organisation is.
#[component]
pub fn OrganisationFields(form: FormState) -> impl IntoView {
    view! {
        <fieldset class="form-section">
            <legend>{common::organisation(use_locale())}</legend>
            <AddressFields form />
            <LocaleField form />
            <ModuleFields form />
        </fieldset>
    }
}

/// Name and address. While the name is typed the address follows it, until somebody writes one of their own.
#[component]
fn AddressFields(form: FormState) -> impl IntoView {
    let locale = use_locale();
    let base = use_site().with_value(|site| site.base_host.clone());
    let name = form.value("name", "");
    let typed = form.value("slug", "").get_untracked();
    let suggested = suggestion_for(&name.get_untracked());
    let is_own = StoredValue::new(!typed.is_empty() && typed != suggested);
    let slug = RwSignal::new(if typed.is_empty() { suggested } else { typed });
    let follow = move |event: ev::Event| {
        let text = event_target_value(&event);
        match event_target::<leptos::web_sys::HtmlInputElement>(&event).name().as_str() {
            "name" if !is_own.get_value() => slug.set(suggestion_for(&text)),
            "slug" => is_own.set_value(!text.trim().is_empty()),
            _ => {}
        }
    };
    view! {
        <div class="stack" on:input=follow>
            <TextInput
                name="name"
                label=words::organisation_name(locale)
                autocomplete="organization"
                value=name
                error=form.error("name")
                note=required_note()
                required=true
            />
            <TextInput
                name="slug"
                label=words::address(locale)
                hint=words::address_hint(locale)
                suffix=format!(".{base}")
                autocomplete="off"
                value=slug
                error=form.error("slug")
                note=required_note()
                required=true
            />
        </div>
    }
}

#[component]
fn LocaleField(form: FormState) -> impl IntoView {
    let locale = use_locale();
    let choices = Locale::ALL.map(|of| Choice::new(of.tag(), common::language_name(of)));
    view! {
        <Select
            name="locale"
            label=common::language(locale)
            hint=words::language_hint(locale)
            choices=choices.into()
            value=form.value("locale", locale.tag())
            error=form.error("locale")
        />
    }
}

/// One box for each module. All are ticked until somebody decides otherwise.
#[component]
fn ModuleFields(form: FormState) -> impl IntoView {
    let locale = use_locale();
    let boxes = Module::ALL.iter().enumerate().map(|(at, module)| {
        let name = format!("modules[{at}]");
        let initial = if form.was_sent() { "" } else { module.key() };
        let checked = form.value(&name, initial).get_untracked() == module.key();
        let (label, hint) = module_words(locale, *module);
        view! { <Checkbox name label hint value=module.key() checked error=form.error("modules") /> }
    });
    view! {
        <fieldset class="field">
            <legend class="field-label">{words::modules(locale)}</legend>
            {boxes.collect_view()}
        </fieldset>
    }
}

fn module_words(locale: Locale, module: Module) -> (&'static str, &'static str) {
    match module {
        Module::Loans => (common::loans(locale), words::loans_hint(locale)),
    }
}
