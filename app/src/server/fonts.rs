//! The fonts that a page will need for certain. They are asked for with its first bytes: a font is there for the first paint or
//! not at all (`style/fonts.scss`), so that no text ever moves because its letters came late.

use maud::{Markup, html};
use tenantry::{access::Plane, brand::Font, http::Visit};

/// Of the brand, or of the product's own pages where there is none (`style/tokens.scss`, `style/themes.scss`).
pub(super) fn of(visit: Option<&Visit>) -> Vec<Font> {
    let brand = visit.and_then(|visit| visit.brand.as_ref());
    let [heading, body] = match (brand, visit.map(|visit| visit.plane)) {
        (Some(brand), _) => [brand.tokens.heading_font, brand.tokens.body_font],
        (None, Some(Plane::Console)) => [Font::Inter; 2],
        (None, _) => [Font::BricolageGrotesque, Font::Inter],
    };
    if heading == body { vec![body] } else { vec![heading, body] }
}

pub(super) fn preloads(fonts: &[Font]) -> Markup {
    html! {
        @for font in fonts { link rel="preload" href=(font.file()) as="font" type="font/woff2" crossorigin="anonymous"; }
    }
}
