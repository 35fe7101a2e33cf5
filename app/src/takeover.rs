//! The browser's code takes over the page that the server rendered.

use crate::App;
use leptos::{
    ev,
    mount::hydrate_from_async,
    prelude::{WindowListenerHandle, document, window, window_event_listener},
    tachys::dom::body,
    wasm_bindgen::JsCast,
    web_sys::Element,
};
use wasm_bindgen_futures::spawn_local;

/// Hydrates the page. Until its bundles are there, links are the browser's: the router listens from the start, and would
/// go to another address while what stands in the document is still the page of the first.
pub fn take_over() {
    if is_support() {
        keep_links_the_browsers();
    }
    spawn_local(async {
        let waiting = leave_links_to_the_browser();
        hydrate_from_async(body(), App).await.forget();
        waiting.into_iter().for_each(WindowListenerHandle::remove);
        mark_hydrated();
    });
}

/// Of listeners on the same target the first is asked first, so these have to be there before the router's.
fn leave_links_to_the_browser() -> [WindowListenerHandle; 2] {
    let click = window_event_listener(ev::click, |event| event.stop_immediate_propagation());
    let back = window_event_listener(ev::popstate, |event| {
        event.stop_immediate_propagation();
        let _ = window().location().reload();
    });
    [click, back]
}

/// Each page that support sees stands in a trail, by its address: so each is loaded from the server.
fn keep_links_the_browsers() {
    window_event_listener(ev::click, |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if target.is_some_and(|target| target.closest("a[href]").ok().flatten().is_some()) {
            event.stop_immediate_propagation();
        }
    });
}

fn is_support() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute("data-support"))
}

/// The attribute of the document from then on; tests wait for it.
const DONE: &str = "data-hydrated";

fn mark_hydrated() {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(DONE, "true");
    }
}

/// Whether the browser's code has taken over.
pub(crate) fn is_done() -> bool {
    document().document_element().is_some_and(|root| root.has_attribute(DONE))
}
