//! What a plan says, as it is typed.

use super::words;
use crate::{
    form::{FormState, optional_note, required_note},
    plan::{module_name, words as plan},
    site::use_locale,
    ui::{Checkbox, Choice, RadioCards, RadioOption, Select, TextArea, TextInput},
};
use leptos::prelude::*;
use tenantry::{
    modules::Module,
    money::{Currency, format_decimal},
    plans::{Feature, Plan, PlanForm, PricePeriod},
};

/// The form as it stands for a plan; none for a new one.
pub(super) fn first_values(of: Option<&Plan>) -> PlanForm {
    let Some(of) = of else {
        return PlanForm {
            currency: Currency::default().code().into(),
            period: PricePeriod::default().key().into(),
            module_choice: "all".into(),
            features: Feature::ALL.map(|feature| feature.key().to_owned()).into(),
            ..PlanForm::default()
        };
    };
    let number = |most: Option<i64>| most.map(|most| most.to_string()).unwrap_or_default();
    let modules = of.allowance.modules.as_ref();
    PlanForm {
        name_en: of.name_en.clone(),
        name_fr: of.name_fr.clone(),
        description_en: of.description_en.clone(),
        description_fr: of.description_fr.clone(),
        price: of.price.map(|price| format_decimal(price, use_locale())).unwrap_or_default(),
        currency: of.currency.code().into(),
        period: of.period.key().into(),
        members: number(of.allowance.members),
        storage: number(of.allowance.storage_bytes.map(|bytes| bytes / 1_000_000)),
        requests: number(of.allowance.requests),
        module_choice: if modules.is_some() { "chosen".into() } else { "all".into() },
        position: of.position.to_string(),
        modules: modules.map(|modules| modules.iter().map(|of| of.key().to_owned()).collect()).unwrap_or_default(),
        features: of.features.iter().map(|feature| feature.key().to_owned()).collect(),
    }
}

#[component]
pub(super) fn PlanFields(form: FormState, first: PlanForm) -> impl IntoView {
    let locale = use_locale();
    view! {
        <fieldset class="form-section">
            <legend>{words::what_it_is(locale)}</legend>
            <Names form first=first.clone() />
            <Price form first=first.clone() />
        </fieldset>
        <fieldset class="form-section">
            <legend>{words::limits(locale)}</legend>
            <p class="text-muted">{words::limits_lead(locale)}</p>
            <Limits form first=first.clone() />
        </fieldset>
        <fieldset class="form-section">
            <legend>{words::what_it_has(locale)}</legend>
            <Contents form first />
        </fieldset>
    }
}

#[component]
fn Names(form: FormState, first: PlanForm) -> impl IntoView {
    let locale = use_locale();
    let name = |name: &'static str, label: &'static str, initial: String| {
        view! {
            <TextInput
                name
                label
                value=form.value(name, initial)
                error=form.error(name)
                note=required_note()
                required=true
                autocomplete="off"
            />
        }
    };
    let description = |name: &'static str, label: &'static str, initial: String| {
        view! {
            <TextArea
                name
                label
                value=form.value(name, initial)
                error=form.error(name)
                note=optional_note()
                hint=words::description_hint(locale)
                rows=2
            />
        }
    };
    view! {
        {name("name_en", words::name_en(locale), first.name_en)}
        {name("name_fr", words::name_fr(locale), first.name_fr)}
        {description("description_en", words::description_en(locale), first.description_en)}
        {description("description_fr", words::description_fr(locale), first.description_fr)}
        <TextInput
            name="position"
            label=words::position(locale)
            hint=words::position_hint(locale)
            value=form.value("position", first.position)
            error=form.error("position")
            note=optional_note()
            inputmode="numeric"
            autocomplete="off"
        />
    }
}

#[component]
fn Price(form: FormState, first: PlanForm) -> impl IntoView {
    let locale = use_locale();
    let currencies = Currency::ALL.map(|currency| Choice::new(currency.code(), currency.code()));
    let period = |of: PricePeriod| match of {
        PricePeriod::Month => words::month(locale),
        PricePeriod::Year => words::year(locale),
    };
    let periods = PricePeriod::ALL.map(|of| Choice::new(of.key(), period(of)));
    view! {
        <TextInput
            name="price"
            label=plan::price(locale)
            hint=words::price_hint(locale)
            value=form.value("price", first.price)
            error=form.error("price")
            note=optional_note()
            inputmode="decimal"
            autocomplete="off"
        />
        <Select
            name="currency"
            label=crate::console::words::currency(locale)
            choices=currencies.into()
            value=form.value("currency", first.currency)
            error=form.error("currency")
        />
        <Select
            name="period"
            label=words::period(locale)
            choices=periods.into()
            value=form.value("period", first.period)
            error=form.error("period")
        />
    }
}

#[component]
fn Limits(form: FormState, first: PlanForm) -> impl IntoView {
    let locale = use_locale();
    let limit = |name: &'static str, label: &'static str, hint: &'static str, suffix: &'static str, initial: String| {
        view! {
            <TextInput
                name
                label
                hint
                suffix
                value=form.value(name, initial)
                error=form.error(name)
                note=optional_note()
                inputmode="numeric"
                autocomplete="off"
            />
        }
    };
    view! {
        {limit("members", words::members(locale), words::members_hint(locale), "", first.members)}
        {limit("storage", words::storage(locale), words::storage_hint(locale), words::megabytes(locale), first.storage)}
        {limit("requests", words::requests(locale), words::requests_hint(locale), "", first.requests)}
    }
}

#[component]
fn Contents(form: FormState, first: PlanForm) -> impl IntoView {
    let locale = use_locale();
    let was_sent = form.was_sent();
    let ticked = move |field: String, key: &'static str, first: &[String]| {
        let initial = if !was_sent && first.iter().any(|of| of == key) { key } else { "" };
        let checked = form.value(&field, initial).get_untracked() == key;
        (field, Signal::stored(checked))
    };
    let choices = vec![
        RadioOption {
            value: "all".into(),
            label: words::modules_all(locale).into(),
            hint: words::modules_all_hint(locale).into(),
        },
        RadioOption {
            value: "chosen".into(),
            label: words::modules_chosen(locale).into(),
            hint: words::modules_chosen_hint(locale).into(),
        },
    ];
    let modules = Module::ALL.into_iter().enumerate().map(|(at, module)| {
        let (name, checked) = ticked(format!("modules[{at}]"), module.key(), &first.modules);
        view! { <Checkbox name label=module_name(locale, module) value=module.key() checked /> }
    });
    let modules = modules.collect_view();
    let features = Feature::ALL.into_iter().enumerate().map(|(at, feature)| {
        let (name, checked) = ticked(format!("features[{at}]"), feature.key(), &first.features);
        let (label, hint) = (plan::feature(locale, feature), plan::feature_hint(locale, feature));
        view! { <Checkbox name label hint value=feature.key() checked /> }
    });
    let features = features.collect_view();
    view! {
        <RadioCards
            name="module_choice"
            legend=plan::modules(locale)
            options=choices
            value=form.value("module_choice", first.module_choice.clone())
            error=form.error("modules")
        />
        <fieldset class="field">
            <legend class="field-label">{words::modules_ticked(locale)}</legend>
            {modules}
        </fieldset>
        <fieldset class="field">
            <legend class="field-label">{plan::features(locale)}</legend>
            {features}
        </fieldset>
    }
}
