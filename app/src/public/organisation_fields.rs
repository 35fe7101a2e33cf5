//! The fields of a new organisation, for whoever makes one: a visitor or an operator.

use super::words;
use crate::{
    form::{FormState, required_note},
    i18n::{Locale, words as common},
    regional::{Regional, RegionalFields},
    site::{use_locale, use_site},
    ui::{Checkbox, Choice, ChoiceGroup, Select, TextInput},
};
use leptos::{ev, prelude::*};
use tenantry::{modules::Module, tenants::suggestion_for};

/// The section that says what the organisation is. `language` is chosen until somebody chooses another, and so is what `regional` says.
#[component]
pub fn OrganisationFields(
    form: FormState,
    language: Locale,
    regional: Regional,
    /// Whether whoever makes it will work in it.
    #[prop(optional)]
    is_here: bool,
    modules: Vec<Module>,
) -> impl IntoView {
    view! {
        <fieldset class="form-section">
            <legend>{common::organisation(use_locale())}</legend>
            <AddressFields form />
            <LocaleField form language />
            <RegionalFields form regional is_here />
            <ModuleFields form modules />
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
fn LocaleField(form: FormState, language: Locale) -> impl IntoView {
    let locale = use_locale();
    let offered = use_site().with_value(|site| site.languages.offered.clone());
    let choices = offered.into_iter().map(|of| Choice::new(of.tag(), common::language_name(of))).collect();
    view! {
        <Select
            name="locale"
            label=common::language(locale)
            hint=words::language_hint(locale)
            choices
            value=form.value("locale", language.tag())
            error=form.error("locale")
        />
    }
}

/// One box for each module that is offered. All are ticked until somebody decides otherwise. Where there is none the label stands
/// for what is said of modules that were sent all the same.
#[component]
fn ModuleFields(form: FormState, modules: Vec<Module>) -> impl IntoView {
    let locale = use_locale();
    let error = form.error("modules");
    if modules.is_empty() && error.with_untracked(Option::is_none) {
        return ().into_any();
    }
    let boxes = modules.into_iter().enumerate().map(|(at, module)| {
        let name = format!("modules[{at}]");
        let initial = if form.was_sent() { "" } else { module.key() };
        let checked = form.value(&name, initial).get_untracked() == module.key();
        let (label, hint) = module_words(locale, module);
        view! { <Checkbox name label hint value=module.key() checked group_error=error /> }
    });
    let boxes = boxes.collect_view();
    view! {
        <ChoiceGroup name="modules" label=words::modules(locale) error>
            {boxes}
        </ChoiceGroup>
    }
    .into_any()
}

fn module_words(locale: Locale, module: Module) -> (&'static str, &'static str) {
    match module {
        Module::Loans => (common::loans(locale), words::loans_hint(locale)),
    }
}
