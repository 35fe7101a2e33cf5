//! Real parts in the brand that is typed: pages, themes and widths to choose from, by controls that need no scripts.
//!
//! The page's policy forbids style attributes in HTML. So the server writes the colours of the preview into a style
//! with the page's nonce, and the browser's code sets them on the elements themselves, which the policy allows. Either
//! way they come from typed tokens, never from text.

mod papers;
mod samples;
mod scenes;

use super::{picked::Picked, words};
use crate::{i18n::Locale, site::use_locale};
use leptos::{html, prelude::*};
use papers::{MailScene, OpenPapers, Papers, ReceiptScene};
use scenes::{DoorScene, FormScene, HomeScene, TableScene};
use tenantry::brand::{BrandTokens, Look, Palette, Theme};

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

/// What is shown: colours go to the elements, words and pictures are rendered anew when they change.
#[derive(Clone, Copy)]
struct Shown {
    tokens: Memo<BrandTokens>,
    palette: Memo<Palette>,
    look: Memo<Look>,
    name: Memo<String>,
    papers: Papers,
}

#[component]
pub(super) fn Previews(
    tokens: Memo<BrandTokens>,
    name: Memo<String>,
    /// What is typed and not saved, as addresses have it.
    changes: Memo<String>,
    picked: Picked,
    nonce: Option<String>,
) -> impl IntoView {
    let locale = use_locale();
    let palette = Memo::new(move |_| tokens.with(Palette::of));
    let look = Memo::new(move |_| picked.put_on(tokens.with(|tokens| Look::of(tokens, locale))));
    let papers = Papers::of(changes);
    let shown = Shown { tokens, palette, look, name, papers };
    let style = nonce.map(|nonce| {
        let css = palette.with_untracked(css);
        view! { <style nonce=nonce>{css}</style> }
    });
    view! {
        <section class="previews" id="studio-preview" aria-label=words::preview(locale)>
            {style} <Switches /> <div class="stages">
                <Stage theme=Theme::Light shown />
                <Stage theme=Theme::Dark shown />
            </div>
            <OpenPapers papers />
        </section>
    }
}

/// Radio buttons of no form: the style sheet shows what is checked.
#[component]
fn Switches() -> impl IntoView {
    let locale = use_locale();
    let scenes = [
        ("door", words::scene_door(locale)),
        ("home", words::scene_home(locale)),
        ("table", words::scene_table(locale)),
        ("form", words::scene_form(locale)),
        ("mail", words::scene_mail(locale)),
        ("receipt", words::scene_receipt(locale)),
    ];
    let themes = [("light", words::light(locale)), ("dark", words::dark(locale)), ("both", words::both(locale))];
    let widths = [("full", words::width_full(locale)), ("phone", words::width_phone(locale))];
    view! {
        <div class="switches">
            {switch("scene", words::scene(locale), &scenes)} {switch("theme", words::theme(locale), &themes)}
            {switch("width", words::width(locale), &widths)}
        </div>
    }
}

fn switch(name: &'static str, legend: &'static str, choices: &[(&'static str, &'static str)]) -> impl IntoView + use<> {
    let group = format!("preview-{name}");
    let choices = choices.iter().enumerate().map(|(at, (key, label))| {
        let (id, group) = (format!("{group}-{key}"), group.clone());
        view! {
            <label class="switch-choice">
                <input type="radio" name=group id=id checked=at == 0 autocomplete="off" />
                <span>{*label}</span>
            </label>
        }
    });
    view! {
        <fieldset class="switch-group">
            <legend class="visually-hidden">{legend}</legend>
            {choices.collect_view()}
        </fieldset>
    }
}

/// Shown and not offered: nothing in it takes the focus or is read out, for it is the same as the page around it.
#[component]
fn Stage(theme: Theme, shown: Shown) -> impl IntoView {
    let stage = NodeRef::<html::Div>::new();
    let Shown { tokens, palette, papers, .. } = shown;
    Effect::new(move || {
        if let Some(stage) = stage.get() {
            palette.with(|palette| wear(&stage, palette, theme));
        }
    });
    view! {
        <figure class=format!("preview preview-{}", key(theme))>
            <figcaption>{words::theme_name(use_locale(), theme)}</figcaption>
            <div
                node_ref=stage
                class="stage"
                id=id_of(theme)
                data-preview=key(theme)
                data-density=move || tokens.with(|tokens| tokens.density.key())
                inert=true
            >
                <DoorScene theme shown />
                <HomeScene theme shown />
                <TableScene />
                <FormScene theme />
                <MailScene theme papers />
                <ReceiptScene papers />
            </div>
        </figure>
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

/// The name where there is little room.
fn short(name: &str, look: &Look) -> String {
    if look.short_name.is_empty() { name.to_owned() } else { look.short_name.clone() }
}

/// Ids are of one page, and both stages stand on it.
fn id(theme: Theme, name: &str) -> String {
    format!("sample-{name}-{}", key(theme))
}

fn locale() -> Locale {
    use_locale()
}
