//! Which colours meet in the interface, and where. It is the one table: colours are corrected by it (`palette.rs`), the studio
//! reports it (`report.rs`), and a test compares it with the style sheets. Colours that no brand changes aren't in it: those of
//! statuses are held against every brand's surfaces by a test (`statuses_tests.rs`), the greys of mails by another
//! (`app/src/mail/look.rs`).

use super::contrast::{CONTROL, TEXT};
use serde::{Deserialize, Serialize};

/// Two colours that meet in the interface, by the one that is seen and what it is seen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pair {
    TextOnSurface,
    TextOnSoft,
    TextOnSelection,
    MutedOnSurface,
    MutedOnSoft,
    TextOnBrand,
    TextOnDeep,
    BrandAsText,
    BrandAsTextOnSoft,
    BrandOnSurface,
    BrandOnSoft,
    AccentOnSurface,
    AccentOnSoft,
    ControlOnSurface,
    FocusOnSurface,
}

/// What is written or drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Text,
    Muted,
    /// The edges of controls.
    Control,
    BrandContrast,
    OnDeep,
    BrandStrong,
    Brand,
    Accent,
    Focus,
}

/// What it is seen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ground {
    Page,
    Surface,
    Raised,
    Hover,
    Pressed,
    Soft,
    Brand,
    BrandHover,
    Deep,
    /// Behind the words beside the sign-in form, over the pattern where that is white.
    VeilOnPattern,
    /// The same over a picture of the organisation's own.
    VeilOnPhoto,
    SelectionOnPage,
    SelectionOnSurface,
}

/// A pair, what WCAG AA asks of it, and the style sheets that use it.
pub(super) struct Meeting {
    pub(super) pair: Pair,
    pub(super) least: f64,
    pub(super) ink: Ink,
    pub(super) on: &'static [Ground],
    used_in: &'static [&'static str],
}

use Ground::{Hover, Page, Pressed, Raised, Soft, Surface};

const SURFACES: &[Ground] = &[Page, Surface, Raised, Hover, Pressed];

pub(super) const MEETINGS: [Meeting; 15] = [
    Meeting {
        pair: Pair::TextOnSurface,
        least: TEXT,
        ink: Ink::Text,
        on: SURFACES,
        used_in: &["base.scss", "parts/button.scss", "parts/input.scss", "parts/table.scss"],
    },
    // Of the card that is chosen: its name, and below it its hint.
    Meeting { pair: Pair::TextOnSoft, least: TEXT, ink: Ink::Text, on: &[Soft], used_in: &["parts/radio_cards.scss"] },
    Meeting {
        pair: Pair::TextOnSelection,
        least: TEXT,
        ink: Ink::Text,
        on: &[Ground::SelectionOnPage, Ground::SelectionOnSurface],
        used_in: &["base.scss"],
    },
    Meeting {
        pair: Pair::MutedOnSurface,
        least: TEXT,
        ink: Ink::Muted,
        on: SURFACES,
        used_in: &["base.scss", "parts/badge.scss", "parts/field.scss", "parts/table.scss"],
    },
    Meeting {
        pair: Pair::MutedOnSoft,
        least: TEXT,
        ink: Ink::Muted,
        on: &[Soft],
        used_in: &["parts/radio_cards.scss"],
    },
    Meeting {
        pair: Pair::TextOnBrand,
        least: TEXT,
        ink: Ink::BrandContrast,
        on: &[Ground::Brand, Ground::BrandHover],
        used_in: &["base.scss", "parts/button.scss", "parts/choice.scss"],
    },
    Meeting {
        pair: Pair::TextOnDeep,
        least: TEXT,
        ink: Ink::OnDeep,
        on: &[Ground::Deep, Ground::VeilOnPattern, Ground::VeilOnPhoto],
        used_in: &["frames/sign_in.scss"],
    },
    Meeting {
        pair: Pair::BrandAsText,
        least: TEXT,
        ink: Ink::BrandStrong,
        on: SURFACES,
        used_in: &[
            "areas/home.scss",
            "areas/public.scss",
            "areas/studio.scss",
            "base.scss",
            "parts/button.scss",
            "parts/menu.scss",
            "parts/steps.scss",
            "parts/table.scss",
        ],
    },
    Meeting {
        pair: Pair::BrandAsTextOnSoft,
        least: TEXT,
        ink: Ink::BrandStrong,
        on: &[Soft],
        used_in: &[
            "areas/console.scss",
            "areas/home.scss",
            "areas/search.scss",
            "areas/stages.scss",
            "frames/notice.scss",
            "frames/shell.scss",
            "parts/avatar.scss",
            "parts/badge.scss",
            "parts/empty.scss",
        ],
    },
    Meeting {
        pair: Pair::BrandOnSurface,
        least: CONTROL,
        ink: Ink::Brand,
        on: SURFACES,
        used_in: &[
            "areas/settings.scss",
            "areas/studio.scss",
            "base.scss",
            "frames/notice.scss",
            "parts/button.scss",
            "parts/chart.scss",
            "parts/choice.scss",
            "parts/progress.scss",
            "parts/radio_cards.scss",
            "parts/stat.scss",
            "parts/tabs.scss",
        ],
    },
    Meeting {
        pair: Pair::BrandOnSoft,
        least: CONTROL,
        ink: Ink::Brand,
        on: &[Soft],
        used_in: &["areas/console.scss", "parts/badge.scss", "parts/choice.scss", "parts/radio_cards.scss"],
    },
    Meeting {
        pair: Pair::AccentOnSurface,
        least: CONTROL,
        ink: Ink::Accent,
        on: &[Page, Surface, Raised],
        used_in: &["frames/shell.scss", "frames/sign_in.scss", "parts/chart.scss"],
    },
    Meeting {
        pair: Pair::AccentOnSoft,
        least: CONTROL,
        ink: Ink::Accent,
        on: &[Soft],
        used_in: &["areas/search.scss"],
    },
    Meeting {
        pair: Pair::ControlOnSurface,
        least: CONTROL,
        ink: Ink::Control,
        on: SURFACES,
        used_in: &[
            "areas/public.scss",
            "areas/settings.scss",
            "frames/notice.scss",
            "parts/chart.scss",
            "parts/choice.scss",
            "parts/file_drop.scss",
            "parts/input.scss",
            "parts/steps.scss",
        ],
    },
    Meeting {
        pair: Pair::FocusOnSurface,
        least: CONTROL,
        ink: Ink::Focus,
        on: &[Page, Surface, Raised, Hover, Pressed, Soft],
        used_in: &[
            "areas/stages.scss",
            "base.scss",
            "parts/file_drop.scss",
            "parts/input.scss",
            "parts/radio_cards.scss",
        ],
    },
];

impl Pair {
    /// The style sheets in which the two meet, below `style/`.
    pub fn used_in(self) -> &'static [&'static str] {
        MEETINGS.iter().find(|of| of.pair == self).map_or(&[], |of| of.used_in)
    }
}

#[cfg(test)]
#[path = "pairs_tests.rs"]
mod tests;
