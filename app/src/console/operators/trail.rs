//! What was done at the console: who, what, when, to which organisation.

use super::{
    api::ReadTrail,
    tabs::{OperatorsTab, OperatorsTabs},
    words,
};
use crate::{
    bundle::Bundled,
    console::events,
    i18n::{Locale, format_instant, words as common},
    lists::pager,
    load::{Loading, load},
    paths,
    site::use_locale,
    ui::{Button, Choice, Column, EmptyState, Glyph, PageHead, PlainTable, SelectInput, Toolbar},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use maud::{Markup, html};
use tenantry::operators::{Trail, TrailEvent, TrailQuery};

pub struct TrailPage {
    query: Memo<TrailQuery>,
    trail: Loading<Trail>,
}

impl Bundled for TrailPage {
    fn data() -> Self {
        let address = use_query_map();
        let said = move |name: &str| address.with(|address| address.get(name).unwrap_or_default());
        let query = Memo::new(move |_| TrailQuery { by: said("by"), after: said("after") });
        Self { query, trail: Loading::of(move || ReadTrail { query: query.get() }) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let query = self.query;
        view! {
            <Title text=words::trail(locale) />
            <PageHead title=words::trail(locale) lead=words::trail_lead(locale) />
            <OperatorsTabs current=OperatorsTab::Trail />
            {load(self.trail, move |trail| view! { <Events query=query.get_untracked() trail /> })}
        }
        .into_any()
    }
}

#[component]
fn Events(query: TrailQuery, trail: Trail) -> impl IntoView {
    let locale = use_locale();
    let Trail { events, next, people } = trail;
    let at = |after: &str| paths::with_query(paths::CONSOLE_TRAIL, &[("by", &query.by), ("after", after)]);
    let newer = (!query.after.is_empty()).then(|| at(""));
    let older = next.map(|next| at(&next));
    let everybody = Choice::new("", words::everybody(locale));
    let choices =
        std::iter::once(everybody).chain(people.into_iter().map(|(id, name)| Choice::new(id.to_string(), name)));
    let columns = vec![
        Column::new(words::when(locale)),
        Column::new(words::who(locale)),
        Column::new(words::what(locale)),
        Column::new(common::organisation(locale)),
    ];
    let content = if events.is_empty() {
        view! { <EmptyState glyph=Glyph::History text=words::no_events(locale) /> }.into_any()
    } else {
        let rows = events.iter().map(|event| row(event, locale)).collect();
        view! { <PlainTable caption=words::trail(locale) columns rows /> }.into_any()
    };
    view! {
        <div class="stack">
            <Toolbar action=paths::CONSOLE_TRAIL>
                <SelectInput
                    name="by"
                    choices=choices.collect()
                    value=Signal::stored(query.by.clone())
                    label=words::who(locale)
                />
                <Button>{common::apply(locale)}</Button>
            </Toolbar>
            <div>{content} {pager(newer, older)}</div>
        </div>
    }
}

fn row(event: &TrailEvent, locale: Locale) -> Markup {
    let TrailEvent { at, kind, by, organisation, .. } = event;
    let detail = events::detail(locale, event);
    html! {
        tr {
            td.cell-nowrap data-label=(words::when(locale)) { (format_instant(at, locale)) }
            td data-label=(words::who(locale)) {
                @match by {
                    Some(person) => {
                        (events::doer(locale, person))
                        @if !person.email.is_empty() { span.cell-sub { (person.email) } }
                    }
                    None => { (words::nobody(locale)) }
                }
            }
            td data-label=(words::what(locale)) {
                (events::kind(locale, kind))
                @if !detail.is_empty() { span.cell-sub.event-detail { (detail) } }
            }
            td data-label=(common::organisation(locale)) {
                @match organisation {
                    Some(slug) => { a href=(paths::console_organisation(slug)) { (slug) } }
                    None => { "–" }
                }
            }
        }
    }
}
