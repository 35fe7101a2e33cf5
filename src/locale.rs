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

    /// The first language of an `Accept-Language` header that is offered, by the header's own weights.
    pub fn negotiate(accept_language: &str, offered: &[Self]) -> Option<Self> {
        let mut wanted: Vec<(Self, f32)> = accept_language.split(',').filter_map(weighted).collect();
        wanted.sort_by(|a, b| b.1.total_cmp(&a.1));
        wanted.into_iter().map(|(locale, _)| locale).find(|locale| offered.contains(locale))
    }
}

/// What a deployment offers of the product's languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Languages {
    pub offered: Vec<Locale>,
    /// One of those: for whoever says nothing, and for new organisations.
    pub default: Locale,
}

impl Languages {
    pub fn offers(&self, locale: Locale) -> bool {
        self.offered.contains(&locale)
    }

    /// What was chosen, as long as it is offered.
    #[must_use]
    pub fn or_default(&self, chosen: Locale) -> Locale {
        if self.offers(chosen) { chosen } else { self.default }
    }

    /// What was sent from a list of them.
    pub fn parse(&self, tag: &str) -> Option<Locale> {
        tag.parse().ok().filter(|locale| self.offers(*locale))
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
    use super::{Languages, Locale};

    #[test]
    fn negotiates_by_weight() {
        assert_eq!(Locale::negotiate("de, en;q=0.5, fr-CA;q=0.9", &Locale::ALL), Some(Locale::Fr));
        assert_eq!(Locale::negotiate("en-GB,fr;q=0.8", &Locale::ALL), Some(Locale::En));
        assert_eq!(Locale::negotiate("de, fr;q=0", &Locale::ALL), None);
        assert_eq!(Locale::negotiate("*", &Locale::ALL), None);
    }
    #[test]
    fn what_is_not_offered_is_neither_negotiated_nor_chosen() {
        assert_eq!(Locale::negotiate("fr, en;q=0.5", &[Locale::En]), Some(Locale::En));
        assert_eq!(Locale::negotiate("fr", &[Locale::En]), None);
        let languages = Languages { offered: vec![Locale::Fr], default: Locale::Fr };
        assert_eq!(languages.or_default(Locale::En), Locale::Fr);
        assert_eq!((languages.parse("en"), languages.parse("FR")), (None, Some(Locale::Fr)));
    }
}
