//! The table of servers. Nothing in its rows reacts, so they are plain.

use super::words;
use crate::{
    i18n::{Locale, format_instant, words as common},
    paths,
    site::use_locale,
    ui::{Column, PlainTable, Tone, plain_badge, plain_progress},
};
use leptos::prelude::*;
use maud::{Markup, html};
use tenantry::servers::{ServerState, ServerSummary};

#[component]
pub(in crate::console) fn ServerTable(servers: Vec<ServerSummary>) -> impl IntoView {
    let locale = use_locale();
    let columns = vec![
        Column::new(words::server(locale)),
        Column::new(common::status(locale)),
        Column::new(words::fill(locale)),
        Column::new(words::encryption(locale)),
        Column::new(words::last_check(locale)),
    ];
    let rows = servers.iter().map(|server| row(server, locale)).collect();
    view! { <PlainTable caption=words::title(locale) columns rows /> }
}

fn row(server: &ServerSummary, locale: Locale) -> Markup {
    let ServerSummary { name, region, tenants, capacity, checked_at, last_error, .. } = server;
    let (tone, label) = look(server, locale);
    let checked =
        checked_at.as_deref().map_or_else(|| words::never(locale).to_owned(), |at| format_instant(at, locale));
    html! {
        tr {
            td.cell-title {
                a href=(paths::console_server(name)) { (name) }
                span.cell-sub { (region) }
            }
            td data-label=(common::status(locale)) {
                (plain_badge(tone, label))
                @if let Some(error) = last_error { span.cell-sub.health-reason title=(error) { (error) } }
            }
            td data-label=(words::fill(locale)) {
                span.version-share {
                    (plain_progress(words::fill(locale), *tenants, *capacity))
                    (words::filled(locale, *tenants, *capacity))
                }
            }
            td data-label=(words::encryption(locale)) { (encryption(server, locale)) }
            td.cell-nowrap data-label=(words::last_check(locale)) { (checked) }
        }
    }
}

/// What is the matter with it, the gravest first.
pub(super) fn look(server: &ServerSummary, locale: Locale) -> (Tone, &'static str) {
    if server.last_error.is_some() {
        return (Tone::Danger, words::unreachable(locale));
    }
    match server.state {
        ServerState::Draining => (Tone::Warning, words::state(locale, server.state)),
        ServerState::Active if server.tenants >= server.capacity => (Tone::Warning, words::full(locale)),
        ServerState::Active => (Tone::Success, words::state(locale, server.state)),
    }
}

/// `TLSv1.3, …`, that there is none, or that nobody has looked since servers are asked for it.
pub(super) fn encryption(server: &ServerSummary, locale: Locale) -> String {
    match (&server.version, &server.tls) {
        (_, Some(tls)) => tls.split(',').next().unwrap_or(tls).to_owned(),
        (Some(_), None) => words::not_encrypted(locale).to_owned(),
        (None, None) => words::not_seen(locale).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server() -> ServerSummary {
        ServerSummary {
            name: "eu-1".into(),
            region: "eu".into(),
            state: ServerState::Active,
            tenants: 3,
            capacity: 4,
            created_at: "2026-03-15T12:00:00Z".into(),
            checked_at: None,
            last_error: None,
            version: Some("PostgreSQL 15.18".into()),
            tls: Some("TLSv1.3, TLS_AES_256_GCM_SHA384".into()),
        }
    }

    #[test]
    fn a_row_tells_fill_encryption_and_what_is_wrong() {
        let html = row(&server(), Locale::En).into_string();
        assert!(html.contains("3 of 4") && html.contains(">TLSv1.3<") && html.contains("Active"), "{html}");
        assert!(html.contains("Never") && html.contains("/servers/eu-1"), "{html}");
        let full = row(&ServerSummary { tenants: 4, tls: None, ..server() }, Locale::Fr).into_string();
        assert!(full.contains("4 sur 4") && full.contains("Complet") && full.contains(">Aucun<"), "{full}");
        let broken = ServerSummary { last_error: Some("no <answer>".into()), version: None, tls: None, ..server() };
        let html = row(&broken, Locale::En).into_string();
        assert!(html.contains("Failed its check") && html.contains("no &lt;answer&gt;"), "{html}");
        assert!(html.contains("Not seen yet"), "{html}");
        let (_, label) = look(&ServerSummary { state: ServerState::Draining, tenants: 4, ..server() }, Locale::En);
        assert_eq!(label, "Draining", "it is full, and nobody else is to come");
    }
}
