//! The colours of a picture that stand out, for whoever chooses the brand's own: pixels are sorted into drawers by hue and
//! lightness as they are perceived, and the fullest drawers win. Vivid pixels count more than grey ones. And how light its parts are (`shades.rs`).

use super::{Color, contrast::luminance, oklch::Oklch, shades::STEPS};
use image::{DynamicImage, RgbaImage};
use std::{collections::BTreeMap, f64::consts::TAU};

const MOST: usize = 6;

/// Enough to see what is there; more would only take longer.
const SIDE: u32 = 96;

/// Closer ones look the same, as a distance in oklab.
const APART: f64 = 0.09;

const HUES: f64 = 24.0;
const LIGHTNESSES: f64 = 6.0;

/// Paler than this a colour is a grey.
const GREY: f64 = 0.035;

#[derive(Default)]
struct Drawer {
    weight: f64,
    red: f64,
    green: f64,
    blue: f64,
}

/// Those that stand out, the strongest first. Grey ones come last, and white and black not at all, unless nothing else is there.
pub(super) fn colors(picture: &DynamicImage) -> Vec<Color> {
    let small = picture.thumbnail(SIDE, SIDE).into_rgba8();
    let mut drawers: BTreeMap<(u8, u8), Drawer> = BTreeMap::new();
    for pixel in small.pixels() {
        let [red, green, blue, alpha] = pixel.0;
        if alpha < 128 {
            continue;
        }
        let perceived = Oklch::from(Color::new(red, green, blue));
        let drawer = drawers.entry(place(perceived)).or_default();
        let weight = weight(perceived);
        drawer.weight += weight;
        drawer.red += weight * f64::from(red);
        drawer.green += weight * f64::from(green);
        drawer.blue += weight * f64::from(blue);
    }
    let all: f64 = drawers.values().map(|drawer| drawer.weight).sum();
    let mut full: Vec<Drawer> = drawers.into_values().filter(|drawer| drawer.weight > all * 0.01).collect();
    full.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let mut kept: Vec<Color> = Vec::new();
    for color in full.iter().map(Drawer::mean) {
        if kept.len() < MOST && kept.iter().all(|other| distance(color, *other) > APART) {
            kept.push(color);
        }
    }
    kept
}

/// Thousandths of what can't be seen through, by how light it is.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a step is below 64, a part at most 1000")]
pub(super) fn shades(pixels: &RgbaImage) -> Vec<u16> {
    let mut counts = [0_u64; STEPS as usize];
    for pixel in pixels.pixels().filter(|pixel| pixel.0[3] >= 128) {
        let [red, green, blue, _] = pixel.0;
        let perceived = luminance(Color::new(red, green, blue)).cbrt();
        counts[((perceived * f64::from(STEPS)) as usize).min(counts.len() - 1)] += 1;
    }
    let all: u64 = counts.iter().sum();
    if all == 0 {
        return Vec::new();
    }
    counts.into_iter().map(|count| ((count * 1000 + all / 2) / all) as u16).collect()
}

/// Vivid colours are what one remembers of a logo; its white ground is not.
fn weight(of: Oklch) -> f64 {
    let is_ground = of.chroma < GREY && !(0.15..=0.93).contains(&of.lightness);
    if is_ground { 0.002 } else { 0.05 + of.chroma * 4.0 }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are within 0 to 24")]
fn place(of: Oklch) -> (u8, u8) {
    let lightness = (of.lightness.clamp(0.0, 0.999) * LIGHTNESSES) as u8;
    let hue = (of.hue.rem_euclid(TAU) / TAU * HUES) as u8;
    if of.chroma < GREY { (u8::MAX, lightness) } else { (hue, lightness) }
}

impl Drawer {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a mean of bytes is one")]
    fn mean(&self) -> Color {
        let [red, green, blue] = [self.red, self.green, self.blue].map(|sum| (sum / self.weight).round() as u8);
        Color::new(red, green, blue)
    }
}

fn distance(one: Color, other: Color) -> f64 {
    let lab = |color| {
        let Oklch { lightness, chroma, hue } = Oklch::from(color);
        [lightness, chroma * hue.cos(), chroma * hue.sin()]
    };
    let (one, other) = (lab(one), lab(other));
    one.iter().zip(other).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::{BrandTokens, Picture, Theme};
    use image::Rgba;

    fn painted(color: impl Fn(u32, u32) -> [u8; 4]) -> Vec<Color> {
        colors(&RgbaImage::from_fn(300, 300, |x, y| Rgba(color(x, y))).into())
    }

    #[test]
    fn the_colours_of_a_logo_on_white_are_found_and_the_white_is_not() {
        let found = painted(|x, _| match x {
            0..80 => [0x12, 0x29, 0x5c, 255],
            80..110 => [0xd9, 0xab, 0x3f, 255],
            _ => [255, 255, 255, 255],
        });
        let near = |color: Color, at: usize| distance(found[at], color) < 0.03;
        assert!(found.len() >= 2 && found.len() < 5, "{found:?}");
        let (blue, gold) = (Color::new(0x12, 0x29, 0x5c), Color::new(0xd9, 0xab, 0x3f));
        assert!((near(blue, 0) && near(gold, 1)) || (near(gold, 0) && near(blue, 1)), "{found:?}");
        assert!(!found.contains(&Color::WHITE), "{found:?}");
    }

    #[test]
    fn what_cannot_be_seen_has_no_colour() {
        assert_eq!(painted(|_, _| [200, 30, 40, 0]), []);
        assert_eq!(painted(|x, _| if x < 150 { [200, 30, 40, 255] } else { [0, 200, 0, 10] }).len(), 1);
    }

    #[test]
    fn a_black_logo_has_its_black() {
        assert_eq!(painted(|_, _| [0, 0, 0, 255]), [Color::BLACK]);
    }

    #[test]
    fn neighbours_are_one_colour_and_there_are_few() {
        let found = painted(|x, y| [u8::try_from(x % 256).unwrap(), u8::try_from(y % 256).unwrap(), 128, 255]);
        assert!(found.len() <= MOST, "{found:?}");
        for (at, color) in found.iter().enumerate() {
            assert!(found[..at].iter().all(|other| distance(*color, *other) > APART), "{found:?}");
        }
    }

    fn logo(color: impl Fn(u32, u32) -> [u8; 4]) -> Picture {
        Picture { shades: shades(&RgbaImage::from_fn(200, 100, |x, y| Rgba(color(x, y)))), ..Picture::default() }
    }

    fn white() -> Picture {
        logo(|x, _| if x < 60 { [255; 4] } else { [0; 4] })
    }

    fn vanishing(logo: Option<Picture>, logo_dark: Option<Picture>) -> Vec<Theme> {
        let tokens = BrandTokens { logo, logo_dark, ..BrandTokens::default() };
        crate::brand::ContrastReport::of(&tokens).vanishing.iter().map(|of| of.theme).collect()
    }

    #[test]
    fn white_vanishes_on_white_and_black_on_black() {
        assert!(white().vanishes_on(Color::WHITE) && !white().vanishes_on(Color::BLACK));
        let black = logo(|_, y| if y < 20 { [10, 10, 10, 255] } else { [0; 4] });
        assert!(black.vanishes_on(Color::BLACK) && !black.vanishes_on(Color::WHITE));
        assert_eq!(white().hidden_percent(Color::WHITE), Some(100));
    }

    #[test]
    fn the_report_says_in_which_theme_and_another_logo_for_the_dark_mends_it() {
        let navy = || logo(|_, _| [0x10, 0x14, 0x20, 255]);
        assert_eq!(vanishing(Some(white()), None), [Theme::Light]);
        assert_eq!(vanishing(Some(navy()), None), [Theme::Dark]);
        assert_eq!(vanishing(Some(navy()), Some(white())), []);
        assert_eq!(vanishing(None, Some(navy())), [Theme::Dark]);
        assert_eq!(vanishing(None, None), []);
    }

    #[test]
    fn what_has_a_ground_of_its_own_or_something_that_is_seen_does_not_vanish() {
        let on_a_ground = logo(|x, _| if x < 180 { [255; 4] } else { [0x12, 0x29, 0x5c, 255] });
        assert!(!on_a_ground.vanishes_on(Color::WHITE));
        let mid = logo(|_, _| [0x80, 0x80, 0x80, 255]);
        assert!(!mid.vanishes_on(Color::WHITE) && !mid.vanishes_on(Color::BLACK));
    }

    #[test]
    fn what_nobody_knows_is_not_said() {
        assert!(!Picture::default().vanishes_on(Color::WHITE));
        assert!(logo(|_, _| [255, 255, 255, 0]).shades.is_empty());
    }
}
