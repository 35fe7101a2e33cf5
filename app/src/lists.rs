//! What stands around a list: the search above it, and the way through its pages. The keys of lists (`server/list_keys.js`) know
//! the rows of every table, and those of other lists by `data-rows`.

use crate::{
    i18n::words,
    site::{use_locale, use_site},
    ui::{Button, Export, Pager, PagerLabels, SearchInput, Toolbar},
};
use leptos::prelude::*;

/// The search above a list. `kept` is what else the list's address says, by the names that it has there, and stays when
/// somebody searches.
#[component]
pub fn ListSearch(
    action: &'static str,
    label: &'static str,
    placeholder: &'static str,
    typed: Signal<String>,
    kept: Vec<(&'static str, Signal<String>)>,
    /// Where all of the list is a file.
    export: Signal<String>,
    /// What narrows the list beside the search.
    #[prop(optional)]
    narrowing: Option<AnyView>,
) -> impl IntoView {
    let kept = kept.into_iter().map(|(name, value)| hidden(name, value)).collect_view();
    view! {
        <Toolbar action export=whole_list(export)>
            <SearchInput name="q" label placeholder value=typed />
            {kept} {narrowing}
            <Button>{words::search(use_locale())}</Button>
        </Toolbar>
    }
}

/// Only where it says something, so that the address stays plain.
fn hidden(name: &'static str, value: Signal<String>) -> impl IntoView {
    move || {
        let value = value.get();
        (!value.is_empty()).then(|| view! { <input type="hidden" name=name value=value /> })
    }
}

/// The link to all of a list as a file, which isn't support's to take away.
pub fn whole_list(href: Signal<String>) -> Export {
    let locale = use_locale();
    let is_offered = use_site().with_value(|site| site.viewer.as_ref().is_none_or(|viewer| viewer.inside.is_none()));
    Export { href, label: words::export(locale), hint: words::export_hint(locale), is_offered }
}

/// The ways to the pages before and after this one, when there are any.
pub fn pager(newer: Option<String>, older: Option<String>) -> Option<impl IntoView> {
    pager_of("", (newer, older))
}

/// The same of one of several lists on a page.
pub fn pager_of(list: &str, (newer, older): (Option<String>, Option<String>)) -> Option<impl IntoView + use<>> {
    let locale = use_locale();
    let pages = words::pages(locale);
    let labels = PagerLabels {
        navigation: if list.is_empty() { pages.into() } else { format!("{pages}: {list}") },
        newer: words::newer(locale).into(),
        older: words::older(locale).into(),
    };
    (newer.is_some() || older.is_some()).then(|| view! { <Pager labels newer older /> })
}
