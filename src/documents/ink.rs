//! The brand's colours on paper, which is white whatever the theme.

use crate::brand::{BrandTokens, Color, Palette};

#[derive(Clone, Copy, Debug)]
pub(super) struct Ink {
    /// The bar at the top of a page; 3:1 to the paper.
    pub brand: Color,
    /// The brand as text on paper and on `soft`; 4.5:1.
    pub strong: Color,
    /// Behind what stands out.
    pub soft: Color,
    pub text: Color,
    /// Text that is less; 4.5:1 on paper and on `soft`.
    pub quiet: Color,
    pub line: Color,
}

impl Ink {
    pub(super) fn of(brand: &BrandTokens) -> Self {
        let light = Palette::of(brand).light;
        Self {
            brand: light.brand,
            strong: light.brand_strong,
            soft: light.brand_soft,
            text: Color::new(0x1c, 0x20, 0x27),
            quiet: Color::new(0x4d, 0x55, 0x60),
            line: Color::new(0xd9, 0xdd, 0xe3),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::brand::contrast::{CONTROL, TEXT, ratio};

    #[test]
    fn every_brand_is_readable_on_paper() {
        for red in (0..=255).step_by(51) {
            for green in (0..=255).step_by(51) {
                for blue in (0..=255).step_by(51) {
                    let primary = Color::new(red, green, blue);
                    let ink = Ink::of(&BrandTokens { primary, ..BrandTokens::default() });
                    assert!(ratio(ink.brand, Color::WHITE) >= CONTROL, "{primary}");
                    for text in [ink.strong, ink.text, ink.quiet] {
                        assert!(
                            ratio(text, Color::WHITE) >= TEXT && ratio(text, ink.soft) >= TEXT,
                            "{primary}: {text}"
                        );
                    }
                }
            }
        }
    }
}
