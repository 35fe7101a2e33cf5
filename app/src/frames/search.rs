use leptos::prelude::*;

use crate::ui::{Glyph, Icon};

/// The way to the search: a link to its page. Where scripts run, a click or Ctrl-K opens a dialog in its place, which
/// `public/scripts/search.js` fills with what `endpoint` answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    pub label: String,
    pub href: &'static str,
    pub endpoint: &'static str,
    /// What the dialog's button says.
    pub close: String,
}

#[component]
pub(super) fn SearchOpener(search: Search) -> impl IntoView {
    let Search { label, href, endpoint, close } = search;
    view! {
        <a
            class="search-opener"
            href=href
            aria-keyshortcuts="Control+K Meta+K"
            data-search=endpoint
            data-close=close
        >
            <Icon glyph=Glyph::Search />
            <span>{label}</span>
            <kbd aria-hidden="true">"Ctrl K"</kbd>
        </a>
    }
}
