//! The table of runs.

use super::{state::StateBadge, words};
use crate::{
    i18n::{Locale, format_instant, words as common},
    paths,
    site::use_locale,
    ui::{Cell, CellKind, Column, Table},
};
use leptos::prelude::*;
use tenantry::{money::format_integer, upgrades::RunSummary};

#[component]
pub(in crate::console) fn RunTable(runs: Vec<RunSummary>) -> impl IntoView {
    let locale = use_locale();
    let columns = vec![
        Column::new(words::began(locale)),
        Column::new(common::status(locale)),
        Column::new(words::total(locale)).at_end(),
        Column::new(words::done(locale)).at_end(),
        Column::new(words::failed(locale)).at_end(),
        Column::new(words::left(locale)).at_end(),
        Column::new(words::ended(locale)),
    ];
    view! {
        <Table caption=words::runs(locale) columns>
            {runs.into_iter().map(|run| row(run, locale)).collect_view()}
        </Table>
    }
}

fn row(run: RunSummary, locale: Locale) -> impl IntoView {
    let number = move |count: i64| format_integer(count, locale);
    let counts = run.counts;
    let ended = run.finished_at.map_or_else(|| "–".to_owned(), |at| format_instant(&at, locale));
    view! {
        <tr>
            <Cell label=words::began(locale) kind=CellKind::Title>
                <a href=paths::console_run(run.id)>{format_instant(&run.started_at, locale)}</a>
            </Cell>
            <Cell label=common::status(locale)>
                <StateBadge state=run.state is_abandoned=run.is_abandoned locale />
            </Cell>
            <Cell label=words::total(locale) kind=CellKind::Amount>
                {number(counts.total())}
            </Cell>
            <Cell label=words::done(locale) kind=CellKind::Amount>
                {number(counts.done)}
            </Cell>
            <Cell label=words::failed(locale) kind=CellKind::Amount>
                {number(counts.failed)}
            </Cell>
            <Cell label=words::left(locale) kind=CellKind::Amount>
                {number(counts.left())}
            </Cell>
            <Cell label=words::ended(locale) kind=CellKind::NoWrap>
                {ended}
            </Cell>
        </tr>
    }
}
