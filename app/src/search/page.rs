//! The page of the search: what was typed is in its address.

use super::{
    Found, Group, Hit,
    api::{SearchConsole, SearchOrganisation},
    words,
};
use crate::{
    bundle::Bundled,
    i18n::words as common,
    load::{Loading, load},
    paths,
    site::{use_locale, use_site},
    ui::{Button, ButtonKind, EmptyState, Glyph, PageHead, SearchInput, Toolbar},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::access::Plane;

pub struct SearchPage {
    typed: Memo<String>,
    found: Loading<Found>,
}

impl Bundled for SearchPage {
    fn data() -> Self {
        let address = use_query_map();
        let typed = Memo::new(move |_| address.with(|query| query.get("q").unwrap_or_default()));
        let found = if in_console() {
            Loading::of(move || SearchConsole { q: typed.get() })
        } else {
            Loading::of(move || SearchOrganisation { q: typed.get() })
        };
        Self { typed, found }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let hint = use_site().with_value(words::hint);
        view! {
            <Title text=common::search(locale) />
            <PageHead title=common::search(locale) />
            <div class="stack search-page">
                <Toolbar action=paths::SEARCH>
                    <SearchInput name="q" label=hint placeholder=hint value=self.typed />
                    <Button kind=ButtonKind::Primary>{common::search(locale)}</Button>
                </Toolbar>
                {load(self.found, results)}
            </div>
        }
        .into_any()
    }
}

fn in_console() -> bool {
    use_site().with_value(|site| site.plane == Plane::Console)
}

fn results(found: Found) -> AnyView {
    let Found { groups, summary, .. } = found;
    if groups.is_empty() {
        return view! { <EmptyState glyph=Glyph::Search text=summary /> }.into_any();
    }
    view! { <div class="search-results search-sheet">{groups.into_iter().map(group).collect_view()}</div> }.into_any()
}

fn group(group: Group) -> impl IntoView {
    let Group { label, sign, hits } = group;
    view! {
        <section class="search-group">
            <h2 class="search-heading">{label}</h2>
            <ul data-rows>{hits.into_iter().map(|hit| hit_link(hit, sign.clone())).collect_view()}</ul>
        </section>
    }
}

fn hit_link(hit: Hit, sign: String) -> impl IntoView {
    let Hit { title, detail, href } = hit;
    view! {
        <li>
            <a class="search-hit" href=href>
                <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
                    <path d=sign></path>
                </svg>
                <span class="search-title">{title}</span>
                <span class="search-detail">{detail}</span>
            </a>
        </li>
    }
}
