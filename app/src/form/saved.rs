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
///
/// The router goes to that address with the next frame: the page's data can be there again before, and after.
#[component]
pub fn Saved(#[prop(default = "yes")] what: &'static str, #[prop(optional, into)] message: String) -> impl IntoView {
    let message = if message.is_empty() { words::saved(use_locale()).to_owned() } else { message };
    let (query, fails) = (use_query_map(), answers_a_failure());
    let is_said = Memo::new(move |_| !fails && query.with(|query| query.get_str("saved") == Some(what)));
    move || {
        let message = is_said.get().then(|| message.clone())?;
        forget_on_reload();
        Some(view! { <Banner tone=Tone::Success announce=true>{message}</Banner> })
    }
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
