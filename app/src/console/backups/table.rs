//! The backups that there are.

use super::words;
use crate::{
    console::words as console,
    i18n::{Locale, format_instant},
    paths,
    site::use_locale,
    ui::{Badge, Cell, CellKind, Column, Table, Tone},
};
use leptos::prelude::*;
use tenantry::{
    backups::{Backup, BackupState},
    money::format_integer,
};

#[component]
pub(super) fn BackupTable(backups: Vec<Backup>, may_restore: bool) -> impl IntoView {
    let locale = use_locale();
    let mut columns = vec![
        Column::new(words::holds(locale)),
        Column::new(words::reason(locale)),
        Column::new(words::state(locale)),
        Column::new(words::size(locale)).at_end(),
        Column::new(words::rows(locale)).at_end(),
    ];
    if may_restore {
        columns.push(Column::new(words::restore_column(locale)).at_end());
    }
    view! {
        <Table caption=words::title(locale) columns>
            {backups.into_iter().map(|of| row(of, may_restore, locale)).collect_view()}
        </Table>
    }
}

fn row(of: Backup, may_restore: bool, locale: Locale) -> impl IntoView {
    let holds = format_instant(of.holds(), locale);
    let tone = match of.state {
        BackupState::Making => Tone::Info,
        BackupState::Whole => Tone::Success,
        BackupState::Failed => Tone::Warning,
        BackupState::Damaged => Tone::Danger,
    };
    let number = move |number: Option<i64>, told: fn(Locale, i64) -> String| {
        number.map_or_else(|| "–".to_owned(), |number| told(locale, number))
    };
    // In the words of whatever failed.
    let error = of.error.clone().map(|why| view! { <span class="cell-sub reason" lang="en">{why}</span> });
    let checked = of.checked_at.as_deref().filter(|_| of.state == BackupState::Whole);
    let checked = checked.map(|at| format_instant(at, locale));
    let checked = checked.map(|told| view! { <span class="cell-sub">{told}</span> });
    let of_row = words::restore_of(locale, &holds);
    let way = of.can_be_restored().then(|| {
        let href = paths::console_backup(&of.slug, of.id);
        view! {
            <a href=href aria-label=of_row>
                {words::restore(locale)}
            </a>
        }
    });
    view! {
        <tr>
            <Cell label=words::holds(locale) kind=CellKind::Title>
                {holds}
            </Cell>
            <Cell label=words::reason(locale)>{words::reason_of(locale, of.reason, &of.requested_by)}</Cell>
            <Cell label=words::state(locale)>
                <Badge tone label=words::state_of(locale, of.state) />
                {error}
                {checked}
            </Cell>
            <Cell label=words::size(locale) kind=CellKind::Amount>
                {number(of.bytes, console::bytes)}
            </Cell>
            <Cell label=words::rows(locale) kind=CellKind::Amount>
                {number(of.rows, |locale, rows| format_integer(rows, locale))}
            </Cell>
            {may_restore
                .then(|| view! { <Cell label=words::restore_column(locale) kind=CellKind::AtEnd>{way}</Cell> })}
        </tr>
    }
}
