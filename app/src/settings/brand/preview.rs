//! Real parts in the colours that are typed, light and dark.
//!
//! The page's policy forbids style attributes in HTML. So the server writes the colours of the preview into a style
//! with the page's nonce, and the browser's code sets them on the elements themselves, which the policy allows. Either
//! way they come from typed tokens, never from text.

use super::super::words;
use crate::{
    i18n::words as common,
    site::use_locale,
    ui::{Avatar, Badge, Button, ButtonKind, Cell, CellKind, Glyph, Tone},
};
use leptos::{html, prelude::*};
use tenantry::brand::{BrandTokens, Palette, Theme};

/// The nonce for the style that the server writes into a page. A page that the browser makes itself has none, and needs
/// none. Both must agree on it while the page is hydrated, so that it is asked before any data is there.
pub(super) fn style_of_server() -> Option<String> {
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

#[component]
pub(super) fn Previews(
    tokens: Memo<BrandTokens>,
    #[prop(into)] name: Signal<String>,
    logo: Option<String>,
    nonce: Option<String>,
) -> impl IntoView {
    let palette = Memo::new(move |_| tokens.with(Palette::of));
    let style = nonce.map(|nonce| {
        let css = palette.with_untracked(css);
        view! { <style nonce=nonce>{css}</style> }
    });
    view! {
        <section class="previews" aria-label=words::preview(use_locale())>
            {style} <Pane theme=Theme::Light palette name logo=logo.clone() />
            <Pane theme=Theme::Dark palette name logo />
        </section>
    }
}

/// Shown and not offered: nothing in it takes the focus or is read out, for it is the same as the page around it.
#[component]
fn Pane(theme: Theme, palette: Memo<Palette>, name: Signal<String>, logo: Option<String>) -> impl IntoView {
    let pane = NodeRef::<html::Div>::new();
    Effect::new(move || {
        if let Some(pane) = pane.get() {
            palette.with(|palette| wear(&pane, palette, theme));
        }
    });
    view! {
        <figure class="preview">
            <figcaption>{words::theme_name(use_locale(), theme)}</figcaption>
            <div node_ref=pane id=id_of(theme) data-preview=key(theme) inert=true>
                <Head name logo />
                <Work />
                <Door name />
            </div>
        </figure>
    }
}

fn wear(pane: &leptos::web_sys::HtmlDivElement, palette: &Palette, theme: Theme) {
    use leptos::wasm_bindgen::JsCast;
    let style = pane.unchecked_ref::<leptos::web_sys::HtmlElement>().style();
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

fn key(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

fn id_of(theme: Theme) -> &'static str {
    match theme {
        Theme::Light => "preview-light",
        Theme::Dark => "preview-dark",
    }
}

#[component]
fn Head(name: Signal<String>, logo: Option<String>) -> impl IntoView {
    let sign = match logo {
        Some(source) => view! { <img class="rail-logo" src=source alt="" /> }.into_any(),
        None => view! { <Avatar name=name.get_untracked() square=true /> }.into_any(),
    };
    view! {
        <div class="preview-head">
            {sign} <span class="preview-name">{move || name.get()}</span>
            <span class="preview-current">{common::home(use_locale())}</span>
        </div>
    }
}

#[component]
fn Work() -> impl IntoView {
    let locale = use_locale();
    view! {
        <div class="preview-page">
            <p class="preview-title">{common::home(locale)}</p>
            <p>{words::sample_text(locale)} " " <a href="#preview-light">{words::sample_link(locale)}</a></p>
            <div class="row">
                <Button kind=ButtonKind::Primary kind_of="button" small=true icon=Glyph::Plus>
                    {words::sample_button(locale)}
                </Button>
                <Button kind_of="button" small=true>
                    {words::sample_second(locale)}
                </Button>
            </div>
            <div class="table-frame">
                <table class="table">
                    <tbody>
                        <tr>
                            <Cell label="" kind=CellKind::Title>
                                {words::sample_person(locale)}
                            </Cell>
                            <Cell label="" kind=CellKind::AtEnd>
                                <Badge tone=Tone::Brand label=words::sample_badge(locale) />
                            </Cell>
                        </tr>
                    </tbody>
                </table>
            </div>
        </div>
    }
}

#[component]
fn Door(name: Signal<String>) -> impl IntoView {
    let locale = use_locale();
    view! {
        <div class="preview-door">
            <div class="preview-aside">
                <span class="preview-tile"></span>
                <span class="preview-name">{move || name.get()}</span>
            </div>
            <div class="preview-form">
                <p class="preview-title">{common::sign_in(locale)}</p>
                <div class="field">
                    <span class="field-label">{common::email(locale)}</span>
                    <span class="input">"anne@example.org"</span>
                </div>
                <Button kind=ButtonKind::Primary kind_of="button" small=true wide=true>
                    {common::sign_in(locale)}
                </Button>
            </div>
        </div>
    }
}
