//! The colours of statuses are no brand's, but what they stand on is tinted by it: each reads on every surface of every brand.

use super::{Scene, Theme, Tint};
use crate::brand::{
    BrandTokens, Color, Palette,
    contrast::{CONTROL, TEXT, ratio},
    oklch::Oklch,
    pairs::Ground,
};

const STATUSES: [&str; 4] = ["danger", "warning", "success", "info"];
const SURFACES: [Ground; 5] = [Ground::Page, Ground::Surface, Ground::Raised, Ground::Hover, Ground::Pressed];

/// `--name: oklch(LIGHTNESS CHROMA HUE);` as the theme says it.
fn said(theme: Theme, name: &str) -> Color {
    let sheet = include_str!("../../style/themes.scss");
    let mixin = match theme {
        Theme::Light => "@mixin light {",
        Theme::Dark => "@mixin dark {",
    };
    let block = sheet.split_once(mixin).and_then(|(_, rest)| rest.split_once("\n}")).unwrap().0;
    let value = block.split_once(&format!("--{name}: oklch(")).and_then(|(_, rest)| rest.split_once(");"));
    let value = value.unwrap_or_else(|| panic!("--{name}")).0;
    let [lightness, chroma, hue] = value.split(' ').map(|part| part.parse().unwrap()).collect::<Vec<f64>>()[..] else {
        panic!("{value}")
    };
    Oklch { lightness, chroma, hue: hue.to_radians() }.to_color()
}

fn brands() -> impl Iterator<Item = BrandTokens> {
    let steps = || (0..=255u8).step_by(51);
    let colors = steps().flat_map(move |r| steps().flat_map(move |g| steps().map(move |b| Color::new(r, g, b))));
    let tints = Tint::ALL.iter().copied().cycle();
    colors.zip(tints).map(|(primary, tint)| BrandTokens { primary, tint, ..BrandTokens::default() })
}

#[test]
fn every_status_reads_on_every_surface_of_every_brand() {
    for theme in [Theme::Light, Theme::Dark] {
        let inks = STATUSES.map(|name| (name, said(theme, name), said(theme, &format!("{name}-text"))));
        for tokens in brands() {
            let scene = Scene::of(theme, tokens.tint, Palette::of(&tokens).theme(theme).brand);
            for ((name, mark, text), ground) in inks.iter().flat_map(|ink| SURFACES.map(|ground| (ink, ground))) {
                let on = scene.ground(ground);
                let about = || format!("{name} on {ground:?} ({on}) of {} in {theme:?}", tokens.primary);
                assert!(ratio(*mark, on) >= CONTROL, "{}: {}", about(), ratio(*mark, on));
                assert!(ratio(*text, on) >= TEXT, "the text of {}: {}", about(), ratio(*text, on));
            }
        }
    }
}

#[test]
fn every_status_reads_on_its_own_tint_and_so_does_the_focus() {
    for theme in [Theme::Light, Theme::Dark] {
        let softs = STATUSES.map(|name| said(theme, &format!("{name}-soft")));
        for (name, soft) in STATUSES.into_iter().zip(softs) {
            assert!(ratio(said(theme, name), soft) >= CONTROL, "{name} in {theme:?}");
            assert!(ratio(said(theme, &format!("{name}-text")), soft) >= TEXT, "the text of {name} in {theme:?}");
        }
        for tokens in brands() {
            let focus = Palette::of(&tokens).theme(theme).focus;
            let worst = softs.iter().map(|soft| ratio(focus, *soft)).fold(f64::INFINITY, f64::min);
            assert!(worst >= CONTROL, "{focus} of {} in {theme:?}: {worst}", tokens.primary);
        }
    }
}
