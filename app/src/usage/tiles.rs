//! The figures of a period.

use super::words;
use crate::{
    console::words::bytes,
    site::use_locale,
    ui::{Glyph, StatTile},
};
use leptos::prelude::*;
use tenantry::{
    metrics::{Period, Size, Usage},
    money::format_integer,
};

/// `of_all` when it isn't one organisation's: who is in two of them counts twice.
#[component]
pub(crate) fn UsageTiles(usage: Usage, #[prop(optional)] of_all: bool) -> impl IntoView {
    let locale = use_locale();
    let number = |count: i64| format_integer(count, locale);
    let (total, size) = (&usage.total, last_size(&usage));
    let time = |micros: Option<i64>| micros.map_or_else(|| "–".to_owned(), |micros| words::time(locale, micros));
    let error_note = if total.refused > 0 {
        words::turned_away_beside(locale, &number(total.refused))
    } else {
        words::of_requests(locale, &words::share(locale, total.server_errors, total.requests))
    };
    let people_note = match usage.period {
        _ if of_all => words::people_of_all(locale),
        Period::Day => words::today(locale),
        Period::Month | Period::Year => words::on_one_day(locale),
    };
    let slowest = total.p99_micros.map(|micros| words::slowest(locale, &words::time(locale, micros)));
    let stored = size.map_or_else(|| "–".to_owned(), |size| bytes(locale, size.total()));
    let stored_note = size.map_or_else(
        || words::not_known(locale).to_owned(),
        |size| words::files_beside(locale, &bytes(locale, size.storage_bytes)),
    );
    view! {
        <div class="stats usage-stats">
            <StatTile
                glyph=Glyph::Activity
                label=words::requests(locale)
                value=number(total.requests)
                note=format!("{} {}", words::sent(locale), bytes(locale, total.bytes))
            />
            <StatTile
                glyph=Glyph::Warning
                label=words::server_errors(locale)
                value=number(total.server_errors)
                note=error_note
                danger={total.server_errors > 0 && total.server_errors * 100 >= total.requests}
            />
            <StatTile
                glyph=Glyph::Clock
                label=words::most(locale)
                value=time(total.p95_micros)
                note=slowest.unwrap_or_default()
            />
            <StatTile
                glyph=Glyph::SignIn
                label=words::sign_ins(locale)
                value=number(total.sign_ins)
                note=words::refused_beside(locale, &number(total.refused_sign_ins))
            />
            <StatTile glyph=Glyph::Members label=words::active_users(locale) value=number(usage.active_users) note=people_note />
            <StatTile glyph=Glyph::Database label=words::storage(locale) value=stored note=stored_note />
        </div>
    }
}

fn last_size(usage: &Usage) -> Option<Size> {
    usage.points.last().and_then(|point| point.size)
}
