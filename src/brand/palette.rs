//! The colours that follow from a brand, light and dark. The organisation chooses freely; where a choice would not be
//! readable it is moved, by the smallest change of lightness that is enough.

use super::{BrandTokens, Color, Font, Theme, Tint, contrast::text_on, oklch::Oklch, pairs::Ink, scene::Scene};

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

/// The brand's colours in one theme. All pairs that the interface uses (`pairs.rs`) reach WCAG AA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ThemeColors {
    /// Fills buttons and marks; 3:1 to the surfaces and to `brand_soft`.
    pub brand: Color,
    /// Text on `brand`; 4.5:1.
    pub brand_contrast: Color,
    /// A 10 % tint of the surface.
    pub brand_soft: Color,
    /// The brand as text on every surface and on `brand_soft`; 4.5:1.
    pub brand_strong: Color,
    /// Marks beside what is chosen, and the second series of a chart; 3:1 to the surfaces and to `brand_soft`.
    pub accent: Color,
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
        let brand = nearest(tokens.primary, |brand| {
            let scene = Scene::of(theme, tokens.tint, brand);
            scene.passes(Ink::BrandContrast) && scene.passes(Ink::Brand)
        });
        let scene = Scene::of(theme, tokens.tint, brand);
        let brand_strong = nearest(tokens.primary, |strong| {
            let scene = Scene { strong, ..scene };
            scene.passes(Ink::BrandStrong) && scene.passes(Ink::Focus)
        });
        Self {
            brand,
            brand_contrast: text_on(brand),
            brand_soft: scene.soft,
            brand_strong,
            accent: nearest(tokens.accent, |accent| Scene { accent, ..scene }.passes(Ink::Accent)),
            focus: brand_strong,
            page: scene.surfaces.page,
        }
    }

    fn properties(&self) -> [(&'static str, String); 6] {
        [
            ("--brand", self.brand),
            ("--brand-contrast", self.brand_contrast),
            ("--brand-soft", self.brand_soft),
            ("--brand-strong", self.brand_strong),
            ("--accent", self.accent),
            ("--focus", self.focus),
        ]
        .map(|(name, color)| (name, color.to_string()))
    }
}

/// Lightness is tried in steps this small; smaller ones can't be seen.
const STEP: f64 = 0.004;

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
