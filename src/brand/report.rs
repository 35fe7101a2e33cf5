//! What became of the chosen colours: for the settings page, so that nobody wonders why a button is darker than typed.

use super::{
    BrandTokens, Color, Pair, Palette, Theme, ThemeColors,
    pairs::{Ground, Ink, MEETINGS, Meeting},
    scene::Scene,
    shades::VanishingLogo,
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PairContrast {
    pub theme: Theme,
    pub pair: Pair,
    /// What WCAG AA asks for.
    pub least: f64,
    /// With the colour as chosen, on the least favourable ground.
    pub before: f64,
    /// With the colour as shown.
    pub after: f64,
    /// The colour of the pair that somebody chooses, or that follows from it.
    pub chosen: Color,
    pub shown: Color,
}

impl PairContrast {
    /// It is hard to read as chosen, so that another colour is shown. The colour of a readable pair moves as well where
    /// another pair needs it to.
    pub fn is_corrected(&self) -> bool {
        self.before < self.least && self.chosen != self.shown
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContrastReport {
    pub pairs: Vec<PairContrast>,
    pub vanishing: Vec<VanishingLogo>,
}

impl ContrastReport {
    pub fn of(tokens: &BrandTokens) -> Self {
        let palette = Palette::of(tokens);
        let scenes = [Theme::Light, Theme::Dark].map(|theme| (theme, shown_in(tokens, palette.theme(theme), theme)));
        let pairs = scenes.iter().flat_map(|(theme, shown)| {
            let chosen = Scene { brand: tokens.primary, strong: tokens.primary, accent: tokens.accent, ..*shown };
            MEETINGS.iter().map(move |meeting| pair_of(meeting, *theme, &chosen, shown))
        });
        let vanishing =
            scenes.iter().filter_map(|(theme, shown)| VanishingLogo::in_theme(tokens, *theme, &shown.surfaces));
        Self { pairs: pairs.collect(), vanishing: vanishing.collect() }
    }

    /// How many pairs are hard to read as chosen, so that others are shown.
    pub fn corrections(&self) -> usize {
        self.pairs.iter().filter(|pair| pair.is_corrected()).count()
    }

    /// Whether any pair of the theme is hard to read as chosen.
    pub fn is_corrected(&self, theme: Theme) -> bool {
        self.pairs.iter().any(|pair| pair.theme == theme && pair.is_corrected())
    }
}

fn shown_in(tokens: &BrandTokens, colors: &ThemeColors, theme: Theme) -> Scene {
    let ThemeColors { brand, brand_strong: strong, accent, .. } = *colors;
    Scene { strong, accent, ..Scene::of(theme, tokens.tint, brand) }
}

fn pair_of(meeting: &Meeting, theme: Theme, chosen: &Scene, shown: &Scene) -> PairContrast {
    let subject = |scene: &Scene| match meeting.ink {
        Ink::BrandContrast => scene.brand,
        Ink::OnDeep => scene.ground(Ground::Deep),
        ink => scene.ink(ink),
    };
    PairContrast {
        theme,
        pair: meeting.pair,
        least: meeting.least,
        before: chosen.contrast(meeting),
        after: shown.contrast(meeting),
        chosen: subject(chosen),
        shown: subject(shown),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(primary: &str) -> ContrastReport {
        ContrastReport::of(&BrandTokens { primary: primary.parse().unwrap(), ..BrandTokens::default() })
    }

    #[test]
    fn it_has_every_pair_in_both_themes_and_each_reaches_what_it_must_after() {
        for primary in ["#ffee00", "#12295c", "#808080", "#ffffff", "#000000", "#00ff00"] {
            let report = report(primary);
            let told: Vec<_> = report.pairs.iter().map(|of| (of.theme, of.pair)).collect();
            let all = [Theme::Light, Theme::Dark].into_iter();
            let all: Vec<_> = all.flat_map(|theme| MEETINGS.iter().map(move |of| (theme, of.pair))).collect();
            assert_eq!(told, all);
            assert!(report.pairs.iter().all(|pair| pair.after >= pair.least), "{primary}: {report:?}");
            let is_told = |pair: &PairContrast| pair.is_corrected() == (pair.before < pair.least);
            assert!(report.pairs.iter().all(is_told), "{primary}: {report:?}");
        }
    }

    #[test]
    fn yellow_is_corrected_in_light_and_kept_in_dark() {
        let report = report("#ffee00");
        let brand =
            |theme| *report.pairs.iter().find(|pair| pair.theme == theme && pair.pair == Pair::BrandOnSurface).unwrap();
        assert!(report.is_corrected(Theme::Light));
        assert!(brand(Theme::Light).is_corrected() && brand(Theme::Light).before < 1.3);
        let by_night = brand(Theme::Dark);
        assert!(!by_night.is_corrected() && by_night.chosen == by_night.shown);
    }

    #[test]
    fn a_readable_pair_whose_colour_another_pair_corrects_is_not_one_that_is_hard_to_read() {
        let tokens = BrandTokens {
            primary: "#12295c".parse().unwrap(),
            accent: "#c8952b".parse().unwrap(),
            ..BrandTokens::default()
        };
        let report = ContrastReport::of(&tokens);
        let of_night = |of: &&PairContrast| of.theme == Theme::Dark && of.pair == Pair::TextOnBrand;
        let text = report.pairs.iter().find(of_night).unwrap();
        assert!(text.chosen != text.shown && text.before > 14.0 && text.after < 5.1, "{text:?}");
        assert!(!text.is_corrected());
        let corrected = report.pairs.iter().filter(|of| of.is_corrected()).map(|of| (of.theme, of.pair));
        let hard_to_read = [
            (Theme::Light, Pair::AccentOnSurface),
            (Theme::Light, Pair::AccentOnSoft),
            (Theme::Dark, Pair::BrandAsText),
            (Theme::Dark, Pair::BrandAsTextOnSoft),
            (Theme::Dark, Pair::BrandOnSurface),
            (Theme::Dark, Pair::BrandOnSoft),
            (Theme::Dark, Pair::FocusOnSurface),
        ];
        assert_eq!(corrected.collect::<Vec<_>>(), hard_to_read);
        assert_eq!(report.corrections(), hard_to_read.len());
    }

    #[test]
    fn a_readable_pair_says_so() {
        let tokens = BrandTokens {
            primary: Color::new(0x12, 0x29, 0x5c),
            accent: Color::new(0x8a, 0x4b, 0x00),
            ..BrandTokens::default()
        };
        let report = ContrastReport::of(&tokens);
        assert!(!report.is_corrected(Theme::Light));
        let mut by_day = report.pairs.iter().filter(|pair| pair.theme == Theme::Light);
        assert!(by_day.all(|pair| pair.chosen == pair.shown), "{report:?}");
    }

    #[test]
    fn an_accent_is_kept_apart_from_the_tint_that_it_marks() {
        let tokens = BrandTokens { accent: "#d97b29".parse().unwrap(), ..BrandTokens::default() };
        let report = ContrastReport::of(&tokens);
        let on_soft = report.pairs.iter().find(|of| of.theme == Theme::Light && of.pair == Pair::AccentOnSoft).unwrap();
        assert!(on_soft.before < on_soft.least && on_soft.after >= on_soft.least, "{on_soft:?}");
    }
}
