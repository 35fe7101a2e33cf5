//! How much of how much: the one meter of a plan.

use super::words;
use crate::{
    console::words::bytes,
    i18n::{Locale, format_day, format_instant, words as common},
    site::use_locale,
    ui::{Badge, Banner, Fact, Facts, Progress, Tone},
};
use leptos::prelude::*;
use tenantry::{
    modules::Module,
    money::{format_amount, format_integer},
    plans::{FeatureState, Gauge, Limit, Meter, Over, Plan, PricePeriod},
};

/// A limit's number in its unit.
pub(crate) fn amount(locale: Locale, limit: Limit, number: i64) -> String {
    match limit {
        Limit::Storage => bytes(locale, number),
        Limit::Members | Limit::Requests | Limit::Modules => format_integer(number, locale),
    }
}

pub(crate) fn price(locale: Locale, plan: &Plan) -> String {
    let Some(price) = plan.price else { return words::no_price(locale).to_owned() };
    price_each(locale, &format_amount(price, plan.currency, locale), plan.period)
}

pub(crate) fn price_each(locale: Locale, price: &str, period: PricePeriod) -> String {
    match period {
        PricePeriod::Month => words::a_month(locale, price),
        PricePeriod::Year => words::a_year(locale, price),
    }
}

pub(crate) fn module_name(locale: Locale, module: Module) -> &'static str {
    match module {
        Module::Loans => common::loans(locale),
    }
}

pub(crate) fn module_names(locale: Locale, modules: &[Module]) -> String {
    modules.iter().map(|module| module_name(locale, *module)).collect::<Vec<_>>().join(", ")
}

/// Bars and figures, and what comes of what is too much.
#[component]
pub(crate) fn PlanMeter(meter: Meter) -> impl IntoView {
    let locale = use_locale();
    let over = meter.over.clone().into_iter().map(|over| view! { <OverLine over /> }).collect_view();
    let gauges = meter.gauges.iter().map(|gauge| view! { <GaugeRow gauge=*gauge /> }).collect_view();
    let beyond =
        (!meter.beyond.is_empty()).then(|| words::modules_beyond(locale, &module_names(locale, &meter.beyond)));
    view! {
        <div class="stack">
            {over} <ul class="meters">{gauges}</ul> {beyond.map(|text| view! { <p class="text-muted">{text}</p> })}
        </div>
    }
}

#[component]
fn GaugeRow(gauge: Gauge) -> impl IntoView {
    let locale = use_locale();
    let label = words::limit(locale, gauge.limit);
    let used = amount(locale, gauge.limit, gauge.used);
    let figures = match gauge.most {
        Some(most) => words::of(locale, &used, &amount(locale, gauge.limit, most)),
        None => words::without_limit(locale, &used),
    };
    let is_refused = gauge.limit.is_enforced();
    let (class, state) = match () {
        () if gauge.is_over() && is_refused => ("meter meter-over", Some((Tone::Danger, words::over(locale)))),
        () if gauge.is_over() => ("meter", Some((Tone::Neutral, words::over(locale)))),
        () if gauge.is_near() => ("meter meter-near", Some((Tone::Warning, words::near(locale)))),
        () => ("meter", None),
    };
    view! {
        <li class=class>
            <div class="meter-line">
                <span>{label}</span>
                {state.map(|(tone, label)| view! { <Badge tone label /> })}
                <span class="meter-figures">{figures}</span>
            </div>
            {gauge.most.map(|most| view! { <Progress label done=gauge.used whole=most /> })}
            {(!is_refused).then(|| view! { <p class="meter-note">{words::counted_only(locale)}</p> })}
        </li>
    }
}

/// Since when, until when, and what to do.
#[component]
fn OverLine(over: Over) -> impl IntoView {
    let locale = use_locale();
    let Over { limit, since, grace_ends_at, has_ended } = over;
    let (since, until) = (format_day(&since, locale), format_instant(&grace_ends_at, locale));
    let (tone, text) = match (has_ended, limit) {
        (true, Limit::Modules) => (Tone::Danger, words::modules_closed(locale, &until)),
        (true, _) => (Tone::Danger, words::grace_ended(locale, &until)),
        (false, Limit::Modules) => (Tone::Warning, words::modules_close(locale, &until)),
        (false, _) => (Tone::Warning, words::grace_runs(locale, &until)),
    };
    view! {
        <Banner tone title=words::over_since(locale, words::limit(locale, limit), &since)>
            <p>{text} " " {words::what_to_do(locale, limit)}</p>
        </Banner>
    }
}

/// A plan in a few words.
#[component]
pub(crate) fn PlanFacts(plan: Plan) -> impl IntoView {
    let locale = use_locale();
    let description = plan.description(locale).to_owned();
    let modules = match &plan.allowance.modules {
        None => words::all_modules(locale).to_owned(),
        Some(modules) if modules.is_empty() => words::no_modules(locale).to_owned(),
        Some(modules) => module_names(locale, modules),
    };
    let (name, price) = (plan.name(locale).to_owned(), price(locale, &plan));
    view! {
        <div class="stack">
            {(!description.is_empty()).then(|| view! { <p>{description}</p> })}
            <Facts>
                <Fact name=words::plan(locale)>{name}</Fact>
                <Fact name=words::price(locale)>{price}</Fact>
                <Fact name=words::modules(locale)>{modules}</Fact>
            </Facts>
        </div>
    }
}

/// What is on, and what isn't.
#[component]
pub(crate) fn FeatureList(features: Vec<FeatureState>) -> impl IntoView {
    let locale = use_locale();
    let row = |state: FeatureState| {
        let (tone, label) =
            if state.is_on { (Tone::Success, words::on(locale)) } else { (Tone::Neutral, words::off(locale)) };
        view! {
            <li class="stack stack-tight">
                <div class="row">
                    <strong>{words::feature(locale, state.feature)}</strong>
                    <Badge tone label />
                </div>
                <p class="text-muted">{words::feature_hint(locale, state.feature)}</p>
                {state.flag.map(|flag| view! { <p class="text-muted">{words::flag(locale, &flag)}</p> })}
            </li>
        }
    };
    view! { <ul class="modules">{features.into_iter().map(row).collect_view()}</ul> }
}
