//! The moves that were.

use super::{page::named, words};
use crate::{
    i18n::{Locale, format_instant, words as common},
    site::use_locale,
    ui::{Badge, Cell, CellKind, Column, Table, Tone},
};
use leptos::prelude::*;
use tenantry::{
    money::format_integer,
    moves::{Move, MoveState},
};

#[component]
pub(super) fn History(moves: Vec<Move>) -> impl IntoView {
    let locale = use_locale();
    if moves.is_empty() {
        return ().into_any();
    }
    let columns = vec![
        Column::new(words::began(locale)),
        Column::new(common::status(locale)),
        Column::new(words::from(locale)),
        Column::new(words::to(locale)),
        Column::new(words::rows(locale)).at_end(),
        Column::new(words::without_writes(locale)).at_end(),
    ];
    view! {
        <Table caption=words::history(locale) columns>
            {moves.into_iter().map(|of| row(of, locale)).collect_view()}
        </Table>
    }
    .into_any()
}

fn row(of: Move, locale: Locale) -> impl IntoView {
    let (tone, label) = match of.state {
        _ if of.is_abandoned => (Tone::Warning, words::state_abandoned(locale)),
        MoveState::Copying | MoveState::Switching => (Tone::Info, words::state_under_way(locale)),
        MoveState::Moved | MoveState::Done if of.restores.is_some() => (Tone::Success, words::state_restored(locale)),
        MoveState::Moved | MoveState::Done => (Tone::Success, words::state_moved(locale)),
        MoveState::Undone => (Tone::Warning, words::state_undone(locale)),
    };
    let millis = of
        .read_only_millis
        .map_or_else(|| "–".to_owned(), |millis| format!("{}\u{a0}ms", format_integer(millis, locale)));
    let from = match &of.restores {
        Some(at) => words::backup_of(locale, &format_instant(at, locale)),
        None => named(&of.from),
    };
    view! {
        <tr>
            <Cell label=words::began(locale) kind=CellKind::Title>
                {format_instant(&of.started_at, locale)}
            </Cell>
            <Cell label=common::status(locale)>
                <Badge tone label />
            </Cell>
            <Cell label=words::from(locale)>{from}</Cell>
            <Cell label=words::to(locale)>{named(&of.to)}</Cell>
            <Cell label=words::rows(locale) kind=CellKind::Amount>
                {format_integer(of.copied, locale)}
            </Cell>
            <Cell label=words::without_writes(locale) kind=CellKind::Amount>
                {millis}
            </Cell>
        </tr>
    }
}
