//! Brands to start from. Each is one of few choices that go well together; what it doesn't say, such as words and pictures,
//! stays as it is. By day none of them needs a correction, and by night only the primary colour is lifted: a colour that reads
//! as text on white (at most 0.14 of its light) doesn't on near-black, where it takes 0.26.

use super::{BrandTokens, Color, Density, Font, NamedBrand, Tint};

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StartingBrand {
    /// Its name in forms.
    pub key: &'static str,
    primary: Color,
    accent: Color,
    tint: Tint,
    radius: u8,
    density: Density,
    heading_font: Font,
    body_font: Font,
}

const fn color(rgb: u32) -> Color {
    let [_, red, green, blue] = rgb.to_be_bytes();
    Color::new(red, green, blue)
}

impl StartingBrand {
    pub const ALL: [Self; 6] = [
        Self {
            key: "harbour",
            primary: color(0x000e_4d64),
            accent: color(0x00c6_6a15),
            tint: Tint::Brand,
            radius: 8,
            density: Density::Comfortable,
            heading_font: Font::BricolageGrotesque,
            body_font: Font::Inter,
        },
        Self {
            key: "library",
            primary: color(0x005b_1a2b),
            accent: color(0x00a9_7c2f),
            tint: Tint::Warm,
            radius: 2,
            density: Density::Comfortable,
            heading_font: Font::SourceSerif,
            body_font: Font::SourceSerif,
        },
        Self {
            key: "orchard",
            primary: color(0x002f_6b3a),
            accent: color(0x00c4_4d34),
            tint: Tint::Warm,
            radius: 14,
            density: Density::Comfortable,
            heading_font: Font::Fraunces,
            body_font: Font::Inter,
        },
        Self {
            key: "workshop",
            primary: color(0x002f_353b),
            accent: color(0x00d2_5f00),
            tint: Tint::Grey,
            radius: 0,
            density: Density::Compact,
            heading_font: Font::Inter,
            body_font: Font::Inter,
        },
        Self {
            key: "lagoon",
            primary: color(0x001b_66c9),
            accent: color(0x000f_8b8d),
            tint: Tint::Cool,
            radius: 10,
            density: Density::Compact,
            heading_font: Font::Inter,
            body_font: Font::Inter,
        },
        Self {
            key: "festival",
            primary: color(0x007a_1fa2),
            accent: color(0x00d8_1b60),
            tint: Tint::Brand,
            radius: 16,
            density: Density::Comfortable,
            heading_font: Font::BricolageGrotesque,
            body_font: Font::Inter,
        },
    ];

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|brand| brand.key == key)
    }

    pub fn colors(self) -> [Color; 2] {
        [self.primary, self.accent]
    }

    pub fn heading_font(self) -> Font {
        self.heading_font
    }

    /// The brand with these choices.
    pub fn put_on(self, brand: NamedBrand) -> NamedBrand {
        let Self { primary, accent, tint, radius, density, heading_font, body_font, .. } = self;
        let tokens = BrandTokens { primary, accent, tint, radius, density, heading_font, body_font, ..brand.tokens };
        NamedBrand { tokens, ..brand }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::{ContrastReport, Theme, contrast::luminance};

    #[test]
    fn none_has_to_be_corrected_and_by_night_the_primary_colour_alone_is_lifted() {
        for brand in StartingBrand::ALL {
            let tokens = brand.put_on(NamedBrand::default()).tokens;
            for pair in ContrastReport::of(&tokens).pairs.into_iter().filter(|pair| pair.chosen != pair.shown) {
                assert_eq!((pair.theme, pair.chosen), (Theme::Dark, brand.primary), "{}: {pair:?}", brand.key);
                assert!(luminance(pair.shown) > luminance(pair.chosen), "{}: {pair:?}", brand.key);
            }
        }
    }

    #[test]
    fn they_are_told_apart() {
        for (at, brand) in StartingBrand::ALL.into_iter().enumerate() {
            let others = &StartingBrand::ALL[..at];
            assert!(others.iter().all(|other| other.primary != brand.primary && other.key != brand.key));
            assert_eq!(StartingBrand::from_key(brand.key), Some(brand));
        }
    }
}
