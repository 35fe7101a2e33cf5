//! How light the parts of a picture are, and so whether it can be seen on what it stands on.

use super::{
    BrandTokens, Color, Picture, Theme,
    contrast::{luminance, ratio_of},
    scene::Surfaces,
};
use serde::{Deserialize, Serialize};

/// From black to white, in equal steps as they are perceived.
pub(super) const STEPS: u16 = 64;

/// What has less contrast counts as not seen. WCAG asks nothing of logos (2.2, 1.4.11); APCA takes Lc 15, about 1.3:1 on white,
/// as the point from which many see nothing (<https://git.apcacontrast.com/documentation/APCA_in_a_Nutshell.html>). It is a
/// little more here, because logos have thin lines.
const SEEN: f64 = 1.5;

/// A logo of which no more than this is hidden is told by the rest of it.
const MOST_HIDDEN: u8 = 95;

/// A logo that can hardly be seen in a theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VanishingLogo {
    pub theme: Theme,
    /// Hundredths of the parts of it that can't be seen through.
    pub hidden_percent: u8,
}

impl VanishingLogo {
    /// Logos stand on the page and on its surfaces.
    pub(super) fn in_theme(tokens: &BrandTokens, theme: Theme, below: &Surfaces) -> Option<Self> {
        let by_night = tokens.logo_dark.as_ref().filter(|_| theme == Theme::Dark);
        let logo = by_night.or(tokens.logo.as_ref())?;
        let hidden = [below.page, below.surface].into_iter().filter_map(|on| logo.hidden_percent(on)).max();
        let hidden_percent = hidden.filter(|hidden| *hidden > MOST_HIDDEN)?;
        Some(Self { theme, hidden_percent })
    }
}

impl Picture {
    /// Whether it can hardly be seen on a colour; not said of a picture whose shades nobody knows.
    pub fn vanishes_on(&self, below: Color) -> bool {
        self.hidden_percent(below).is_some_and(|hidden| hidden > MOST_HIDDEN)
    }

    pub(super) fn hidden_percent(&self, below: Color) -> Option<u8> {
        let below = luminance(below);
        let (mut hidden, mut all) = (0_u32, 0_u32);
        for (step, part) in (0_u16..).zip(&self.shades) {
            let perceived = (f64::from(step) + 0.5) / f64::from(STEPS);
            all += u32::from(*part);
            if ratio_of(perceived.powi(3), below) < SEEN {
                hidden += u32::from(*part);
            }
        }
        (hidden * 100).checked_div(all).and_then(|percent| u8::try_from(percent).ok())
    }
}
