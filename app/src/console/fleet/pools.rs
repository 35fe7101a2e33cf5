//! What the pool manager of one process has open now, and what it did since its start. It is looked at again and again.

use super::{
    api::{Figure, read_figures},
    words,
};
use crate::{
    live::follow,
    site::use_locale,
    ui::{Card, Fact, Facts, Glyph, StatTile},
};
use leptos::prelude::*;
use std::time::Duration;
use tenantry::money::format_integer;

const BETWEEN_LOOKS: Duration = Duration::from_secs(2);

/// What stands in the tiles; all the others are lines below them.
const IN_TILES: [&str; 5] = ["open", "limit", "in_use", "connections", "refusals"];

#[component]
pub(super) fn Pools(figures: Vec<Figure>) -> impl IntoView {
    let locale = use_locale();
    let names: Vec<String> = figures.iter().map(|figure| figure.name.clone()).collect();
    let lines = names.into_iter().filter(|name| !IN_TILES.contains(&name.as_str()));
    let figures = RwSignal::new(figures);
    follow(figures, BETWEEN_LOOKS, |_| true, read_figures);
    let lines = in_order(lines.collect()).into_iter().map(move |name| {
        let label = words::figure(locale, &name);
        let value = number(figures, name);
        view! { <Fact name=label>{move || format_integer(value.get(), locale)}</Fact> }
    });
    view! {
        <section class="stack">
            <h2 class="card-title">{words::pools(locale)}</h2>
            <Tiles figures />
            <Card title=words::since_start(locale) note=words::of_one_process(locale)>
                <Facts>{lines.collect_view()}</Facts>
            </Card>
        </section>
    }
}

#[component]
fn Tiles(figures: RwSignal<Vec<Figure>>) -> impl IntoView {
    let locale = use_locale();
    let tile = move |glyph, label: &'static str, name: &str, note: Option<Memo<i64>>, is_bad: bool| {
        let value = number(figures, name.to_owned());
        move || {
            let note =
                note.map(|limit| words::at_most(locale, &format_integer(limit.get(), locale))).unwrap_or_default();
            let danger = is_bad && value.get() > 0;
            view! { <StatTile glyph label value=format_integer(value.get(), locale) note danger /> }
        }
    };
    let limit = number(figures, "limit".to_owned());
    view! {
        <div class="stats">
            {tile(Glyph::Database, words::open(locale), "open", Some(limit), false)}
            {tile(Glyph::Activity, words::in_use(locale), "in_use", None, false)}
            {tile(Glyph::Switch, words::connections(locale), "connections", None, false)}
            {tile(Glyph::Alert, words::refusals(locale), "refusals", None, true)}
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
