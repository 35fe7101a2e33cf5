//! The web app manifest of an organisation (<https://www.w3.org/TR/appmanifest/>): its name, colours and icons on a phone's
//! home screen.

use super::{Brand, Monogram, MonogramFile, Theme};
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
    sizes: String,
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
        background_color: palette.page(Theme::Light).to_string(),
        icons: tokens.icon.as_ref().map_or_else(|| of_monogram(&Monogram::of(&tenant.name, brand)), uploaded),
    };
    serde_json::to_string(&manifest).unwrap_or_default()
}

fn uploaded(icon: &super::Icon) -> Vec<Icon> {
    let pixels = [192, 512].into_iter().filter_map(|side| Some(png(icon.url(side)?, side, "any")));
    let maskable = icon.maskable_url().map(|src| png(src, 512, "maskable"));
    pixels.chain(maskable).chain(icon.drawing_url().map(drawing)).collect()
}

fn of_monogram(monogram: &Monogram) -> Vec<Icon> {
    let pixels = [192, 512].map(|side| png(monogram.url(MonogramFile::Pixels(side)), side, "any"));
    let maskable = png(monogram.url(MonogramFile::Maskable), 512, "maskable");
    pixels.into_iter().chain([maskable, drawing(monogram.url(MonogramFile::Drawing))]).collect()
}

fn png(src: String, side: u16, purpose: &'static str) -> Icon {
    Icon { src, sizes: format!("{side}x{side}"), media_type: "image/png", purpose }
}

fn drawing(src: String) -> Icon {
    Icon { src, sizes: "any".to_owned(), media_type: "image/svg+xml", purpose: "any" }
}
