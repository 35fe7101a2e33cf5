//! What differs for one organisation from its plan, each with a reason.

use super::{
    api::{SetFeature, SetLimit},
    words,
};
use crate::{
    form::{FormState, PlainForm, Submit, optional_note},
    plan::{FeatureList, amount, words as plan},
    site::use_locale,
    ui::{ButtonKind, Card, Choice, DateField, Fact, Facts, Select, TextInput},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::plans::{CustomLimit, Feature, FeatureState, Limit};

/// What the page says was done.
pub(super) const FEATURE_SET: &str = "feature";
pub(super) const LIMIT_SET: &str = "limit";

#[component]
pub(super) fn FeatureCard(slug: String, features: Vec<FeatureState>, may: bool) -> impl IntoView {
    view! {
        <Card title=plan::features(use_locale())>
            <div class="stack">
                <FeatureList features /> {may.then(|| view! { <FeatureFields slug /> })}
            </div>
        </Card>
    }
}

#[component]
fn FeatureFields(slug: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<SetFeature>();
    let features = Feature::ALL.map(|feature| Choice::new(feature.key(), plan::feature(locale, feature)));
    let choices = vec![
        Choice::new("on", words::turn_on(locale)),
        Choice::new("off", words::turn_off(locale)),
        Choice::new("plan", words::as_plan(locale)),
    ];
    view! {
        <ExceptionForm asks=words::feature_ask(locale) action=SetFeature::url() form slug reason="reason">
            <Select
                name="feature"
                label=words::feature(locale)
                choices=features.into()
                value=form.value("feature", Feature::OwnDomain.key())
                error=form.error("feature")
            />
            <Select
                name="choice"
                label=words::choice(locale)
                choices
                value=form.value("choice", "on")
                error=form.error("choice")
            />
            <DateField
                name="until"
                label=words::until(locale)
                hint=words::until_hint(locale)
                note=optional_note()
                value=form.value("until", "")
                error=form.error("until")
            />
        </ExceptionForm>
    }
}

#[component]
pub(super) fn LimitCard(slug: String, custom: Vec<CustomLimit>, may: bool) -> impl IntoView {
    let locale = use_locale();
    let row = move |of: CustomLimit| {
        let most = of.most.map(|most| amount(locale, of.limit, most));
        let most = most.unwrap_or_else(|| words::no_limit(locale).to_owned());
        view! { <Fact name=plan::limit(locale, of.limit)>{format!("{most}. {}, {}.", of.reason, of.by)}</Fact> }
    };
    let listed = if custom.is_empty() {
        view! { <p class="text-muted">{words::no_custom(locale)}</p> }.into_any()
    } else {
        view! { <Facts>{custom.into_iter().map(row).collect_view()}</Facts> }.into_any()
    };
    view! {
        <Card title=words::custom(locale)>
            <div class="stack">{listed} {may.then(|| view! { <LimitFields slug /> })}</div>
        </Card>
    }
}

#[component]
fn LimitFields(slug: String) -> impl IntoView {
    let locale = use_locale();
    let form = FormState::plain::<SetLimit>();
    let limits = Limit::COUNTED.map(|limit| Choice::new(limit.key(), plan::limit(locale, limit)));
    let choices = vec![
        Choice::new("own", words::own_limit(locale)),
        Choice::new("none", words::no_limit(locale)),
        Choice::new("plan", words::as_plan(locale)),
    ];
    view! {
        <ExceptionForm asks=words::limit_ask(locale) action=SetLimit::url() form slug reason="limit_reason">
            <Select
                name="limit"
                label=words::limit(locale)
                choices=limits.into()
                value=form.value("limit", Limit::Members.key())
                error=form.error("limit")
            />
            <Select
                name="limit_choice"
                label=words::choice(locale)
                choices
                value=form.value("limit_choice", "own")
                error=form.error("limit_choice")
            />
            <TextInput
                name="amount"
                label=words::amount(locale)
                hint=words::amount_hint(locale)
                value=form.value("amount", "")
                error=form.error("amount")
                inputmode="numeric"
                autocomplete="off"
            />
        </ExceptionForm>
    }
}

/// A form that is folded away until somebody wants an exception. Each is given with its reason, in the field named so.
#[component]
fn ExceptionForm(
    asks: &'static str,
    action: &'static str,
    form: FormState,
    slug: String,
    reason: &'static str,
    children: Children,
) -> impl IntoView {
    let locale = use_locale();
    view! {
        <details class="fold" open=form.was_sent()>
            <summary class="button button-secondary">{asks}</summary>
            <PlainForm action state=form>
                <input type="hidden" name="slug" value=slug />
                {children()}
                <TextInput
                    name=reason
                    label=words::reason(locale)
                    hint=words::reason_hint(locale)
                    value=form.value(reason, "")
                    error=form.error(reason)
                />
                <div>
                    <Submit state=form kind=ButtonKind::Secondary>
                        {words::set(locale)}
                    </Submit>
                </div>
            </PlainForm>
        </details>
    }
}
