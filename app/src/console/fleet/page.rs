//! The fleet as it is now.

use super::{
    api::{Figure, ReadCertificates, ReadFigures, ReadStock},
    certificates::Certificates,
    pools::Pools,
    stock::StockTable,
    tabs::{FleetTab, FleetTabs},
    words,
};
use crate::{
    bundle::Bundled,
    console::{
        servers::{ServerTable, api::ListServers, words as server_words},
        upgrades::{
            RunTable, VersionTable,
            api::{ListRuns, ReadVersions},
            words as upgrade_words,
        },
    },
    i18n::words as common,
    load::{Loading, load},
    paths,
    site::use_locale,
    ui::{EmptyState, Glyph, LinkButton, PageHead},
};
use leptos::prelude::*;
use leptos_meta::Title;
use tenantry::{
    servers::ServerSummary,
    stock::Standing,
    tenants::Page,
    tls::CertificateSummary,
    upgrades::{RunSummary, VersionCount},
};

/// Runs that are shown; the page of upgrades has all.
const LAST_RUNS: usize = 3;

pub struct FleetPage {
    figures: Loading<Vec<Figure>>,
    stock: Loading<Vec<Standing>>,
    certificates: Loading<Vec<CertificateSummary>>,
    servers: Loading<Vec<ServerSummary>>,
    versions: Loading<Vec<VersionCount>>,
    runs: Loading<Page<RunSummary>>,
}

impl Bundled for FleetPage {
    fn data() -> Self {
        Self {
            figures: Loading::of(|| ReadFigures {}),
            stock: Loading::of(|| ReadStock {}),
            certificates: Loading::of(|| ReadCertificates {}),
            servers: Loading::of(|| ListServers {}),
            versions: Loading::of(|| ReadVersions {}),
            runs: Loading::of(|| ListRuns { after: String::new() }),
        }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=common::fleet(locale) />
            <PageHead title=common::fleet(locale) lead=words::lead(locale) />
            <FleetTabs current=FleetTab::Now />
            <div class="stack stack-loose">
                {load(self.figures, |figures| view! { <Pools figures /> })}
                {load(self.certificates, |certificates| view! { <Certificates certificates /> })}
                {load(self.servers, |servers| view! { <FleetServers servers /> })}
                <section class="stack stack-tight" id="stock">
                    <h2 class="card-title">{words::stock(locale)}</h2>
                    {load(self.stock, |stock| view! { <StockTable stock /> })}
                </section>
                <section class="stack stack-tight">
                    <h2 class="card-title">{upgrade_words::versions(locale)}</h2>
                    {load(self.versions, |versions| view! { <VersionTable versions /> })}
                </section>
                <section class="stack stack-tight">
                    <div class="row row-between">
                        <h2 class="card-title">{words::last_runs(locale)}</h2>
                        <LinkButton href=paths::CONSOLE_UPGRADES small=true>
                            {common::upgrades(locale)}
                        </LinkButton>
                    </div>
                    {load(self.runs, |page| view! { <LastRuns runs=page.rows /> })}
                </section>
            </div>
        }
        .into_any()
    }
}

/// A deployment that has registered none isn't told of them here.
#[component]
fn FleetServers(servers: Vec<ServerSummary>) -> impl IntoView {
    (!servers.is_empty()).then(|| {
        view! {
            <section class="stack stack-tight">
                <h2 class="card-title">{server_words::title(use_locale())}</h2>
                <ServerTable servers />
            </section>
        }
    })
}

#[component]
fn LastRuns(mut runs: Vec<RunSummary>) -> impl IntoView {
    runs.truncate(LAST_RUNS);
    if runs.is_empty() {
        let text = upgrade_words::no_runs(use_locale());
        return view! { <EmptyState glyph=Glyph::History text /> }.into_any();
    }
    view! { <RunTable runs /> }.into_any()
}
