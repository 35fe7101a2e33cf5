//! The first page after signing in.

use super::{chart::LendingChart, figures::FigureTiles, late::LateLoans, welcome::Welcome, words};
use crate::{
    bundle::Bundled,
    i18n::words as common,
    load::{Loading, load},
    loans::api::ReadOverview,
    paths,
    site::{Site, use_locale, use_site},
    ui::{ButtonKind, EmptyState, Glyph, LinkButton, PageHead},
};
use leptos::prelude::*;
use leptos_meta::Title;
use tenantry::{
    access::Permission,
    brand::HomeBlock,
    loans::{LendingOverview, LoanFigures, LoanSummary},
};

pub struct HomePage {
    /// Absent where the organisation doesn't lend, or its reader may not see it.
    lending: Option<Loading<LendingOverview>>,
}

impl Bundled for HomePage {
    fn data() -> Self {
        let lends = use_site().with_value(|site| site.may(Permission::LoansView));
        Self { lending: lends.then(|| Loading::of(|| ReadOverview {})) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let content = match self.lending {
            Some(lending) => {
                load(lending, |LendingOverview { figures, late }| view! { <LendingHome figures late /> }).into_any()
            }
            None => view! { <Welcome /> }.into_any(),
        };
        let lead = if self.lending.is_some() {
            words::loans_lead(locale).to_owned()
        } else {
            words::plain_lead(locale, &organisation())
        };
        view! {
            <Title text=common::home(locale) />
            <PageHead title=words::hello(locale, &first_name()) lead>
                {self.lending.and_then(|_| new_loan_button())}
            </PageHead>
            {content}
        }
        .into_any()
    }
}

fn organisation() -> String {
    use_site().with_value(Site::name)
}

fn first_name() -> String {
    let name = use_site().with_value(|site| site.viewer.as_ref().map(|viewer| viewer.name.clone())).unwrap_or_default();
    name.split_whitespace().next().unwrap_or_default().to_owned()
}

fn new_loan_button() -> Option<impl IntoView> {
    let locale = use_locale();
    use_site().with_value(|site| site.may(Permission::LoansManage)).then(|| {
        view! {
            <LinkButton href=paths::NEW_LOAN kind=ButtonKind::Primary icon=Glyph::Plus>
                {words::new_loan(locale)}
            </LinkButton>
        }
    })
}

/// What the organisation wants to see here, in its order. Whoever chose nothing of it is shown the ways from here.
#[component]
fn LendingHome(figures: LoanFigures, late: Vec<LoanSummary>) -> impl IntoView {
    let locale = use_locale();
    if is_unused(&figures) {
        return view! {
            <EmptyState glyph=Glyph::Loans title=words::first_title(locale) text=words::first_text(locale)>
                {new_loan_button()}
            </EmptyState>
        }
        .into_any();
    }
    let blocks = use_site().with_value(|site| site.look().home);
    view! { <Blocks blocks figures late /> }.into_any()
}

/// The blocks of a home that lends.
#[component]
pub(crate) fn Blocks(blocks: Vec<HomeBlock>, figures: LoanFigures, late: Vec<LoanSummary>) -> impl IntoView {
    let has = |block| blocks.contains(&block);
    let shows_ways = has(HomeBlock::Ways) || blocks.is_empty();
    let tiles = has(HomeBlock::Figures).then(|| view! { <FigureTiles figures=figures.clone() /> });
    let chart = has(HomeBlock::Chart).then(|| view! { <LendingChart months=figures.months /> });
    let late = has(HomeBlock::Late).then(|| view! { <LateLoans late /> });
    let grid = if chart.is_some() && late.is_some() { "home-grid" } else { "stack" };
    let middle = (chart.is_some() || late.is_some()).then(|| view! { <div class=grid>{chart} {late}</div> });
    view! { <div class="stack">{tiles} {middle} {shows_ways.then(|| view! { <Welcome /> })}</div> }
}

/// Nothing is running, and nothing moved for a year.
fn is_unused(figures: &LoanFigures) -> bool {
    figures.active == 0 && figures.months.iter().all(|month| month.lent == 0 && month.repaid == 0)
}
