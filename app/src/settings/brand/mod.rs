//! The brand: its name, colours, shape and font beside a preview that follows every key, and the logo.

mod color_field;
mod contrast;
mod draft;
mod editor;
mod font_cards;
mod logo;
mod preview;
mod radius_field;
#[cfg(feature = "ssr")]
mod upload;

#[cfg(feature = "ssr")]
pub(super) use upload::uploaded;

use super::{
    api::{BrandSettings, ReadBrand},
    words,
};
use crate::{
    bundle::{Bundled, bundled},
    form::Saved,
    i18n::words as common,
    load::{Loading, load},
    site::use_locale,
    ui::PageHead,
};
use contrast::ContrastTable;
use draft::Draft;
use editor::BrandEditor;
use leptos::prelude::*;
use leptos_meta::Title;
use logo::LogoCard;
use preview::{Previews, style_of_server};

pub struct BrandPage {
    settings: Loading<BrandSettings>,
}

bundled!(settings: BrandPage);

impl Bundled for BrandPage {
    fn data() -> Self {
        Self { settings: Loading::of(|| ReadBrand {}) }
    }

    fn view(self) -> AnyView {
        let locale = use_locale();
        let nonce = style_of_server();
        view! {
            <Title text=common::brand(locale) />
            <PageHead title=common::brand(locale) lead=words::brand_lead(locale) />
            <div class="stack stack-loose">
                <Saved />
                {load(self.settings, move |settings| view! { <Brand settings nonce=nonce.clone() /> })}
            </div>
        }
        .into_any()
    }
}

#[component]
fn Brand(settings: BrandSettings, nonce: Option<String>) -> impl IntoView {
    let draft = Draft::of(&settings);
    let logo = settings.tokens.logo_url();
    let tokens = draft.tokens(settings.tokens);
    view! {
        <div class="brand-editor">
            <div class="stack stack-loose">
                <BrandEditor draft />
                <div class="brand-logo">
                    <LogoCard logo=logo.clone() />
                </div>
            </div>
            <div class="stack stack-loose">
                <Previews tokens name=draft.name logo nonce />
                <ContrastTable tokens />
            </div>
        </div>
    }
}
