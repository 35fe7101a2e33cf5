use crate::ui::{Glyph, plain_icon};
use leptos::{prelude::*, wasm_bindgen::JsCast, web_sys};
use leptos_router::hooks::use_location;
use maud::{Markup, html};

/// Links of the main navigation that belong together; the label may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavGroup {
    pub label: String,
    pub items: Vec<NavItem>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    pub label: &'static str,
    pub href: &'static str,
    pub glyph: Glyph,
    /// The item is the current one on its own page, and on these pages and all below them; spaces stand between them.
    pub under: &'static str,
}

/// The navigation at the left, icons alone where the window is narrow. `brand` stands at its head.
pub(super) fn rail(brand: &Markup, label: &str, nav: &[NavGroup], path: &str) -> Markup {
    html! { aside.rail { (brand) (navigation(label, nav, path)) } }
}

/// The same navigation on a phone, behind a button. Once hydrated, following a link closes it.
pub(super) fn sheet(brand: &Markup, label: &str, nav: &[NavGroup], path: &str) -> Markup {
    html! {
        details.sheet name="topline" {
            summary.icon-button aria-label=(label) {
                (plain_icon(Glyph::Menu, "icon-open"))
                (plain_icon(Glyph::Close, "icon-close"))
            }
            div.sheet-panel { (brand) (navigation(label, nav, path)) }
        }
    }
}

fn navigation(label: &str, nav: &[NavGroup], path: &str) -> Markup {
    html! {
        nav.rail-nav aria-label=(label) {
            @for NavGroup { label, items } in nav {
                div.rail-group {
                    @if !label.is_empty() { p.rail-heading { (label) } }
                    @for item in items { (link(item, path)) }
                }
            }
        }
    }
}

fn link(item: &NavItem, path: &str) -> Markup {
    let NavItem { label, href, glyph, under } = item;
    let current = is_current(path, href, under).then_some("page");
    html! {
        a.rail-link href=(href) title=(label) data-under=(under) aria-current=[current] {
            (plain_icon(*glyph, ""))
            span { (label) }
        }
    }
}

fn is_current(path: &str, href: &str, under: &str) -> bool {
    let is_within = |page| path.strip_prefix(page).is_some_and(|rest: &str| rest.is_empty() || rest.starts_with('/'));
    path == href || under.split(' ').any(is_within)
}

/// Keeps the mark of the current page in the navigation, which is plain. Called once, inside the router: what it needs of the
/// browser must be in the main chunk.
pub(crate) fn mark_current_page() {
    let path = use_location().pathname;
    Effect::new(move |_| {
        let path = path.get();
        for link in links() {
            let attribute = |name| link.get_attribute(name).unwrap_or_default();
            // It fails for what is no name of an attribute alone.
            let _ = if is_current(&path, &attribute("href"), &attribute("data-under")) {
                link.set_attribute("aria-current", "page")
            } else {
                link.remove_attribute("aria-current")
            };
        }
    });
}

fn links() -> Vec<web_sys::Element> {
    let Ok(found) = document().query_selector_all(".rail-link") else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_current_on_its_page_and_below() {
        for path in ["/loans", "/loans/new", "/loans/7/repay"] {
            assert!(is_current(path, "/loans", "/loans"), "{path}");
        }
        for path in ["/", "/organisations/paris", "/provisioning/7"] {
            assert!(is_current(path, "/", "/organisations /provisioning"), "{path}");
        }
        for (path, href, under) in
            [("/loans", "/", "/none"), ("/loansome", "/loans", "/loans"), ("/search", "/", "/organisations")]
        {
            assert!(!is_current(path, href, under), "{path}");
        }
    }

    #[test]
    fn words_cannot_leave_their_place() {
        let evil = "\"><script>alert(1)</script>";
        let nav = [NavGroup { label: evil.into(), items: Vec::new() }];
        let html = rail(&html! { (evil) }, evil, &nav, "/").into_string();
        assert_eq!((html.matches("&lt;script&gt;").count(), html.contains("<script")), (3, false), "{html}");
    }
}
