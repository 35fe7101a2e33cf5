//! How the fleet stands, what a run would do, and the runs that there were.

use super::{
    api::{ListRuns, ReadStanding},
    options::RunOptions,
    prune::{PRUNED, PRUNING, Pruning},
    runs::RunTable,
    versions::VersionTable,
    words,
};
use crate::{
    bundle::Bundled,
    console::fleet::{FleetTab, FleetTabs},
    form::Saved,
    i18n::{Locale, words as common},
    lists::pager,
    load::{Loading, load},
    paths,
    site::{use_locale, use_may},
    ui::{Banner, Card, EmptyState, Glyph, LinkButton, PageHead, StatTile, Tone},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::{
    access::Permission,
    money::format_integer,
    tenants::Page,
    upgrades::{FleetStanding, Quarantined, RunState, RunSummary},
};

pub struct UpgradesPage {
    standing: Loading<FleetStanding>,
    runs: Loading<Page<RunSummary>>,
    pruning: Pruning,
}

impl Bundled for UpgradesPage {
    fn data() -> Self {
        let address = use_query_map();
        let after = Memo::new(move |_| address.with(|address| address.get("after").unwrap_or_default()));
        Self {
            standing: Loading::of(|| ReadStanding {}),
            runs: Loading::of(move || ListRuns { after: after.get() }),
            pruning: Pruning::data(),
        }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        view! {
            <Title text=common::upgrades(locale) />
            <PageHead title=common::upgrades(locale) lead=words::lead(locale)>
                <LinkButton href=paths::CONSOLE_DRIFT icon=Glyph::Activity>
                    {words::check_tables(locale)}
                </LinkButton>
            </PageHead>
            <FleetTabs current=FleetTab::Upgrades />
            <div class="stack stack-loose">
                <Saved what=PRUNED message=words::was_pruned(locale) />
                <Saved what=PRUNING message=words::is_pruned(locale) />
                {load(self.standing, |standing| view! { <Standing standing /> })}
                {load(self.runs, |page| view! { <Runs page /> })}
                {self.pruning.view()}
            </div>
        }
        .into_any()
    }
}

#[component]
fn Standing(standing: FleetStanding) -> impl IntoView {
    let locale = use_locale();
    let FleetStanding { versions, quarantined, drifted, plan, open_run } = standing;
    let is_too_old = plan.too_old.is_some();
    let can_start = open_run.is_none() && !is_too_old;
    let left_out = plan.quarantined.clone();
    view! {
        <div class="stack stack-loose">
            {open_run.map(|run| view! { <OpenRun run /> })}
            {is_too_old.then(|| view! { <Banner tone=Tone::Danger>{words::too_old(locale)}</Banner> })}
            {tiles(plan.organisations, plan.behind, quarantined, drifted, locale)}
            <div class="with-aside with-wide-aside">
                <div class="stack">
                    <VersionTable versions />
                    <LeftOut left_out all=quarantined />
                </div>
                {(can_start && use_may(Permission::FleetManage)).then(|| view! { <RunOptions plan quarantined /> })}
            </div>
        </div>
    }
}

fn tiles(organisations: i64, behind: i64, quarantined: i64, drifted: i64, locale: Locale) -> impl IntoView {
    let number = |count: i64| format_integer(count, locale);
    let up_to_date = (organisations - behind - quarantined).max(0);
    view! {
        <div class="stats">
            <StatTile
                glyph=Glyph::Success
                label=words::up_to_date(locale)
                value=number(up_to_date)
                note=words::organisations(locale, organisations)
            />
            <StatTile glyph=Glyph::Clock label=words::behind(locale) value=number(behind) />
            <StatTile
                glyph=Glyph::Warning
                label=words::quarantined(locale)
                value=number(quarantined)
                note=words::left_out(locale)
                danger={quarantined > 0}
            />
            <StatTile
                glyph=Glyph::Eye
                label=words::differing(locale)
                value=number(drifted)
                note=words::as_last_read(locale)
                danger={drifted > 0}
            />
        </div>
    }
}

/// No other run can begin beside it.
#[component]
fn OpenRun(run: RunSummary) -> impl IntoView {
    let locale = use_locale();
    let (tone, title) = match run.state {
        RunState::Halted => (Tone::Warning, words::halted_title(locale)),
        _ if run.is_abandoned => (Tone::Warning, words::abandoned_title(locale)),
        _ => (Tone::Info, words::running_title(locale)),
    };
    view! {
        <Banner tone title>
            <p>
                {words::another_later(locale)} " " <a href=paths::console_run(run.id)>{words::watch_it(locale)}</a>
            </p>
        </Banner>
    }
}

#[component]
fn LeftOut(left_out: Vec<Quarantined>, all: i64) -> impl IntoView {
    let locale = use_locale();
    let more = all - i64::try_from(left_out.len()).unwrap_or(all);
    (!left_out.is_empty()).then(|| {
        view! {
            <Card title=words::quarantined(locale)>
                <ul class="reasons">
                    {left_out
                        .into_iter()
                        .map(|of| {
                            view! {
                                <li>
                                    <a href=paths::console_organisation(&of.slug)>{of.slug.clone()}</a>
                                    <span class="reason">{of.error}</span>
                                </li>
                            }
                        })
                        .collect_view()}
                </ul>
                {(more > 0)
                    .then(|| {
                        view! { <p class="text-muted">{words::more_failures(locale, &format_integer(more, locale))}</p> }
                    })}
            </Card>
        }
    })
}

#[component]
fn Runs(page: Page<RunSummary>) -> impl IntoView {
    let locale = use_locale();
    let is_later = use_query_map().with_untracked(|query| query.get_str("after").is_some());
    let older = page.next.map(|after| paths::with_query(paths::CONSOLE_UPGRADES, &[("after", &after)]));
    let newer = is_later.then(|| paths::CONSOLE_UPGRADES.to_owned());
    let content = if page.rows.is_empty() {
        view! { <EmptyState glyph=Glyph::History text=words::no_runs(locale) /> }.into_any()
    } else {
        view! { <RunTable runs=page.rows /> }.into_any()
    };
    view! {
        <section class="stack stack-tight">
            <h2 class="card-title">{words::runs(locale)}</h2>
            <div>{content} {pager(newer, older)}</div>
        </section>
    }
}
