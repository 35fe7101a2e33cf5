//! Above the list: the saved filters, and the way to save this one.

use super::{api::ListFilters, words};
use crate::{
    console::address::ListView,
    load::{Loading, load_quietly},
    paths,
    site::use_locale,
    ui::{Glyph, LinkButton},
};
use leptos::prelude::*;
use tenantry::tenants::SavedFilter;

#[derive(Clone, Copy)]
pub(in crate::console) struct FilterChips(Loading<Vec<SavedFilter>>);

impl FilterChips {
    pub(in crate::console) fn ask() -> Self {
        Self(Loading::of(|| ListFilters {}))
    }

    /// Without them the list is worth showing all the same.
    pub(in crate::console) fn view(self, list: Memo<ListView>) -> impl IntoView {
        load_quietly(self.0, move |filters| view! { <Chips filters=filters.unwrap_or_default() list /> })
    }
}

#[component]
fn Chips(filters: Vec<SavedFilter>, list: Memo<ListView>) -> impl IntoView {
    let locale = use_locale();
    let is_any = !filters.is_empty();
    let chips = filters.into_iter().map(move |filter| {
        let query = filter.query.clone();
        let is_current = move || (list.with(ListView::kept) == query).then_some("true");
        view! {
            <a class="chip" href=paths::console_list(&filter.query) aria-current=is_current>
                {filter.name}
            </a>
        }
    });
    view! {
        <div class="row filter-chips">
            {chips.collect_view()}
            {move || {
                let kept = list.with(ListView::kept);
                (!kept.is_empty())
                    .then(|| {
                        let href = paths::with_query(paths::CONSOLE_FILTERS, &[("query", &kept)]);
                        view! {
                            <LinkButton href icon=Glyph::Plus small=true>
                                {words::save_this(locale)}
                            </LinkButton>
                        }
                    })
            }}
            {is_any
                .then(|| {
                    view! {
                        <a class="filter-manage" href=paths::CONSOLE_FILTERS>
                            {words::manage(locale)}
                        </a>
                    }
                })}
        </div>
    }
}
