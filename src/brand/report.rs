//! What became of the chosen colours: for the settings page, so that nobody wonders why a button is darker than typed.

use super::{
    BrandTokens, Color, Palette, Theme, ThemeColors,
    contrast::{CONTROL, TEXT, ratio, text_on},
    palette::Surfaces,
};
use serde::{Deserialize, Serialize};

/// Two colours that meet in the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pair {
    TextOnBrand,
    BrandOnSurface,
    /// The brand as text, on the least favourable surface.
    BrandAsText,
    TextOnAccent,
    AccentOnSurface,
    AccentAsText,
    FocusOnSurface,
}

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairContrast {
    pub theme: Theme,
    pub pair: Pair,
    /// What WCAG AA asks for.
    pub least: f64,
    /// With the colour as chosen.
    pub before: f64,
    /// With the colour as shown.
    pub after: f64,
    /// The colour had to be moved.
    pub corrected: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContrastReport {
    pub pairs: Vec<PairContrast>,
}

impl ContrastReport {
    pub fn of(tokens: &BrandTokens) -> Self {
        let palette = Palette::of(tokens);
        let pairs =
            [Theme::Light, Theme::Dark].into_iter().flat_map(|theme| pairs_of(tokens, palette.theme(theme), theme));
        Self { pairs: pairs.collect() }
    }

    /// How many chosen colours are hard to read and are shown as others.
    pub fn corrections(&self) -> usize {
        self.pairs.iter().filter(|pair| pair.corrected).count()
    }

    /// Whether any chosen colour had to be moved in the theme.
    pub fn is_corrected(&self, theme: Theme) -> bool {
        self.pairs.iter().any(|pair| pair.theme == theme && pair.corrected)
    }
}

fn pairs_of(tokens: &BrandTokens, shown: &ThemeColors, theme: Theme) -> Vec<PairContrast> {
    let surfaces = Surfaces::of(theme, tokens.tint.base(shown.brand));
    let resting = surfaces.resting();
    let texted = surfaces.all();
    let branded: Vec<Color> = texted.into_iter().chain([shown.brand_soft]).collect();
    let pair = |pair, least, chosen: Color, shown: Color, measure: &dyn Fn(Color) -> f64| PairContrast {
        theme,
        pair,
        least,
        before: measure(chosen),
        after: measure(shown),
        corrected: chosen != shown,
    };
    let on_itself = |fill: Color| ratio(text_on(fill), fill);
    vec![
        pair(Pair::TextOnBrand, TEXT, tokens.primary, shown.brand, &on_itself),
        pair(Pair::BrandOnSurface, CONTROL, tokens.primary, shown.brand, &|color| worst(color, &resting)),
        pair(Pair::BrandAsText, TEXT, tokens.primary, shown.brand_strong, &|color| worst(color, &branded)),
        pair(Pair::TextOnAccent, TEXT, tokens.accent, shown.accent, &on_itself),
        pair(Pair::AccentOnSurface, CONTROL, tokens.accent, shown.accent, &|color| worst(color, &resting)),
        pair(Pair::AccentAsText, TEXT, tokens.accent, shown.accent_strong, &|color| worst(color, &texted)),
        pair(Pair::FocusOnSurface, CONTROL, tokens.primary, shown.focus, &|color| worst(color, &texted)),
    ]
}

fn worst(color: Color, surfaces: &[Color]) -> f64 {
    surfaces.iter().map(|on| ratio(color, *on)).fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::{BrandTokens, ContrastReport, Pair, Theme};
    use crate::brand::Color;

    fn report(primary: &str) -> ContrastReport {
        ContrastReport::of(&BrandTokens { primary: primary.parse().unwrap(), ..BrandTokens::default() })
    }

    #[test]
    fn every_pair_reaches_what_it_must_after() {
        for primary in ["#ffee00", "#12295c", "#808080", "#ffffff", "#000000", "#00ff00"] {
            let report = report(primary);
            assert_eq!(report.pairs.len(), 14);
            assert!(report.pairs.iter().all(|pair| pair.after >= pair.least), "{primary}: {report:?}");
        }
    }

    #[test]
    fn yellow_is_corrected_in_light_and_kept_in_dark() {
        let report = report("#ffee00");
        let brand =
            |theme| *report.pairs.iter().find(|pair| pair.theme == theme && pair.pair == Pair::BrandOnSurface).unwrap();
        assert!(report.is_corrected(Theme::Light));
        assert!(brand(Theme::Light).corrected && brand(Theme::Light).before < 1.3);
        assert!(!brand(Theme::Dark).corrected);
    }

    #[test]
    fn a_readable_pair_says_so() {
        let tokens = BrandTokens {
            primary: Color::new(0x12, 0x29, 0x5c),
            accent: Color::new(0x8a, 0x4b, 0x00),
            ..BrandTokens::default()
        };
        assert!(!ContrastReport::of(&tokens).is_corrected(Theme::Light));
    }
}
