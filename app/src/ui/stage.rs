//! A part of a page in a brand that isn't the page's.
//!
//! The page's policy forbids style attributes in HTML. So the server writes the colours into a style with the page's nonce, and
//! the browser's code sets them on the elements themselves, which the policy allows. Either way they come from typed tokens,
//! never from text.

use leptos::{html, prelude::*};
use tenantry::brand::{Density, Palette, Theme};

/// The nonce for the style that the server writes into a page. A page that the browser makes itself has none, and needs
/// none. Both must agree on it while the page is hydrated, so that it is asked before any data is there.
pub fn style_of_server() -> Option<String> {
    #[cfg(feature = "ssr")]
    let is_from_server = SharedValue::new(|| true);
    #[cfg(not(feature = "ssr"))]
    let is_from_server = SharedValue::new(|| false);
    #[cfg(feature = "ssr")]
    let nonce = crate::server::visit().map(|visit| visit.nonce.to_string()).unwrap_or_default();
    #[cfg(not(feature = "ssr"))]
    let nonce = String::new();
    is_from_server.into_inner().then_some(nonce)
}

/// The colours of both stages of a page, as the server writes them.
#[component]
pub fn StageStyle(nonce: Option<String>, #[prop(into)] palette: Signal<Palette>) -> impl IntoView {
    nonce.map(|nonce| {
        let css = palette.with_untracked(css);
        view! { <style nonce=nonce>{css}</style> }
    })
}

/// Shown and not offered: nothing in it takes the focus or is read out, for it is the same as the page around it.
#[component]
pub fn Stage(
    theme: Theme,
    #[prop(into)] palette: Signal<Palette>,
    #[prop(into)] density: Signal<Density>,
    children: Children,
) -> impl IntoView {
    let stage = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if let Some(stage) = stage.get() {
            palette.with(|palette| wear(&stage, palette, theme));
        }
    });
    view! {
        <div
            node_ref=stage
            class="stage"
            id=id_of(theme)
            data-preview=theme.key()
            data-density=move || density.get().key()
            inert=true
        >
            {children()}
        </div>
    }
}

fn wear(stage: &leptos::web_sys::HtmlDivElement, palette: &Palette, theme: Theme) {
    use leptos::wasm_bindgen::JsCast;
    let style = stage.unchecked_ref::<leptos::web_sys::HtmlElement>().style();
    for (property, value) in palette.properties(theme) {
        // It fails only for a style that belongs to a sheet.
        style.set_property(property, &value).ok();
    }
}

fn css(palette: &Palette) -> String {
    let rule = |theme| {
        let pairs = palette.properties(theme);
        let declarations: String = pairs.iter().flat_map(|(name, value)| [*name, ":", value.as_str(), ";"]).collect();
        format!("#{}{{{declarations}}}", id_of(theme))
    };
    format!("{}{}", rule(Theme::Light), rule(Theme::Dark))
}

fn id_of(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => "preview-light",
        Theme::Dark => "preview-dark",
    }
}
