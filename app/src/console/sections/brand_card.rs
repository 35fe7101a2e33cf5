//! An organisation's door in small, by day and by night, in the styles of the real one.

use super::words;
use crate::{
    endpoints,
    i18n::words as common,
    paths::with_query,
    site::use_locale,
    ui::{Card, Stage, StageStyle},
};
use leptos::prelude::*;
use tenantry::brand::{BrandTokens, Palette, Theme};

#[component]
pub(in crate::console) fn BrandCard(
    slug: String,
    name: String,
    brand: BrandTokens,
    nonce: Option<String>,
) -> impl IntoView {
    let locale = use_locale();
    let palette = Signal::stored(Palette::of(&brand));
    let label = words::brand_of(locale, &name);
    let tagline = brand.texts.tagline(locale).to_owned();
    let doors = [Theme::Light, Theme::Dark].map(|theme| {
        let (mark, name, tagline) = (mark(&slug, theme), name.clone(), tagline.clone());
        view! {
            <Stage theme palette density=brand.density>
                <Door mark name tagline />
            </Stage>
        }
    });
    view! {
        <Card title=words::brand(locale) id="brand">
            <StageStyle nonce palette />
            <div class="small-doors" role="img" aria-label=label>
                {doors.collect_view()}
            </div>
        </Card>
    }
}

/// No controls: nothing here is to be filled in, by people or by what keeps their passwords.
#[component]
fn Door(mark: String, name: String, tagline: String) -> impl IntoView {
    let locale = use_locale();
    view! {
        <div class="small-door">
            <img class="small-door-mark" src=mark alt="" />
            <p class="preview-title">{name}</p>
            {(!tagline.is_empty()).then(|| view! { <p class="text-muted">{tagline}</p> })}
            <div class="field">
                <span class="field-label">{common::email(locale)}</span>
                <span class="input"></span>
            </div>
            <span class="button button-primary button-wide">{common::sign_in(locale)}</span>
        </div>
    }
}

/// The console's own host has it, for the page's policy allows no pictures of others.
fn mark(slug: &str, theme: Theme) -> String {
    with_query(endpoints::CONSOLE_MARK.path, &[("slug", slug), ("theme", theme.key())])
}
