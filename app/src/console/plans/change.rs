//! Another plan for one organisation: choosing it, and confirming what would come of it.

use super::{api::ChangePlan, what_if::WhatIfView, words};
use crate::{
    form::{FormState, PlainForm, Submit},
    i18n::words as common,
    paths,
    plan::{amount, words as plan},
    site::use_locale,
    ui::{Button, ButtonKind, Card, Choice, Fact, Facts, LinkButton, Select},
};
use leptos::{prelude::*, server_fn::ServerFn};
use tenantry::plans::{Gauge, Plan, PlanChange};

/// What the page says was done.
pub(super) const CHANGED: &str = "changed";

#[component]
pub(super) fn ChangeCard(slug: String, current: String, choices: Vec<Plan>) -> impl IntoView {
    let locale = use_locale();
    let others = choices.into_iter().filter(|of| of.key != current);
    let choices: Vec<Choice> = others.map(|of| Choice::new(of.key.clone(), of.name(locale).to_owned())).collect();
    let first = choices.first().map(|choice| choice.value.clone()).unwrap_or_default();
    view! {
        <Card title=words::change_title(locale)>
            {if choices.is_empty() {
                view! { <p class="text-muted">{words::no_other_plan(locale)}</p> }.into_any()
            } else {
                view! {
                    <form class="form" method="get" action=paths::console_organisation_plan(&slug)>
                        <p class="text-muted">{words::change_text(locale)}</p>
                        <Select name="to" label=words::change_to(locale) choices value=Signal::stored(first) />
                        <div>
                            <Button kind=ButtonKind::Secondary>{words::change_ask(locale)}</Button>
                        </div>
                    </form>
                }
                    .into_any()
            }}
        </Card>
    }
}

#[component]
pub(super) fn Confirmation(change: PlanChange) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::plain::<ChangePlan>();
    let PlanChange { slug, before, after, gauges, what_if, .. } = change;
    let gauge = move |gauge: Gauge| {
        let used = amount(locale, gauge.limit, gauge.used);
        let figures = match gauge.most {
            Some(most) => plan::of(locale, &used, &amount(locale, gauge.limit, most)),
            None => plan::without_limit(locale, &used),
        };
        view! { <Fact name=plan::limit(locale, gauge.limit)>{figures}</Fact> }
    };
    view! {
        <div class="narrow stack stack-loose">
            <Card title=words::change_of(locale, before.name(locale), after.name(locale))>
                <div class="stack">
                    <Facts>{gauges.into_iter().map(gauge).collect_view()}</Facts>
                    <WhatIfView what_if />
                </div>
            </Card>
            <PlainForm action=ChangePlan::url() state>
                <input type="hidden" name="slug" value=slug.clone() />
                <input type="hidden" name="plan" value=after.key.clone() />
                <input type="hidden" name="version" value=after.version.to_string() />
                <div class="form-actions">
                    <Submit state>{words::change_now(locale)}</Submit>
                    <LinkButton href=paths::console_organisation_plan(&slug) kind=ButtonKind::Quiet>
                        {common::cancel(locale)}
                    </LinkButton>
                </div>
            </PlainForm>
        </div>
    }
}
