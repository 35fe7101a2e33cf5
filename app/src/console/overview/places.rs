//! The deployment's own places, and how full they are. Registered servers stand in a table of their own.

use super::words;
use crate::{
    console::words::bytes,
    i18n::Locale,
    site::use_locale,
    ui::{Column, PlainTable, plain_progress},
};
use leptos::prelude::*;
use maud::{Markup, html};
use tenantry::{
    money::format_integer,
    servers::{OwnPlace, Place},
};

#[component]
pub(super) fn OwnPlaces(places: Vec<OwnPlace>) -> impl IntoView {
    let locale = use_locale();
    let columns = vec![
        Column::new(words::place(locale)),
        Column::new(words::organisations(locale)),
        Column::new(words::their_databases(locale)),
        Column::new(words::fill(locale)),
    ];
    let rows = places.iter().map(|of| row(of, locale)).collect();
    view! {
        <section class="stack stack-tight" id="places">
            <h2 class="card-title">{words::places(locale)}</h2>
            <PlainTable caption=words::places(locale) columns rows />
        </section>
    }
}

fn row(of: &OwnPlace, locale: Locale) -> Markup {
    html! {
        tr {
            td.cell-title { (name(of.place, locale)) }
            td data-label=(words::organisations(locale)) { (format_integer(of.tenants, locale)) }
            td data-label=(words::their_databases(locale)) { (bytes(locale, of.database_bytes)) }
            td data-label=(words::fill(locale)) {
                @if let Some((what, used, whole)) = fill(of, locale) {
                    span.version-share { (plain_progress(words::fill(locale), used, whole)) (what) }
                }
                @else { (words::fill_unknown(locale)) }
            }
        }
    }
}

pub(super) fn name(place: Place, locale: Locale) -> &'static str {
    match place {
        Place::Directory => words::own_directory(locale),
        Place::Server => words::own_server(locale),
    }
}

/// A disk has bytes; of a server it is known how many connections all nodes have of the part of it that they may take.
fn fill(of: &OwnPlace, locale: Locale) -> Option<(String, i64, i64)> {
    let number = |count| format_integer(count, locale);
    match (of.disk, of.connections) {
        (Some(disk), _) => {
            let what = words::disk_filled(locale, &bytes(locale, disk.used), &bytes(locale, disk.of));
            // A progress bar takes whole numbers of a size that every browser reads.
            Some((what, disk.used / 1_000_000, disk.of / 1_000_000))
        }
        (None, Some(connections)) => {
            let what = words::connections_used(locale, &number(connections.used), &number(connections.of));
            Some((what, connections.used, connections.of))
        }
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tenantry::servers::Room;

    #[test]
    fn a_place_says_who_lives_there_and_how_full_it_is() {
        let directory = OwnPlace {
            place: Place::Directory,
            tenants: 1_200,
            database_bytes: 5_000_000,
            disk: Some(Room { used: 30_000_000_000, of: 40_000_000_000 }),
            connections: None,
        };
        let html = row(&directory, Locale::En).into_string();
        assert!(html.contains("data directory") && html.contains("1,200") && html.contains("5.00\u{a0}MB"), "{html}");
        assert!(html.contains("30.00\u{a0}GB of 40.00\u{a0}GB of its disk"), "{html}");
        assert!(html.contains("max=\"40000\" value=\"30000\""), "{html}");
        let connections = Some(Room { used: 12, of: 90 });
        let server = OwnPlace { place: Place::Server, disk: None, connections, ..directory };
        let html = row(&server, Locale::Fr).into_string();
        assert!(html.contains("12 connexions sur les 90 que") && html.contains("PostgreSQL"), "{html}");
        let unknown = row(&OwnPlace { connections: None, ..server }, Locale::En).into_string();
        assert!(unknown.contains("not known"), "{unknown}");
    }
}
