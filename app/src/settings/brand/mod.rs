//! The studio: the organisation's looks beside a preview that follows every key, worked on as a draft, shown by a link,
//! published now or later, and taken back.

pub mod api;
mod color_field;
mod contrast;
mod editor;
#[cfg(feature = "ssr")]
pub(crate) mod export;
mod font_cards;
mod history;
mod links;
mod look;
mod meanwhile;
mod picked;
mod pictures;
mod preview;
mod radius_field;
#[cfg(feature = "ssr")]
pub(crate) mod sample;
#[cfg(feature = "ssr")]
mod sent;
mod sources;
mod status;
mod texts;
mod typed;
mod words;
#[cfg(feature = "ssr")]
mod worn;

pub use history::BrandHistoryPage;
pub use look::BrandLookPage;
pub(crate) use preview::PreviewsOf;

use crate::{
    bundle::Bundled,
    i18n::{format_time, words as common},
    load::{Loading, load},
    paths,
    site::use_locale,
    ui::{Card, Glyph, LinkButton, PageHead, style_of_server},
};
use api::{ReadBrand, ReadFreshPreview};
use contrast::ContrastTable;
use editor::{BrandEditor, Colors};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use links::Links;
use meanwhile::wearing_kept;
use picked::Picked;
use pictures::Pictures;
use preview::Previews;
use sources::{Elsewhere, Gallery};
use status::{Done, Standing};
use tenantry::brand::{BrandVersion, Studio};
use typed::Typed;

pub struct BrandPage {
    studio: Loading<Studio>,
    /// Only on the way back from making one.
    fresh: Option<Loading<Option<String>>>,
}

impl Bundled for BrandPage {
    fn data() -> Self {
        let is_linked = use_query_map().with_untracked(|query| query.get_str("linked").is_some());
        Self { studio: Loading::of(|| ReadBrand {}), fresh: is_linked.then(|| Loading::of(|| ReadFreshPreview {})) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let nonce = style_of_server();
        let fresh = self.fresh;
        view! {
            <Title text=common::brand(locale) />
            <PageHead title=common::brand(locale) lead=words::lead(locale) />
            <div class="stack stack-loose">
                <Done />
                {load(self.studio, move |studio| view! { <Workbench studio fresh nonce=nonce.clone() /> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn Workbench(studio: Studio, fresh: Option<Loading<Option<String>>>, nonce: Option<String>) -> impl IntoView {
    let locale = use_locale();
    let current = studio.current().clone();
    let typed = Typed::of(&current);
    let colors = Colors::of(typed);
    let worn = wearing_kept(typed.form, current.tokens.clone());
    let tokens = typed.tokens(worn.clone());
    let name = typed.name();
    let changes = typed.changes(&current);
    let has_drafts = studio.has_drafts;
    let picked = Picked::new();
    let (links, versions, sources) = (studio.links.clone(), studio.versions.clone(), studio.sources.clone());
    // What the server painted doesn't move by itself, though a font comes late: only when somebody changes something.
    let late_fonts = RwSignal::new(nonce.is_none());
    view! {
        <Standing studio=studio.clone() />
        <nav class="studio-switch" aria-label=common::brand(locale)>
            <a href="#studio-controls">{words::to_controls(locale)}</a>
            <a href="#studio-preview">{words::to_preview(locale)}</a>
        </nav>
        <div class="stack stack-loose" class:late-fonts=late_fonts on:input=move |_| late_fonts.set(true)>
            <div class="studio">
                <div class="stack stack-loose studio-controls" id="studio-controls" tabindex="-1">
                    <BrandEditor typed colors studio />
                    <Pictures typed tokens=worn colors picked />
                </div>
                <div class="studio-side">
                    <Previews tokens name changes picked nonce />
                </div>
            </div>
            <ContrastTable tokens />
            <Gallery />
            <div class="studio-more">
                <Elsewhere typed sources picked /> {has_drafts.then(|| view! { <Links links fresh /> })}
                {has_drafts.then(|| view! { <Past versions /> })}
            </div>
        </div>
    }
}

#[component]
fn Past(versions: Vec<BrandVersion>) -> impl IntoView {
    let locale = use_locale();
    let text = match versions.first() {
        Some(BrandVersion { at, by, .. }) => {
            let by = if by.is_empty() { words::nobody(locale) } else { by };
            words::history_last(locale, &format_time(*at, locale), by)
        }
        None => words::history_never(locale).to_owned(),
    };
    view! {
        <Card title=words::history(locale)>
            <div class="stack">
                <p>{text}</p>
                {(!versions.is_empty())
                    .then(|| {
                        view! {
                            <LinkButton href=paths::SETTINGS_BRAND_HISTORY icon=Glyph::History>
                                {words::history_all(locale)}
                            </LinkButton>
                        }
                    })}
            </div>
        </Card>
    }
}
