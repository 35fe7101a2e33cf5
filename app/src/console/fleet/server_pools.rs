//! The connections to each PostgreSQL server that the process had to do with.

use super::{api::Figure, words};
use crate::{
    console::overview::words as overview_words,
    i18n::Locale,
    site::use_locale,
    ui::{Card, Fact, Facts},
};
use leptos::prelude::*;
use tenantry::money::format_integer;

/// What stands before the names of registered servers in the names of figures.
const REGISTERED: &str = "registered.";
const OWN: &str = "server";

/// Whether the figure is one of a server.
pub(super) fn is_of_server(name: &str) -> bool {
    name.starts_with(REGISTERED) || name.starts_with("server.")
}

/// Whether one of them is left alone for a moment.
pub(super) fn rests_any(figures: &[Figure]) -> bool {
    figures.iter().any(|figure| is_of_server(&figure.name) && figure.name.ends_with(".is_resting") && figure.value > 0)
}

#[component]
pub(super) fn ServerPools(figures: RwSignal<Vec<Figure>>) -> impl IntoView {
    let locale = use_locale();
    // A registered one is met when somebody of it is visited first.
    let servers = Memo::new(move |_| figures.with(|figures| servers(figures)));
    let line = move |server: String| {
        let label = server.strip_prefix(REGISTERED).unwrap_or(overview_words::own_server(locale)).to_owned();
        view! { <Fact name=label>{move || figures.with(|figures| standing(figures, &server, locale))}</Fact> }
    };
    move || {
        let servers = servers.get();
        (!servers.is_empty()).then(|| {
            view! {
                <Card title=words::by_server(locale) note=words::of_one_process(locale)>
                    <Facts>{servers.into_iter().map(line).collect_view()}</Facts>
                </Card>
            }
        })
    }
}

/// Those with figures, the deployment's own first.
fn servers(figures: &[Figure]) -> Vec<String> {
    let named = figures.iter().filter(|figure| is_of_server(&figure.name));
    let mut servers: Vec<String> =
        named.filter_map(|figure| figure.name.strip_suffix(".allowed").map(str::to_owned)).collect();
    servers.sort_by_key(|server| (server != OWN, server.clone()));
    servers
}

/// `3 of 60`, who waited and was sent away since the start, and that it is left alone.
fn standing(figures: &[Figure], server: &str, locale: Locale) -> String {
    let number = |figure: &str| {
        let of = figures.iter().find(|of| of.name.strip_prefix(server) == Some(figure));
        of.map_or(0, |of| of.value)
    };
    let counted = |figure: &str| format_integer(number(figure), locale);
    let part = |figure: &str, told: fn(Locale, i64, &str) -> String| {
        let count = number(figure);
        (count > 0).then(|| told(locale, count, &format_integer(count, locale)))
    };
    let parts = [
        Some(words::open_of(locale, &counted(".open"), &counted(".allowed"))),
        part(".waited.waits", words::waited),
        part(".waited.refusals", words::sent_away),
        (number(".is_resting") > 0).then(|| words::left_alone(locale).to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_server_has_its_line_the_own_first() {
        let figure = |name: &str, value| Figure { name: name.to_owned(), value };
        let figures = [
            figure("open", 7),
            figure("registered.eu-1.allowed", 1_200),
            figure("registered.eu-1.is_resting", 1),
            figure("registered.eu-1.open", 3),
            figure("registered.eu-10.allowed", 4),
            figure("server.allowed", 60),
            figure("server.open", 2),
            figure("server.waited.refusals", 1),
            figure("server.waited.waits", 1_024),
        ];
        assert_eq!(servers(&figures), ["server", "registered.eu-1", "registered.eu-10"]);
        assert_eq!(standing(&figures, "server", Locale::En), "2 of 60, 1,024 requests waited, 1 was sent away");
        assert_eq!(standing(&figures, "registered.eu-1", Locale::En), "3 of 1,200, left alone for a moment");
        assert_eq!(standing(&figures, "registered.eu-10", Locale::Fr), "0 sur 4");
        assert!(rests_any(&figures) && !rests_any(&figures[3..]));
    }
}
