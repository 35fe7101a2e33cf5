//! Real parts in the brand that is typed: pages, themes and widths to choose from, by controls that need no scripts. The language
//! of what is shown needs them.

mod icon;
mod papers;
mod samples;
mod scenes;
mod switches;
mod words;

use super::{picked::Picked, words::theme_name};
use crate::{
    i18n::Locale,
    site::{Site, use_locale, use_site},
    ui::{Stage, StageStyle},
};
use icon::IconScene;
use leptos::{context::Provider, prelude::*};
use papers::{Desk, MailScene, OpenPapers, Papers, ReceiptScene};
use scenes::{DoorScene, FormScene, HomeScene, TableScene};
use switches::Switches;
use tenantry::brand::{BrandTokens, Look, NamedBrand, Palette, Theme};

/// A brand that isn't worked on here, for whoever has a link to it.
#[component]
pub(crate) fn PreviewsOf(
    brand: NamedBrand,
    /// The link's.
    token: String,
    nonce: Option<String>,
) -> impl IntoView {
    let NamedBrand { name, tokens } = brand;
    let (tokens, name) = (Memo::new(move |_| tokens.clone()), Memo::new(move |_| name.clone()));
    let changes = Memo::new(move |_| format!("token={token}"));
    view! {
        <div class="studio-side version-look">
            <Previews tokens name changes picked=Picked::new() nonce desk=Desk::LINK />
        </div>
    }
}

/// What is shown: colours go to the elements, words and pictures are rendered anew when they change.
#[derive(Clone, Copy)]
struct Shown {
    tokens: Memo<BrandTokens>,
    palette: Memo<Palette>,
    look: Memo<Look>,
    name: Memo<String>,
    picked: Picked,
    /// What the server makes of it.
    papers: Papers,
    language: RwSignal<Locale>,
}

#[component]
pub(super) fn Previews(
    tokens: Memo<BrandTokens>,
    name: Memo<String>,
    /// What is typed and not saved, or the link, as addresses have it.
    changes: Memo<String>,
    picked: Picked,
    nonce: Option<String>,
    #[prop(default = Desk::STUDIO)] desk: Desk,
) -> impl IntoView {
    let locale = use_locale();
    let language = RwSignal::new(locale);
    let palette = Memo::new(move |_| tokens.with(Palette::of));
    let look = Memo::new(move |_| picked.put_on(tokens.with(|tokens| Look::of(tokens, language.get()))));
    let changes = Memo::new(move |_| {
        let parts = [changes.get(), picked.held()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&")
    });
    let papers = Papers::of(desk, changes, language, locale);
    let shown = Shown { tokens, palette, look, name, picked, papers, language };
    view! {
        <section class="previews" id="studio-preview" aria-label=words::preview(locale)>
            <StageStyle nonce palette /> <Switches language /> <div class="stages">
                <Scenes theme=Theme::Light shown />
                <Scenes theme=Theme::Dark shown />
            </div>
            <OpenPapers papers />
        </section>
    }
}

#[component]
fn Scenes(theme: Theme, shown: Shown) -> impl IntoView {
    let Shown { tokens, palette, language, .. } = shown;
    let density = Signal::derive(move || tokens.with(|tokens| tokens.density));
    view! {
        <figure class=format!("preview preview-{}", theme.key())>
            <figcaption>{theme_name(use_locale(), theme)}</figcaption>
            <Stage theme palette density>
                {move || view! { <ScenesIn language=language.get() theme shown /> }}
            </Stage>
        </figure>
    }
}

/// The scenes as somebody sees them who reads that language: their parts ask the page's facts, which say so here.
#[component]
fn ScenesIn(language: Locale, theme: Theme, shown: Shown) -> impl IntoView {
    let site = use_site().with_value(|site| Site { locale: language, ..site.clone() });
    let Shown { papers, .. } = shown;
    view! {
        <Provider value=StoredValue::new(site)>
            <div lang=language.tag()>
                <DoorScene theme shown />
                <HomeScene theme shown />
                <TableScene />
                <FormScene theme />
                <MailScene theme papers />
                <ReceiptScene papers />
                <IconScene shown />
            </div>
        </Provider>
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
