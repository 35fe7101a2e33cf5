//! The word that a change was kept. A form leads back to its page with `?saved=…`; the page then says so, with scripts and
//! without.

use super::Replay;
use crate::{
    i18n::words,
    site::use_locale,
    ui::{Banner, Tone},
};
use leptos::{prelude::*, wasm_bindgen::JsValue};
use leptos_router::hooks::{use_location, use_query_map};

/// Says that what the address names was saved. Where a page has several forms, each says its own `what`.
#[component]
pub fn Saved(#[prop(default = "yes")] what: &'static str, #[prop(optional, into)] message: String) -> impl IntoView {
    let message = if message.is_empty() { words::saved(use_locale()).to_owned() } else { message };
    let is_said = use_query_map().with_untracked(|query| query.get_str("saved") == Some(what)) && !answers_a_failure();
    if is_said {
        forget_on_reload();
    }
    is_said.then(|| view! { <Banner tone=Tone::Success announce=true>{message}</Banner> })
}

/// The page's address may still be that of the attempt before.
fn answers_a_failure() -> bool {
    use_context::<StoredValue<Replay>>().is_some_and(|replay| replay.with_value(|replay| replay.fault.is_some()))
}

/// Takes the word out of the address, so that nobody is told of it twice. The router keeps it: what is built again, because its data
/// came anew, says it still.
fn forget_on_reload() {
    let path = use_location().pathname;
    Effect::new(move || {
        let Ok(history) = window().history() else { return };
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(&path.get_untracked()));
    });
}
