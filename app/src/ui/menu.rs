//! What menus do in the browser beside opening.

use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys};

/// Closes the open menus and sheets at a click elsewhere or on a link of theirs, and at Escape, which gives the focus back
/// to the summary. Called once, at the root: what it needs of the browser must be in the main chunk.
pub(crate) fn close_menus() {
    Effect::new(|_| {
        window_event_listener(ev::click, |event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            for menu in open_menus().into_iter().filter(|menu| !stays_open(menu, target.as_ref())) {
                menu.set_open(false);
            }
        });
        window_event_listener(ev::keydown, |event| {
            if event.key() == "Escape" {
                open_menus().iter().for_each(close_and_focus);
            }
        });
    });
}

fn open_menus() -> Vec<web_sys::HtmlDetailsElement> {
    let Ok(found) = document().query_selector_all("details.menu[open], details.sheet[open]") else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

fn stays_open(menu: &web_sys::HtmlDetailsElement, clicked: Option<&web_sys::Element>) -> bool {
    clicked.is_some_and(|clicked| menu.contains(Some(clicked)) && !matches!(clicked.closest("a"), Ok(Some(_))))
}

fn close_and_focus(menu: &web_sys::HtmlDetailsElement) {
    menu.set_open(false);
    let summary = menu.first_element_child().and_then(|summary| summary.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(summary) = summary {
        // Focus fails only for an element that has left the page.
        summary.focus().ok();
    }
}
