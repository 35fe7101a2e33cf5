//! The overview.

use super::{
    api::{ReadConsoleOverview, ReadDeploymentUsage},
    attention::AttentionList,
    changes::ChangesChart,
    places::OwnPlaces,
    standing::{FailedWork, StandingTable, StandingTiles},
    words,
};
use crate::{
    bundle::Bundled,
    console::servers::ServerTable,
    i18n::words as common,
    load::{Loading, load},
    paths,
    site::use_locale,
    ui::{Banner, ButtonKind, EmptyState, Glyph, LinkButton, PageHead},
    usage::{self, PeriodTabs, UsageCharts, UsageTiles, period_of},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::{
    metrics::{Period, Usage},
    overview::Overview,
    servers::ServerSummary,
};

pub struct OverviewPage {
    overview: Loading<Overview>,
    usage: Loading<Usage>,
}

impl Bundled for OverviewPage {
    fn data() -> Self {
        let address = use_query_map();
        let period = Memo::new(move |_| address.with(period_of));
        Self {
            overview: Loading::of(|| ReadConsoleOverview {}),
            usage: Loading::of(move || ReadDeploymentUsage { period: period.get() }),
        }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=words::title(locale) />
            <PageHead title=words::title(locale) lead=words::lead(locale) />
            <div class="stack stack-loose">
                {load(self.overview, |overview| view! { <Standing overview /> })}
                {load(self.usage, |usage| view! { <DeploymentUsage usage /> })}
                {load(self.overview, |overview| view! { <Details overview /> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn Standing(overview: Overview) -> impl IntoView {
    let locale = use_locale();
    if overview.total() == 0 && overview.attention.is_empty() {
        return view! {
            <EmptyState glyph=Glyph::Building title=words::none_title(locale) text=words::none(locale)>
                <LinkButton href=paths::CONSOLE_NEW kind=ButtonKind::Primary icon=Glyph::Plus>
                    {common::new_organisation(locale)}
                </LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <AttentionList attention=overview.attention.clone() is_counted=overview.is_counted />
        <StandingTiles overview />
    }
    .into_any()
}

#[component]
fn DeploymentUsage(usage: Usage) -> impl IntoView {
    let locale = use_locale();
    view! {
        <section class="stack" id="usage" aria-labelledby="usage-title">
            <div class="row row-between usage-head">
                <h2 class="card-title" id="usage-title">
                    {usage::words::title(locale)}
                </h2>
                <PeriodTabs page=paths::HOME periods=&Period::ALL current=usage.period />
            </div>
            {(!usage.is_counted).then(|| view! { <Banner>{usage::words::not_counted(locale)}</Banner> })}
            <UsageTiles usage=usage.clone() of_all=true />
            <UsageCharts usage with_work=true />
        </section>
    }
}

#[component]
fn Details(overview: Overview) -> impl IntoView {
    let Overview { organisations, deleted, months, failures, own_places, servers, .. } = overview;
    view! {
        <div class="charts">
            <ChangesChart months />
            <FailedWork failures />
        </div>
        <StandingTable standing=organisations deleted />
        <OwnPlaces places=own_places />
        <Servers servers />
    }
}

/// A deployment that has registered none isn't told of them here.
#[component]
fn Servers(servers: Vec<ServerSummary>) -> impl IntoView {
    (!servers.is_empty()).then(|| {
        view! {
            <section class="stack stack-tight">
                <h2 class="card-title">{words::servers(use_locale())}</h2>
                <ServerTable servers />
            </section>
        }
    })
}
