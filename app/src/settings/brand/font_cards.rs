//! The fonts of headings, each written in itself.

use super::super::words;
use crate::site::use_locale;
use leptos::{html, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlInputElement};
use tenantry::brand::HeadingFont;

#[component]
pub(super) fn FontCards(value: RwSignal<String>, #[prop(into)] error: Signal<Option<String>>) -> impl IntoView {
    let cards = NodeRef::<html::Div>::new();
    adopt_chosen(cards, value);
    let first = value.get_untracked();
    view! {
        <fieldset class="field" aria-describedby=move || error.with(Option::is_some).then_some("heading_font-error")>
            <legend class="field-label">{words::heading_font(use_locale())}</legend>
            <div
                node_ref=cards
                class="radio-cards"
                on:change=move |event| value.set(event_target_value(&event))
            >
                {HeadingFont::ALL.map(|font| card(font, font.key() == first))}
            </div>
            {move || {
                error
                    .get()
                    .map(|message| {
                        view! {
                            <p class="field-error" id="heading_font-error">
                                {message}
                            </p>
                        }
                    })
            }}
        </fieldset>
    }
}

fn card(font: HeadingFont, chosen: bool) -> impl IntoView {
    let sample = format!("radio-card-label font-sample font-sample-{}", font.key());
    view! {
        <label class="radio-card">
            <input class="radio" type="radio" name="heading_font" value=font.key() checked=chosen />
            <span class=sample>{font.label()}</span>
        </label>
    }
}

/// Takes up what was chosen before the scripts arrived, or what the browser kept over a reload.
fn adopt_chosen(cards: NodeRef<html::Div>, value: RwSignal<String>) {
    Effect::new(move || {
        let chosen = cards.get().and_then(|cards| cards.query_selector("input:checked").ok().flatten());
        if let Some(input) = chosen.and_then(|element| element.dyn_into::<HtmlInputElement>().ok()) {
            value.set(input.value());
        }
    });
}
