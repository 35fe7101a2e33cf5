//! What the pool manager of one process has open now, and what it did since its start. It is looked at again and again.

use super::{
    api::{Figure, read_figures},
    server_pools::{ServerPools, is_of_server, rests_any},
    words,
};
use crate::{
    live::follow,
    site::use_locale,
    ui::{Banner, Card, Fact, Facts, Glyph, StatTile, Tone},
};
use leptos::prelude::*;
use std::time::Duration;
use tenantry::money::format_integer;

const BETWEEN_LOOKS: Duration = Duration::from_secs(2);

/// What stands in the tiles; all the others are lines below them, those of servers in a place of their own.
const IN_TILES: [&str; 6] = ["open", "limit", "in_use", "at_work", "connections", "refusals"];

#[component]
pub(super) fn Pools(figures: Vec<Figure>) -> impl IntoView {
    let locale = use_locale();
    let names: Vec<String> = figures.iter().map(|figure| figure.name.clone()).collect();
    let lines = names.into_iter().filter(|name| !IN_TILES.contains(&name.as_str()) && !is_of_server(name));
    let figures = RwSignal::new(figures);
    let rests = Memo::new(move |_| figures.with(|figures| rests_any(figures)));
    follow(figures, BETWEEN_LOOKS, |_| true, read_figures);
    let lines = in_order(lines.collect()).into_iter().map(move |name| {
        let label = words::figure(locale, &name);
        let value = number(figures, name);
        view! { <Fact name=label>{move || format_integer(value.get(), locale)}</Fact> }
    });
    view! {
        <section class="stack">
            <h2 class="card-title">{words::pools(locale)}</h2>
            <div role="status">
                {move || {
                    rests.get().then(|| view! { <Banner tone=Tone::Warning>{words::resting(locale)}</Banner> })
                }}
            </div>
            <Tiles figures />
            <ServerPools figures />
            <Card title=words::since_start(locale) note=words::of_one_process(locale)>
                <Facts>{lines.collect_view()}</Facts>
            </Card>
        </section>
    }
}

#[component]
fn Tiles(figures: RwSignal<Vec<Figure>>) -> impl IntoView {
    let locale = use_locale();
    let number = move |name: &str| number(figures, name.to_owned());
    let (limit, at_work) = (number("limit"), number("at_work"));
    let counted = move |count: Memo<i64>| format_integer(count.get(), locale);
    let at_most = move |limit: Memo<i64>| {
        if limit.get() > 0 { words::at_most(locale, &counted(limit)) } else { String::new() }
    };
    let (open, in_use) = (number("open"), number("in_use"));
    let (connections, refusals) = (number("connections"), number("refusals"));
    view! {
        <div class="stats">
            {move || {
                let (value, note) = (counted(open), at_most(limit));
                view! { <StatTile glyph=Glyph::Database label=words::open(locale) value note /> }
            }}
            {move || {
                let (value, note) = (counted(in_use), words::at_work(locale, &counted(at_work)));
                view! { <StatTile glyph=Glyph::Activity label=words::in_use(locale) value note /> }
            }}
            {move || {
                let value = counted(connections);
                view! { <StatTile glyph=Glyph::Switch label=words::connections(locale) value /> }
            }}
            {move || {
                let (value, danger) = (counted(refusals), refusals.get() > 0);
                let note = words::without_room(locale);
                view! { <StatTile glyph=Glyph::Alert label=words::refusals(locale) value note danger /> }
            }}
        </div>
    }
}

fn number(figures: RwSignal<Vec<Figure>>, name: String) -> Memo<i64> {
    Memo::new(move |_| {
        figures.with(|figures| figures.iter().find(|figure| figure.name == name).map_or(0, |figure| figure.value))
    })
}

/// Those that have words in the order of the words; what is new comes after them.
fn in_order(mut names: Vec<String>) -> Vec<String> {
    let place = |name: &String| words::KNOWN.iter().position(|known| known == name).unwrap_or(words::KNOWN.len());
    names.sort_by(|one, other| place(one).cmp(&place(other)).then_with(|| one.cmp(other)));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_come_in_the_order_of_their_words_and_new_ones_last() {
        let names = ["waits", "breaker_trips", "hits", "evictions", "another"].map(ToOwned::to_owned);
        assert_eq!(in_order(names.to_vec()), ["hits", "evictions", "waits", "another", "breaker_trips"]);
    }
}
