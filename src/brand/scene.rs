//! The colours of one theme that meet each other: what lies below, and what is written or drawn on it. They are computed as
//! `style/themes.scss` does; a test compares the two.

use super::{
    Color, Theme, Tint,
    contrast::{ratio, text_on},
    oklch::{Oklch, mix},
    pairs::{Ground, Ink, MEETINGS, Meeting},
};

/// How much of the brand is in `--brand-soft`.
const SOFT: f64 = 0.1;

/// How much of black or white is in `--brand-hover`, whichever is further from the text on it.
const HOVER: f64 = 0.16;

/// How much of the brand covers a text that is marked.
const SELECTION: f64 = 0.3;

/// How much of the tagline beside the sign-in form is seen, and of the veil behind it: over the pattern, and over a picture, where
/// the veil has this lightness.
pub(super) const TAGLINE: f64 = 0.9;
pub(super) const VEIL_ON_PATTERN: f64 = 0.85;
pub(super) const VEIL_ON_PHOTO: (f64, f64) = (0.2, 0.78);

/// Browsers round the surfaces in their own ways.
const MARGIN: f64 = 0.05;

/// What colours stand on: `oklch(from var(--tint) LIGHTNESS calc(c * SHARE) h)`.
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
    pub(super) const LIGHT: [(f64, f64); 5] = [(0.98, 0.04), (1.0, 0.0), (1.0, 0.0), (0.96, 0.05), (0.94, 0.06)];
    pub(super) const DARK: [(f64, f64); 5] = [(0.165, 0.05), (0.205, 0.07), (0.24, 0.08), (0.235, 0.08), (0.265, 0.08)];

    pub(super) fn of(theme: Theme, tint: Color) -> Self {
        let scale = match theme {
            Theme::Light => Self::LIGHT,
            Theme::Dark => Self::DARK,
        };
        let [page, surface, raised, hover, pressed] = scale.map(|step| tinted(tint, step));
        Self { page, surface, raised, hover, pressed }
    }
}

/// Greys that something is written or drawn with, by lightness and share of chroma.
pub(super) struct Greys {
    pub(super) text: (f64, f64),
    pub(super) muted: (f64, f64),
    pub(super) control: (f64, f64),
}

impl Greys {
    /// `--text`, `--text-muted` and `--border-control` of `style/themes.scss`.
    pub(super) const LIGHT: Self = Self { text: (0.22, 0.12), muted: (0.47, 0.12), control: (0.62, 0.1) };
    pub(super) const DARK: Self = Self { text: (0.94, 0.05), muted: (0.74, 0.12), control: (0.56, 0.12) };
}

/// A theme in a brand's colours.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene {
    pub(super) theme: Theme,
    pub(super) tint: Color,
    pub(super) surfaces: Surfaces,
    /// `--brand-soft`.
    pub(super) soft: Color,
    /// What follows from the colour that fills: it stays when another is tried in its place.
    pub(super) fill: Color,
    pub(super) brand: Color,
    /// The brand as text.
    pub(super) strong: Color,
    pub(super) accent: Color,
}

impl Scene {
    /// With the brand wherever nothing else is said.
    pub(super) fn of(theme: Theme, tint: Tint, brand: Color) -> Self {
        let tint = tint.base(brand);
        let surfaces = Surfaces::of(theme, tint);
        let soft = mix(brand, SOFT, surfaces.surface);
        Self { theme, tint, surfaces, soft, fill: brand, brand, strong: brand, accent: brand }
    }

    /// Whether the ink reaches what it must wherever it is used.
    pub(super) fn passes(&self, ink: Ink) -> bool {
        MEETINGS.iter().filter(|of| of.ink == ink).all(|of| self.contrast(of) >= of.least + MARGIN)
    }

    /// On the least favourable ground.
    pub(super) fn contrast(&self, meeting: &Meeting) -> f64 {
        let on = meeting.on.iter().map(|ground| self.ground(*ground));
        on.map(|ground| ratio(self.seen(meeting.ink, ground), ground)).fold(f64::INFINITY, f64::min)
    }

    /// The ink as it is seen there, in its faintest use.
    fn seen(&self, ink: Ink, on: Color) -> Color {
        let color = self.ink(ink);
        if ink == Ink::OnDeep { over(color, TAGLINE, on) } else { color }
    }

    pub(super) fn ink(&self, ink: Ink) -> Color {
        let greys = match self.theme {
            Theme::Light => Greys::LIGHT,
            Theme::Dark => Greys::DARK,
        };
        match ink {
            Ink::Text => tinted(self.tint, greys.text),
            Ink::Muted => tinted(self.tint, greys.muted),
            Ink::Control => tinted(self.tint, greys.control),
            Ink::BrandContrast => text_on(self.brand),
            Ink::OnDeep => Oklch { lightness: 0.98, chroma: 0.005, hue: 90_f64.to_radians() }.to_color(),
            Ink::BrandStrong | Ink::Focus => self.strong,
            Ink::Brand => self.brand,
            Ink::Accent => self.accent,
        }
    }

    pub(super) fn ground(&self, ground: Ground) -> Color {
        let Self { surfaces: Surfaces { page, surface, raised, hover, pressed }, soft, fill, brand, .. } = *self;
        match ground {
            Ground::Page => page,
            Ground::Surface => surface,
            Ground::Raised => raised,
            Ground::Hover => hover,
            Ground::Pressed => pressed,
            Ground::Soft => soft,
            Ground::Brand => brand,
            Ground::BrandHover => mix(opposite(text_on(brand)), HOVER, brand),
            Ground::Deep => deep(fill).to_color(),
            // Nothing is lighter below than white.
            Ground::VeilOnPattern => over(deep(fill).to_color(), VEIL_ON_PATTERN, Color::WHITE),
            Ground::VeilOnPhoto => {
                let (lightness, share) = VEIL_ON_PHOTO;
                over(deep(fill).with_lightness(lightness).to_color(), share, Color::WHITE)
            }
            Ground::SelectionOnPage => over(fill, SELECTION, page),
            Ground::SelectionOnSurface => over(fill, SELECTION, surface),
        }
    }
}

/// `--brand-deep`.
fn deep(fill: Color) -> Oklch {
    let Oklch { lightness, chroma, hue } = fill.into();
    Oklch { lightness: lightness.clamp(0.24, 0.4), chroma: chroma.min(0.14), hue }
}

fn tinted(tint: Color, (lightness, share): (f64, f64)) -> Color {
    let tint = Oklch::from(tint);
    Oklch { lightness, chroma: tint.chroma * share, hue: tint.hue }.to_color()
}

fn opposite(text: Color) -> Color {
    if text == Color::WHITE { Color::BLACK } else { Color::WHITE }
}

/// A colour through which another is seen, as browsers paint it.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a mean of bytes is one")]
fn over(color: Color, share: f64, below: Color) -> Color {
    let mixed = |one: u8, other: u8| (f64::from(one) * share + f64::from(other) * (1.0 - share)).round() as u8;
    Color::new(mixed(color.red, below.red), mixed(color.green, below.green), mixed(color.blue, below.blue))
}

#[cfg(test)]
#[path = "statuses_tests.rs"]
mod tests;
