//! What an organisation chooses from: closed lists, so that nothing that is typed ever reaches a style.

use super::Color;
use serde::{Deserialize, Serialize};

macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $choice:ident = $key:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$of])* #[serde(rename = $key)] $choice),+
        }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$choice),+];

            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$choice => $key),+
                }
            }

            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|choice| choice.key() == key)
            }
        }
    )+};
}

choices! {
    /// The fonts that are shipped, for headings and for all other text.
    Font {
        #[default]
        Inter = "inter",
        SourceSerif = "source-serif",
        Fraunces = "fraunces",
        BricolageGrotesque = "bricolage-grotesque",
    }

    /// Where the greys of pages, borders and quiet text take their trace of colour from.
    Tint {
        #[default]
        Brand = "brand",
        Grey = "grey",
        Warm = "warm",
        Cool = "cool",
    }

    /// By day and by night.
    Theme {
        #[default]
        Light = "light",
        Dark = "dark",
    }

    /// How much room lines and controls take. Where a finger points they are never smaller than it needs.
    Density {
        #[default]
        Comfortable = "comfortable",
        Compact = "compact",
    }

    /// What may stand on the home page. Figures of loans are there only where the organisation lends.
    HomeBlock {
        #[default]
        Figures = "figures",
        Chart = "chart",
        Late = "late",
        Ways = "ways",
    }

    /// A picture of the brand, by where it is shown.
    Slot {
        #[default]
        Logo = "logo",
        LogoDark = "logo-dark",
        Icon = "icon",
        SignInImage = "sign-in-image",
    }
}

impl Font {
    pub fn label(self) -> &'static str {
        match self {
            Self::Inter => "Inter",
            Self::SourceSerif => "Source Serif 4",
            Self::Fraunces => "Fraunces",
            Self::BricolageGrotesque => "Bricolage Grotesque",
        }
    }

    /// The family's custom property in `style/tokens.scss`.
    pub fn custom_property(self) -> &'static str {
        match self {
            Self::Inter => "--font-inter",
            Self::SourceSerif => "--font-source-serif",
            Self::Fraunces => "--font-fraunces",
            Self::BricolageGrotesque => "--font-bricolage",
        }
    }

    /// The file of `style/fonts.scss` with the letters that French and English are written in.
    pub fn file(self) -> &'static str {
        match self {
            Self::Inter => "/fonts/inter-latin.woff2",
            Self::SourceSerif => "/fonts/source-serif-4-latin.woff2",
            Self::Fraunces => "/fonts/fraunces-latin.woff2",
            Self::BricolageGrotesque => "/fonts/bricolage-grotesque-latin.woff2",
        }
    }
}

impl Tint {
    /// The colour whose hue and trace of chroma the neutral scale has.
    pub fn base(self, brand: Color) -> Color {
        match self {
            Self::Brand => brand,
            Self::Grey => Color::new(0x80, 0x80, 0x80),
            Self::Warm => Color::new(0xb4, 0x78, 0x28),
            Self::Cool => Color::new(0x3c, 0x78, 0xb4),
        }
    }
}

impl HomeBlock {
    /// What a home shows when nobody chose.
    pub const USUAL: [Self; 3] = [Self::Figures, Self::Chart, Self::Late];
}
