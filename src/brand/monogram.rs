//! The icon of an organisation that has uploaded none: the first letter of its name, in its colours and its font.

use super::{Asset, Brand, Color, Font, IconFile, drawing, letter::monogram_letter, pictures::draw, raster};
use crate::{
    documents,
    error::{Error, Result},
    platform::Platform,
    tenants::Tenant,
};

/// All that it depends on, which its address tells: another brand has another address, so that it is kept for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Monogram {
    letter: char,
    ground: Color,
    ink: Color,
    radius: u8,
    font: Font,
}

/// The side of the drawing.
const SIDE: f32 = 512.0;

/// What the letter fills of it, at most; in one that may be cut, less.
const HIGH: f32 = 0.54;
const WIDE: f32 = 0.66;
const SAFE: f32 = 0.8;

/// The largest radius that a brand has.
const ROUND: f32 = 16.0;

impl Monogram {
    /// `name` is the organisation's.
    pub fn of(name: &str, brand: &Brand) -> Self {
        let Brand { tokens, palette, .. } = brand;
        Self {
            letter: monogram_letter(name, &tokens.short_name),
            ground: palette.light.brand,
            ink: palette.light.brand_contrast,
            radius: tokens.radius,
            font: tokens.heading_font,
        }
    }

    pub fn url(&self, file: IconFile) -> String {
        let Self { letter, ground, ink, radius, font } = self;
        let colors = format!("{ground}{ink}").replace('#', "-");
        format!("/brand/icon/{:x}{colors}-{radius}-{}/{}", u32::from(*letter), font.key(), file.name())
    }

    /// # Errors
    /// When it can't be drawn as pixels.
    pub(crate) async fn file(self, platform: &Platform, tenant: &Tenant, file: IconFile) -> Result<Asset> {
        let load = async {
            let drawn = move || match file {
                IconFile::Drawing => {
                    Ok(Asset { media_type: "image/svg+xml", bytes: self.svg(true, 1.0).into_bytes().into() })
                }
                IconFile::Pixels(180) => png(&self.svg(false, 1.0), 180),
                IconFile::Pixels(side) => png(&self.svg(true, 1.0), side),
                IconFile::Maskable => png(&self.svg(false, SAFE), 512),
            };
            draw(drawn).await?
        };
        platform.brands.assets.get_or_load(tenant.id, self.url(file), load).await
    }

    fn svg(&self, is_rounded: bool, scale: f32) -> String {
        let Self { ground, ink, .. } = self;
        let radius = if is_rounded { f32::from(self.radius).min(ROUND) / ROUND * SIDE / 4.0 } else { 0.0 };
        let shape = self.shape(scale);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {SIDE} {SIDE}\">\
             <rect width=\"{SIDE}\" height=\"{SIDE}\" rx=\"{radius:.0}\" fill=\"{ground}\"/>\
             <g fill=\"{ink}\">{shape}</g></svg>"
        )
    }

    /// In the middle; a dot where the letter has no shape.
    fn shape(&self, scale: f32) -> String {
        let middle = SIDE / 2.0;
        let Some(letter) = documents::letter(self.letter, self.font) else {
            return format!("<circle cx=\"{middle}\" cy=\"{middle}\" r=\"{:.0}\"/>", SIDE * scale / 5.0);
        };
        let [left, bottom, right, top] = letter.bounds;
        let fit = (SIDE * HIGH / (top - bottom)).min(SIDE * WIDE / (right - left)) * scale;
        let (x, y) = (middle - fit * (left + right) / 2.0, middle + fit * (bottom + top) / 2.0);
        let path = letter.path;
        format!("<path transform=\"translate({x:.2} {y:.2}) scale({fit:.5} -{fit:.5})\" d=\"{path}\"/>")
    }
}

fn png(svg: &str, side: u16) -> Result<Asset> {
    let drawn = drawing::square(svg.as_bytes(), side.into()).and_then(|pixels| raster::png(&pixels));
    let bytes = drawn.map_err(|problem| Error::internal(std::io::Error::other(format!("an icon: {problem:?}"))))?;
    Ok(Asset { media_type: "image/png", bytes: bytes.into() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::BrandTokens;

    fn of(name: &str, tokens: BrandTokens) -> Monogram {
        Monogram::of(name, &Brand::of(tokens))
    }

    #[test]
    fn the_first_letter_stands_for_the_name_and_the_short_name_goes_before() {
        for (name, letter) in
            [("gmah", 'G'), ("« Élan »", 'É'), ("3 Sources", '3'), ("גמח", 'ג'), ("…", ' '), ("", ' ')]
        {
            assert_eq!(of(name, BrandTokens::default()).letter, letter, "{name}");
        }
        let tokens = BrandTokens { short_name: "Prêts".into(), ..BrandTokens::default() };
        assert_eq!(of("GMAH", tokens).letter, 'P');
    }

    #[test]
    fn every_letter_is_drawn_in_the_middle_and_what_has_no_shape_is_a_dot() {
        for name in ["Gmah", "Élan", "Wagram", "Île", "ö", "גמח", "3", "…", "漢字"] {
            for font in Font::ALL {
                let tokens = BrandTokens { heading_font: *font, ..BrandTokens::default() };
                let (is_dot, svg) = (["…", "漢字"].contains(&name), of(name, tokens).svg(true, 1.0));
                assert_eq!(svg.contains("<circle"), is_dot, "{name}: {svg}");
                let pixels = drawing::square(svg.as_bytes(), 128).unwrap().to_rgba8();
                let ground = *pixels.get_pixel(64, 6);
                let inked = |x: u32, y: u32| *pixels.get_pixel(x, y) != ground && pixels.get_pixel(x, y).0[3] == 255;
                let inside = (20..108).flat_map(|y| (12..116).map(move |x| (x, y)));
                let (left, right) = inside
                    .clone()
                    .filter(|(x, y)| inked(*x, *y))
                    .fold((127, 0), |(left, right), (x, _)| (left.min(x), right.max(x)));
                assert!(left < right && left.abs_diff(127 - right) <= 2, "{name} in {font:?}: from {left} to {right}");
                assert!((13..=115).all(|x| !inked(x, 16) && !inked(x, 111)), "{name}: it keeps away from the edge");
            }
        }
    }

    #[test]
    fn its_address_tells_all_that_it_depends_on() {
        let tokens = BrandTokens {
            radius: 4,
            primary: "#12295c".parse().unwrap(),
            heading_font: Font::Fraunces,
            ..BrandTokens::default()
        };
        let own = of("GMAH", tokens.clone());
        let url = own.url(IconFile::Pixels(192));
        assert!(url.starts_with("/brand/icon/47-12295c-ffffff-4-fraunces/") && url.ends_with("/192.png"), "{url}");
        for other in [
            of("Prêts", tokens.clone()),
            of("GMAH", BrandTokens { radius: 5, ..tokens.clone() }),
            of("GMAH", BrandTokens { primary: "#7a1f5c".parse().unwrap(), ..tokens.clone() }),
            of("GMAH", BrandTokens { heading_font: Font::Inter, ..tokens }),
        ] {
            assert_ne!(other.url(IconFile::Drawing), own.url(IconFile::Drawing));
        }
    }
}
