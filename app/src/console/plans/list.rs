//! All plans.

use super::{api::ListPlans, archive::ARCHIVED, words};
use crate::{
    bundle::Bundled,
    console::words as console,
    form::Saved,
    i18n::{Locale, words as common},
    load::{Loading, load},
    paths,
    plan::{amount, price, words as plan},
    site::{use_locale, use_may},
    ui::{ButtonKind, Column, Glyph, LinkButton, PageHead, PlainTable, Tone, plain_badge},
};
use leptos::prelude::*;
use leptos_meta::Title;
use maud::{Markup, html};
use tenantry::{
    access::Permission,
    money::format_integer,
    plans::{Limit, ListedPlan},
};

pub struct PlansPage {
    plans: Loading<Vec<ListedPlan>>,
}

impl Bundled for PlansPage {
    fn data() -> Self {
        Self { plans: Loading::of(|| ListPlans {}) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=words::title(locale) />
            <PageHead title=words::title(locale) lead=words::lead(locale)>
                {use_may(Permission::DeploymentManage)
                    .then(|| {
                        view! {
                            <LinkButton href=paths::CONSOLE_NEW_PLAN kind=ButtonKind::Primary icon=Glyph::Plus>
                                {words::new(locale)}
                            </LinkButton>
                        }
                    })}
            </PageHead>
            <Saved what=ARCHIVED message=words::was_archived(locale) />
            {load(self.plans, |plans| view! { <Listed plans /> })}
        }
        .into_any()
    }
}

#[component]
fn Listed(plans: Vec<ListedPlan>) -> impl IntoView {
    let locale = use_locale();
    let columns = vec![
        Column::new(plan::plan(locale)),
        Column::new(plan::price(locale)),
        Column::new(words::members(locale)).at_end(),
        Column::new(words::storage(locale)).at_end(),
        Column::new(common::organisations(locale)).at_end(),
        Column::new(common::status(locale)),
    ];
    let rows = plans.iter().map(|of| row(of, locale)).collect();
    view! { <PlainTable caption=words::title(locale) columns rows /> }
}

fn row(of: &ListedPlan, locale: Locale) -> Markup {
    let most = |limit| {
        let most = of.plan.allowance.of(limit).map(|most| amount(locale, limit, most));
        most.unwrap_or_else(|| words::no_limit(locale).to_owned())
    };
    let state = match () {
        () if of.plan.is_archived => Some((Tone::Neutral, words::archived(locale))),
        () if of.is_default => Some((Tone::Info, words::of_new(locale))),
        () => None,
    };
    html! {
        tr {
            td.cell-title {
                a href=(paths::console_plan(&of.plan.key)) { (of.plan.name(locale)) }
                span.cell-sub { (of.plan.key) }
            }
            td data-label=(plan::price(locale)) { (price(locale, &of.plan)) }
            td.cell-amount data-label=(words::members(locale)) { (most(Limit::Members)) }
            td.cell-amount data-label=(words::storage(locale)) { (most(Limit::Storage)) }
            td.cell-amount data-label=(common::organisations(locale)) { (format_integer(of.organisations, locale)) }
            td data-label=(common::status(locale)) {
                @if let Some((tone, label)) = state { (plain_badge(tone, label)) } @else { (console::active(locale)) }
            }
        }
    }
}
