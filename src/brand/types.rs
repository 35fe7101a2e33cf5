//! A brand as typed tokens. No text of a tenant ever becomes CSS: every value is parsed into one of these types first.

use crate::fault::Problem;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// An sRGB colour, written `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Color {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl Color {
    pub const BLACK: Self = Self::new(0, 0, 0);
    pub const WHITE: Self = Self::new(255, 255, 255);

    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl FromStr for Color {
    type Err = Problem;

    /// Takes `#rgb` and `#rrggbb`, with or without the `#`.
    fn from_str(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let digits = text.strip_prefix('#').unwrap_or(text);
        let long = match digits.len() {
            3 => digits.chars().flat_map(|c| [c, c]).collect(),
            6 => digits.to_owned(),
            0 => return Err(Problem::Required),
            _ => return Err(Problem::NotAColor),
        };
        if !long.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Problem::NotAColor);
        }
        let part = |at: usize| u8::from_str_radix(&long[at..at + 2], 16).map_err(|_| Problem::NotAColor);
        Ok(Self::new(part(0)?, part(2)?, part(4)?))
    }
}

impl TryFrom<String> for Color {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map_err(|_| format!("{text:?} is no colour"))
    }
}

impl From<Color> for String {
    fn from(color: Color) -> Self {
        color.to_string()
    }
}

/// The fonts that are shipped, for headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeadingFont {
    #[default]
    Inter,
    SourceSerif,
    Fraunces,
    BricolageGrotesque,
}

impl HeadingFont {
    pub const ALL: [Self; 4] = [Self::Inter, Self::SourceSerif, Self::Fraunces, Self::BricolageGrotesque];

    pub fn key(self) -> &'static str {
        match self {
            Self::Inter => "inter",
            Self::SourceSerif => "source-serif",
            Self::Fraunces => "fraunces",
            Self::BricolageGrotesque => "bricolage-grotesque",
        }
    }

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

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|font| font.key() == key)
    }
}

/// What an organisation chooses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandTokens {
    pub primary: Color,
    pub accent: Color,
    /// Pixels, 0 to 16.
    pub radius: u8,
    pub heading_font: HeadingFont,
    /// The hash of the logo, which names it under `/brand/`.
    pub logo: Option<String>,
}

impl BrandTokens {
    /// Pixels.
    pub const MAX_RADIUS: u8 = 16;

    /// Where the logo is served, on the organisation's own host.
    pub fn logo_url(&self) -> Option<String> {
        self.logo.as_ref().filter(|hash| is_asset_hash(hash)).map(|hash| format!("/brand/{hash}"))
    }
}

/// The largest file that is taken as a logo.
pub const LOGO_MAX_BYTES: usize = 2 * 1024 * 1024;

/// Whether it is a SHA-256 in lower-case hexadecimal, as pictures are named.
pub fn is_asset_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

impl Default for BrandTokens {
    fn default() -> Self {
        Self {
            primary: Color::new(0x27, 0x4c, 0xb8),
            accent: Color::new(0xb4, 0x5f, 0x06),
            radius: 8,
            heading_font: HeadingFont::Inter,
            logo: None,
        }
    }
}

/// The brand form as it is sent: text as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandForm {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub primary: String,
    #[serde(default)]
    pub accent: String,
    #[serde(default)]
    pub radius: String,
    #[serde(default)]
    pub heading_font: String,
}
