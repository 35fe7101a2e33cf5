use crate::ui::{Glyph, plain_icon};
use maud::{Markup, html};

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

pub(super) fn search_opener(search: &Search) -> Markup {
    let Search { label, href, endpoint, close } = search;
    html! {
        a.search-opener
            href=(href)
            aria-keyshortcuts="Control+K Meta+K"
            data-search=(endpoint)
            data-close=(close)
        {
            (plain_icon(Glyph::Search, ""))
            span { (label) }
            kbd aria-hidden="true" { "Ctrl K" }
        }
    }
}
