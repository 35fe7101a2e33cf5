//! Real parts in the brand that is typed: pages, themes and widths to choose from, by controls that need no scripts.

mod papers;
mod samples;
mod scenes;

use super::{picked::Picked, words};
use crate::{
    i18n::Locale,
    site::use_locale,
    ui::{Stage, StageStyle},
};
use leptos::prelude::*;
use papers::{MailScene, OpenPapers, Papers, ReceiptScene};
use scenes::{DoorScene, FormScene, HomeScene, TableScene};
use tenantry::brand::{BrandTokens, Look, Palette, Theme};

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
    let papers = Papers::of(Memo::new(move |_| {
        let parts = [changes.get(), picked.held()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&")
    }));
    let shown = Shown { tokens, palette, look, name, papers };
    view! {
        <section class="previews" id="studio-preview" aria-label=words::preview(locale)>
            <StageStyle nonce palette /> <Switches /> <div class="stages">
                <Scenes theme=Theme::Light shown />
                <Scenes theme=Theme::Dark shown />
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

#[component]
fn Scenes(theme: Theme, shown: Shown) -> impl IntoView {
    let Shown { tokens, palette, papers, .. } = shown;
    let density = Signal::derive(move || tokens.with(|tokens| tokens.density));
    view! {
        <figure class=format!("preview preview-{}", theme.key())>
            <figcaption>{words::theme_name(use_locale(), theme)}</figcaption>
            <Stage theme palette density>
                <DoorScene theme shown />
                <HomeScene theme shown />
                <TableScene />
                <FormScene theme />
                <MailScene theme papers />
                <ReceiptScene papers />
            </Stage>
        </figure>
    }
}

/// The name where there is little room.
fn short(name: &str, look: &Look) -> String {
    if look.short_name.is_empty() { name.to_owned() } else { look.short_name.clone() }
}

/// Ids are of one page, and both stages stand on it.
fn id(theme: Theme, name: &str) -> String {
    format!("sample-{name}-{}", theme.key())
}

fn locale() -> Locale {
    use_locale()
}
