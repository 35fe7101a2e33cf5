//! The languages of the product.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    #[default]
    En,
    Fr,
}

impl Locale {
    pub const ALL: [Self; 2] = [Self::En, Self::Fr];

    /// The BCP 47 tag, as in `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Fr => "fr",
        }
    }

    /// The first language of an `Accept-Language` header that the product speaks, by the header's own weights.
    pub fn negotiate(accept_language: &str) -> Option<Self> {
        let mut wanted: Vec<(Self, f32)> = accept_language.split(',').filter_map(weighted).collect();
        wanted.sort_by(|a, b| b.1.total_cmp(&a.1));
        wanted.first().map(|(locale, _)| *locale)
    }
}

fn weighted(range: &str) -> Option<(Locale, f32)> {
    let (tag, weight) = range.split_once(";q=").unwrap_or((range, "1"));
    let primary = tag.trim().split('-').next()?;
    let weight: f32 = weight.trim().parse().ok()?;
    (weight > 0.0).then_some((primary.parse().ok()?, weight))
}

impl FromStr for Locale {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|locale| locale.tag().eq_ignore_ascii_case(text)).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn negotiates_by_weight() {
        assert_eq!(Locale::negotiate("de, en;q=0.5, fr-CA;q=0.9"), Some(Locale::Fr));
        assert_eq!(Locale::negotiate("en-GB,fr;q=0.8"), Some(Locale::En));
        assert_eq!(Locale::negotiate("de, fr;q=0"), None);
        assert_eq!(Locale::negotiate("*"), None);
    }
}
