//! An organisation's door in small, by day and by night, of the parts that the real one is made of.

use super::words;
use crate::{
    endpoints,
    i18n::words as common,
    paths::with_query,
    site::use_locale,
    ui::{Button, ButtonKind, Card, Stage, StageStyle, TextInput},
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
                <Door theme mark name tagline />
            </Stage>
        }
    });
    view! {
        <Card title=words::brand(locale)>
            <StageStyle nonce palette />
            <div class="small-doors" role="img" aria-label=label>
                {doors.collect_view()}
            </div>
        </Card>
    }
}

#[component]
fn Door(theme: Theme, mark: String, name: String, tagline: String) -> impl IntoView {
    let locale = use_locale();
    view! {
        <div class="small-door">
            <img class="small-door-mark" src=mark alt="" />
            <p class="preview-title">{name}</p>
            {(!tagline.is_empty()).then(|| view! { <p class="text-muted">{tagline}</p> })}
            <TextInput name=format!("door-{}", theme.key()) label=common::email(locale) />
            <Button kind=ButtonKind::Primary kind_of="button" wide=true>
                {common::sign_in(locale)}
            </Button>
        </div>
    }
}

/// The console's own host has it, for the page's policy allows no pictures of others.
fn mark(slug: &str, theme: Theme) -> String {
    with_query(endpoints::CONSOLE_MARK.path, &[("slug", slug), ("theme", theme.key())])
}
