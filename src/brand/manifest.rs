//! The web app manifest of an organisation (<https://www.w3.org/TR/appmanifest/>): its name, colours and icons on a phone's
//! home screen.

use super::{Brand, IconFile, Icons};
use crate::{locale::Locale, tenants::Tenant};
use serde::Serialize;

#[derive(Serialize)]
struct Manifest<'m> {
    id: &'static str,
    name: &'m str,
    short_name: &'m str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'m str,
    lang: &'static str,
    dir: &'static str,
    start_url: &'static str,
    scope: &'static str,
    display: &'static str,
    theme_color: String,
    background_color: String,
    icons: Vec<Icon>,
}

#[derive(Serialize)]
struct Icon {
    src: String,
    sizes: &'static str,
    #[serde(rename = "type")]
    media_type: &'static str,
    purpose: &'static str,
}

/// The manifest's text. The colours are those by day: a manifest has one of each, and the page's own `theme-color` tells
/// day and night apart.
pub fn manifest(tenant: &Tenant, brand: &Brand, locale: Locale) -> String {
    let (tokens, palette) = (&brand.tokens, &brand.palette);
    let short_name = if tokens.short_name.is_empty() { &tenant.name } else { &tokens.short_name };
    let manifest = Manifest {
        id: "/",
        name: &tenant.name,
        short_name,
        description: tokens.texts.tagline(locale),
        lang: locale.tag(),
        dir: "ltr",
        start_url: "/",
        scope: "/",
        display: "standalone",
        theme_color: palette.light.brand.to_string(),
        background_color: palette.light.page.to_string(),
        icons: icons(&Icons::of(&tenant.name, brand)),
    };
    serde_json::to_string(&manifest).unwrap_or_default()
}

fn icons(of: &Icons) -> Vec<Icon> {
    let files = [
        (IconFile::Pixels(192), "192x192", "image/png", "any"),
        (IconFile::Pixels(512), "512x512", "image/png", "any"),
        (IconFile::Maskable, "512x512", "image/png", "maskable"),
        (IconFile::Drawing, "any", "image/svg+xml", "any"),
    ];
    let icon = |(file, sizes, media_type, purpose)| Some(Icon { src: of.url(file)?, sizes, media_type, purpose });
    files.into_iter().filter_map(icon).collect()
}
