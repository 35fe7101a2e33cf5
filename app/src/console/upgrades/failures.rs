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
    view! {
        <Those run of_rollback=false />
        <Those run of_rollback=true />
    }
}

/// Those who couldn't be migrated, or those who couldn't be taken back.
#[component]
fn Those(run: RwSignal<RunView>, of_rollback: bool) -> impl IntoView {
    let locale = use_locale();
    let (title, text) = if of_rollback {
        (words::roll_back_failures(locale), words::roll_back_failures_text(locale))
    } else {
        (words::failures(locale), words::failures_text(locale))
    };
    let those = move || run.with(|run| those(run, of_rollback));
    let is_any = Memo::new(move |_| !those().is_empty());
    move || {
        is_any.get().then(|| {
            view! {
                <section class="stack stack-tight">
                    <h2 class="card-title">{title}</h2>
                    <p class="text-muted">{text}</p>
                    <div class="failures">
                        <Table caption=title columns=columns(locale)>
                            <For
                                each=those
                                key=|failure| failure.slug.clone()
                                children=move |failure| row(failure, locale)
                            />
                        </Table>
                    </div>
                    {move || {
                        more(run, of_rollback, locale).map(|text| view! { <p class="text-muted">{text}</p> })
                    }}
                </section>
            }
        })
    }
}

fn columns(locale: Locale) -> Vec<Column> {
    vec![Column::new(common::organisation(locale)), Column::new(words::error(locale)), Column::new("")]
}

fn those(run: &RunView, of_rollback: bool) -> Vec<Failure> {
    run.failures.iter().filter(|failure| failure.is_of_rollback == of_rollback).cloned().collect()
}

fn more(run: RwSignal<RunView>, of_rollback: bool, locale: Locale) -> Option<String> {
    let shown = run.with(|run| i64::try_from(those(run, of_rollback).len()).unwrap_or(0));
    let all = run.with(|run| if of_rollback { shown } else { run.counts.failed });
    let more = all - shown;
    (more > 0).then(|| words::more_failures(locale, &format_integer(more, locale)))
}

fn row(failure: Failure, locale: Locale) -> impl IntoView {
    let Failure { slug, name, error, snapshot_at, .. } = failure;
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
