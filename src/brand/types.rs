//! A brand as typed tokens. No text of a tenant ever becomes CSS: every value is parsed into one of these types first.

use super::{BrandTokens, Slot};
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

/// A brand with the organisation's name, which is changed along with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedBrand {
    pub name: String,
    pub tokens: BrandTokens,
}

/// The largest file that is taken as a picture, where `server.max_upload_bytes` isn't less.
pub const PICTURE_MAX_BYTES: usize = 2 * 1024 * 1024;

/// The largest file of a brand, so many times the largest picture: one in each of the four slots, a third larger in base64, and
/// the words.
pub const PICTURES_OF_A_FILE: usize = 6;

/// What one form carries at most, as so many pictures: one for each slot, and the file of a brand.
pub const PICTURES_OF_A_FORM: usize = Slot::ALL.len() + PICTURES_OF_A_FILE;

/// Whether it is a SHA-256 in lower-case hexadecimal, as pictures are named.
pub fn is_asset_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
