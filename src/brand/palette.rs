//! The colours that follow from a brand, light and dark. The organisation chooses freely; where a choice would not be
//! readable it is moved, by the smallest change of lightness that is enough.

use super::{
    BrandTokens, Color, Font, Theme, Tint,
    contrast::{CONTROL, TEXT, ratio, text_on},
    oklch::{Oklch, mix},
};

/// A brand as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    pub light: ThemeColors,
    pub dark: ThemeColors,
    tint: Tint,
    radius: u8,
    heading_font: Font,
    body_font: Font,
}

/// The brand's colours in one theme. All pairs that the interface uses reach WCAG AA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThemeColors {
    /// Fills buttons and marks; 3:1 to the surfaces.
    pub brand: Color,
    /// Text on `brand`; 4.5:1.
    pub brand_contrast: Color,
    /// A 10 % tint of the surface.
    pub brand_soft: Color,
    /// The brand as text on every surface and on `brand_soft`; 4.5:1.
    pub brand_strong: Color,
    pub accent: Color,
    pub accent_contrast: Color,
    pub accent_strong: Color,
    /// The ring around what has the focus; at least 3:1 to every surface.
    pub focus: Color,
    /// The page itself, for what a browser or a phone paints around it.
    pub page: Color,
}

impl Palette {
    pub fn of(tokens: &BrandTokens) -> Self {
        Self {
            light: ThemeColors::of(tokens, Theme::Light),
            dark: ThemeColors::of(tokens, Theme::Dark),
            radius: tokens.radius.min(BrandTokens::MAX_RADIUS),
            tint: tokens.tint,
            heading_font: tokens.heading_font,
            body_font: tokens.body_font,
        }
    }

    pub fn theme(&self, theme: Theme) -> &ThemeColors {
        match theme {
            Theme::Light => &self.light,
            Theme::Dark => &self.dark,
        }
    }

    /// The style of the page, for the selectors of `style/themes.scss`. It stands outside the cascade layers, so that it
    /// wins over the colours that are used where no organisation is.
    pub fn css(&self) -> String {
        let light = declarations(&self.properties(Theme::Light));
        let dark = declarations(&self.colors(Theme::Dark));
        format!(
            ":root{{{light}}}\
             @media (prefers-color-scheme:dark){{:root:not([data-theme=\"light\"]){{{dark}}}}}\
             :root[data-theme=\"dark\"]{{{dark}}}"
        )
    }

    /// Every custom property of the brand with its value, for a preview inside another page.
    pub fn properties(&self, theme: Theme) -> Vec<(&'static str, String)> {
        let mut properties = self.colors(theme);
        properties.push(("--radius", format!("{}px", self.radius)));
        properties.push(("--font-heading", format!("var({})", self.heading_font.custom_property())));
        properties.push(("--font-body", format!("var({})", self.body_font.custom_property())));
        properties
    }

    fn colors(&self, theme: Theme) -> Vec<(&'static str, String)> {
        let colors = self.theme(theme);
        let mut properties = colors.properties().to_vec();
        properties.push(("--tint", self.tint.base(colors.brand).to_string()));
        properties
    }
}

impl ThemeColors {
    fn of(tokens: &BrandTokens, theme: Theme) -> Self {
        let brand = fill(tokens.primary, |brand| Surfaces::of(theme, tokens.tint.base(brand)));
        let surfaces = Surfaces::of(theme, tokens.tint.base(brand));
        let brand_soft = mix(brand, TINT, surfaces.surface);
        let brand_strong = nearest(tokens.primary, |text| {
            surfaces.all().into_iter().chain([brand_soft]).all(|on| reaches(TEXT, text, on))
        });
        let accent = fill(tokens.accent, |_| surfaces);
        Self {
            brand,
            brand_contrast: text_on(brand),
            brand_soft,
            brand_strong,
            accent,
            accent_contrast: text_on(accent),
            accent_strong: nearest(tokens.accent, |text| surfaces.all().into_iter().all(|on| reaches(TEXT, text, on))),
            focus: brand_strong,
            page: surfaces.page,
        }
    }

    fn properties(&self) -> [(&'static str, String); 8] {
        [
            ("--brand", self.brand),
            ("--brand-contrast", self.brand_contrast),
            ("--brand-soft", self.brand_soft),
            ("--brand-strong", self.brand_strong),
            ("--accent", self.accent),
            ("--accent-contrast", self.accent_contrast),
            ("--accent-strong", self.accent_strong),
            ("--focus", self.focus),
        ]
        .map(|(name, color)| (name, color.to_string()))
    }
}

/// How much of the brand is in `brand_soft`.
const TINT: f64 = 0.1;

/// Browsers round the surfaces in their own ways.
const MARGIN: f64 = 0.05;

/// Lightness is tried in steps this small; smaller ones can't be seen.
const STEP: f64 = 0.004;

/// What colours stand on, computed as `style/themes.scss` does: `oklch(from var(--tint) LIGHTNESS calc(c * SHARE) h)`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Surfaces {
    pub(super) page: Color,
    pub(super) surface: Color,
    pub(super) raised: Color,
    pub(super) hover: Color,
    pub(super) pressed: Color,
}

impl Surfaces {
    /// Lightness and share of chroma of `--page`, `--surface`, `--surface-raised`, `--hover` and `--pressed`. These are the
    /// values of `style/themes.scss`: whoever changes one changes the other.
    const LIGHT: [(f64, f64); 5] = [(0.98, 0.04), (1.0, 0.0), (1.0, 0.0), (0.96, 0.05), (0.94, 0.06)];
    const DARK: [(f64, f64); 5] = [(0.165, 0.05), (0.205, 0.07), (0.24, 0.08), (0.235, 0.08), (0.265, 0.08)];

    pub(super) fn of(theme: Theme, tint: Color) -> Self {
        let scale = match theme {
            Theme::Light => Self::LIGHT,
            Theme::Dark => Self::DARK,
        };
        let tint = Oklch::from(tint);
        let tinted = |(lightness, share)| Oklch { lightness, chroma: tint.chroma * share, hue: tint.hue }.to_color();
        let [page, surface, raised, hover, pressed] = scale.map(tinted);
        Self { page, surface, raised, hover, pressed }
    }

    /// What text may stand on.
    pub(super) fn all(self) -> [Color; 5] {
        [self.page, self.surface, self.raised, self.hover, self.pressed]
    }

    /// What filled controls and marks stand on.
    pub(super) fn resting(self) -> [Color; 3] {
        [self.page, self.surface, self.raised]
    }
}

fn fill(wanted: Color, surfaces: impl Fn(Color) -> Surfaces) -> Color {
    nearest(wanted, |color| {
        reaches(TEXT, text_on(color), color)
            && surfaces(color).resting().into_iter().all(|on| reaches(CONTROL, color, on))
    })
}

fn reaches(least: f64, one: Color, other: Color) -> bool {
    ratio(one, other) >= least + MARGIN
}

/// The colour itself, or the one of the nearest lightness that passes.
fn nearest(wanted: Color, passes: impl Fn(Color) -> bool) -> Color {
    if passes(wanted) {
        return wanted;
    }
    let base = Oklch::from(wanted);
    (1..=250)
        .map(|step| f64::from(step) * STEP)
        .flat_map(|change| [base.lightness - change, base.lightness + change])
        .map(|lightness| base.with_lightness(lightness).to_color())
        .find(|color| passes(*color))
        .unwrap_or(wanted)
}

fn declarations(properties: &[(&'static str, String)]) -> String {
    properties.iter().flat_map(|(name, value)| [*name, ":", value.as_str(), ";"]).collect()
}

#[cfg(test)]
#[path = "palette_tests.rs"]
mod tests;
