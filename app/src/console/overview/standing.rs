//! How many organisations there are, by status and plan, and what failed.

use super::words;
use crate::{
    console::words as console,
    i18n::{Locale, words as common},
    paths,
    site::use_locale,
    ui::{Card, Column, Glyph, PlainTable, StatTile},
};
use leptos::prelude::*;
use maud::{Markup, html};
use tenantry::{
    money::format_integer,
    overview::{Failures, Overview, StandingCount},
    tenants::TenantStatus,
};

/// The first of the figures: all organisations, and what failed of the deployment's own work.
#[component]
pub(super) fn StandingTiles(overview: Overview) -> impl IntoView {
    let locale = use_locale();
    let number = |count: i64| format_integer(count, locale);
    let (new, lost) = overview.months.last().map_or((0, 0), |month| (month.new, month.lost));
    let failed = overview.failures.total();
    view! {
        <div class="stats">
            <StatTile
                glyph=Glyph::Building
                label=words::organisations(locale)
                value=number(overview.total())
                note=words::new_and_lost(locale, &number(new), &number(lost))
                href=paths::CONSOLE_ORGANISATIONS
            />
            <StatTile
                glyph=Glyph::History
                label=words::failed_work_short(locale)
                value=number(failed)
                note=words::in_thirty_days(locale)
                danger={failed > 0}
            />
        </div>
    }
}

#[component]
pub(super) fn StandingTable(standing: Vec<StandingCount>, deleted: i64) -> impl IntoView {
    let locale = use_locale();
    let columns = vec![
        Column::new(common::status(locale)),
        Column::new(console::plan(locale)),
        Column::new(words::count(locale)).at_end(),
    ];
    let rows = standing.iter().map(|of| row(of, locale));
    let gone = (deleted > 0).then(|| deleted_row(deleted, locale));
    let rows: Vec<Markup> = rows.chain(gone).collect();
    view! {
        <section class="stack stack-tight">
            <h2 class="card-title">{words::by_status(locale)}</h2>
            <PlainTable caption=words::by_status(locale) columns rows />
        </section>
    }
}

fn row(of: &StandingCount, locale: Locale) -> Markup {
    html! {
        tr {
            td.cell-title { (status(of.status, locale)) }
            td data-label=(console::plan(locale)) { a href=(paths::with_query(paths::CONSOLE_ORGANISATIONS, &[("plan", &of.plan.key)])) { (of.plan.name.of(locale)) } }
            td.cell-amount data-label=(words::count(locale)) { (format_integer(of.count, locale)) }
        }
    }
}

/// The list shows them, but for those that aren't ready.
fn status(status: TenantStatus, locale: Locale) -> Markup {
    let name = console::status(locale, status);
    html! {
        @if status == TenantStatus::Provisioning { (name) }
        @else { a href=(paths::console_list(&format!("status={}", status.name()))) { (name) } }
    }
}

fn deleted_row(count: i64, locale: Locale) -> Markup {
    html! {
        tr {
            td.cell-title { a href=(paths::console_list("health=deleted")) { (words::deleted(locale)) } }
            td data-label=(console::plan(locale)) { "–" }
            td.cell-amount data-label=(words::count(locale)) { (format_integer(count, locale)) }
        }
    }
}

#[component]
pub(super) fn FailedWork(failures: Failures) -> impl IntoView {
    let locale = use_locale();
    let Failures { provisionings, moves, upgrades, deletions, jobs, mails } = failures;
    let kinds = [
        (words::provisionings(locale), provisionings),
        (words::moves(locale), moves),
        (words::upgrades(locale), upgrades),
        (words::deletions(locale), deletions),
        (words::mails(locale), mails),
        (words::jobs(locale), jobs),
    ];
    let lines = kinds.map(|(name, count)| {
        view! {
            <li>
                <span class="due-list-text">{name}</span>
                <span class="due-list-amount">{format_integer(count, locale)}</span>
            </li>
        }
    });
    view! {
        <Card title=words::failed_work(locale)>
            <ul class="due-list">{lines.collect_view()}</ul>
        </Card>
    }
}
