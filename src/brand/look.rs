//! What pages show of a brand, in the reader's language. Colours, fonts and corners are in the page's style already.

use super::{BrandTokens, HomeBlock, LegalLink, Picture};
use crate::locale::Locale;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Look {
    /// Where the name has no room; empty stands for the name itself.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub short_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<Image>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo_dark: Option<Image>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in_image: Option<Image>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tagline: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sign_in_message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub legal: Vec<LegalLink>,
    pub home: Vec<HomeBlock>,
}

/// A picture as HTML has it: an address of this host, and its sizes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Image {
    pub src: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub srcset: Option<String>,
}

impl Image {
    fn of(picture: &Picture) -> Option<Self> {
        Some(Self { src: picture.url()?, srcset: picture.srcset() })
    }

    /// As the `srcset` of a source, which has no other address.
    pub fn set(&self) -> &str {
        self.srcset.as_deref().unwrap_or(&self.src)
    }
}

impl Look {
    pub fn of(tokens: &BrandTokens, locale: Locale) -> Self {
        let image = |picture: &Option<Picture>| picture.as_ref().and_then(Image::of);
        let texts = &tokens.texts;
        Self {
            short_name: tokens.short_name.clone(),
            logo: image(&tokens.logo),
            logo_dark: image(&tokens.logo_dark),
            sign_in_image: image(&tokens.sign_in_image),
            tagline: texts.tagline(locale).to_owned(),
            sign_in_message: texts.sign_in_message(locale).to_owned(),
            legal: texts.legal(locale).to_vec(),
            home: tokens.home.clone(),
        }
    }

    pub fn shows(&self, block: HomeBlock) -> bool {
        self.home.contains(&block)
    }

    /// The logo in a theme that is known, or the one by day and the one by night where the system decides.
    pub fn logo_in(&self, theme: Option<&str>) -> Option<(Image, Option<Image>)> {
        match (theme, &self.logo, &self.logo_dark) {
            (Some("dark"), day, night) => night.clone().or_else(|| day.clone()).map(|logo| (logo, None)),
            (None, Some(day), night) => Some((day.clone(), night.clone())),
            (_, day, _) => day.clone().map(|logo| (logo, None)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(letter: &str) -> Picture {
        Picture { hash: letter.repeat(64), ..Picture::default() }
    }

    #[test]
    fn the_logo_is_that_of_the_theme() {
        let tokens = BrandTokens { logo: Some(picture("a")), logo_dark: Some(picture("b")), ..BrandTokens::default() };
        let look = Look::of(&tokens, Locale::En);
        let shown = |theme| look.logo_in(theme).map(|(logo, night)| (logo.src, night.map(|night| night.src))).unwrap();
        let (day, night) = (format!("/brand/{}", "a".repeat(64)), format!("/brand/{}", "b".repeat(64)));
        assert_eq!(shown(Some("light")), (day.clone(), None));
        assert_eq!(shown(Some("dark")), (night.clone(), None));
        assert_eq!(shown(None), (day, Some(night)));
        let one = Look::of(&BrandTokens { logo: Some(picture("a")), ..BrandTokens::default() }, Locale::En);
        assert!(one.logo_in(Some("dark")).is_some());
        assert_eq!(Look::default().logo_in(None), None);
    }
}
