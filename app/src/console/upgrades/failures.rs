//! Those who failed in a run, and why. New ones join while somebody reads: the rows that are there stay.

use super::words;
use crate::{
    i18n::{Locale, format_instant, words as common},
    paths,
    site::use_locale,
    ui::{Cell, CellKind, Column, LinkButton, Table},
};
use leptos::prelude::*;
use tenantry::{
    money::format_integer,
    upgrades::{Failure, RunView},
};

#[component]
pub(super) fn Failures(run: RwSignal<RunView>) -> impl IntoView {
    let locale = use_locale();
    let is_any = Memo::new(move |_| run.with(|run| run.counts.failed > 0));
    move || {
        is_any.get().then(|| {
            view! {
                <section class="stack stack-tight">
                    <h2 class="card-title">{words::failures(locale)}</h2>
                    <p class="text-muted">{words::failures_text(locale)}</p>
                    <div class="failures">
                        <Table caption=words::failures(locale) columns=columns(locale)>
                            <For
                                each=move || run.with(|run| run.failures.clone())
                                key=|failure| failure.slug.clone()
                                children=move |failure| row(failure, locale)
                            />
                        </Table>
                    </div>
                    {move || more(run, locale).map(|text| view! { <p class="text-muted">{text}</p> })}
                </section>
            }
        })
    }
}

fn columns(locale: Locale) -> Vec<Column> {
    vec![Column::new(common::organisation(locale)), Column::new(words::error(locale)), Column::new("")]
}

fn more(run: RwSignal<RunView>, locale: Locale) -> Option<String> {
    let shown = run.with(|run| i64::try_from(run.failures.len()).unwrap_or(0));
    let more = run.with(|run| run.counts.failed) - shown;
    (more > 0).then(|| words::more_failures(locale, &format_integer(more, locale)))
}

fn row(failure: Failure, locale: Locale) -> impl IntoView {
    let Failure { slug, name, error, snapshot_at } = failure;
    let back = snapshot_at.map(|at| {
        view! {
            <LinkButton href=paths::console_rollback(&slug) small=true>
                {words::roll_back(locale)}
            </LinkButton>
            <span class="cell-sub">{words::snapshot_of(locale, &format_instant(&at, locale))}</span>
        }
    });
    view! {
        <tr>
            <Cell label=common::organisation(locale) kind=CellKind::Title>
                <a href=paths::console_organisation(&slug)>{name}</a>
                <span class="cell-sub slug">{slug}</span>
            </Cell>
            <Cell label=words::error(locale)>
                <span class="reason" lang="en">
                    {error}
                </span>
            </Cell>
            <Cell label="" kind=CellKind::AtEnd>
                {back}
            </Cell>
        </tr>
    }
}
