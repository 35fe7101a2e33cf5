//! All that an organisation chooses of its looks, as it is stored.

use super::{Color, Density, Font, HomeBlock, Slot, Texts, Tint, is_asset_hash};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What an organisation chooses. What was stored by an older program is read with the choices of then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored", into = "Stored")]
pub struct BrandTokens {
    /// Where the name has no room; empty stands for the name itself.
    pub short_name: String,
    pub primary: Color,
    pub accent: Color,
    pub tint: Tint,
    /// Pixels, 0 to 16.
    pub radius: u8,
    pub density: Density,
    pub heading_font: Font,
    pub body_font: Font,
    pub logo: Option<Picture>,
    /// In the dark, where the other would not be seen.
    pub logo_dark: Option<Picture>,
    pub icon: Option<Icon>,
    pub sign_in_image: Option<Picture>,
    pub texts: Texts,
    pub home: Vec<HomeBlock>,
}

/// A picture in the sizes in which it is shown. Each is named by the hash of its bytes, under `/brand/`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Picture {
    /// For screens with two dots for one; a drawing fits them all.
    pub hash: String,
    /// For screens with one dot for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub half: Option<String>,
    /// A drawing as pixels, for programs that show no drawings; `None` for one whose letters would be missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raster: Option<String>,
    /// Pixels of the larger one; 0 where nobody knows them.
    pub width: u32,
    pub height: u32,
    /// Its colours, those that stand out first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub colors: Vec<Color>,
    /// How light its parts are (`shades.rs`); empty where nobody knows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shades: Vec<u16>,
}

/// An icon in the sizes that browsers and home screens ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Icon {
    /// The drawing, where it was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drawing: Option<String>,
    /// Hashes of square pictures, by their side in pixels.
    pub sizes: BTreeMap<u16, String>,
    /// 512 pixels, with room around it that a home screen may cut away.
    pub maskable: String,
}

impl Icon {
    pub const SIZES: [u16; 5] = [16, 32, 180, 192, 512];
}

impl BrandTokens {
    /// Pixels.
    pub const MAX_RADIUS: u8 = 16;
    pub const MOST_SHORT_NAME: u32 = 24;

    /// Where the logo is served, on the organisation's own host.
    pub fn logo_url(&self) -> Option<String> {
        self.logo.as_ref().and_then(Picture::url)
    }

    /// The hash of every picture of it.
    pub fn hashes(&self) -> impl Iterator<Item = &str> {
        let pictures = [&self.logo, &self.logo_dark, &self.sign_in_image].into_iter().flatten();
        let of_pictures = pictures
            .flat_map(|of| std::iter::once(of.hash.as_str()).chain(of.half.as_deref()).chain(of.raster.as_deref()));
        let of_icons = self
            .icon
            .iter()
            .flat_map(|icon| icon.sizes.values().chain([&icon.maskable]).chain(&icon.drawing).map(String::as_str));
        of_pictures.chain(of_icons)
    }

    /// The same with the pictures of another.
    #[must_use]
    pub fn with_pictures_of(self, other: &Self) -> Self {
        let Self { logo, logo_dark, icon, sign_in_image, .. } = other.clone();
        Self { logo, logo_dark, icon, sign_in_image, ..self }
    }

    #[must_use]
    pub fn without_pictures(self) -> Self {
        self.with_pictures_of(&Self::default())
    }

    /// What stands in a slot, to be shown.
    pub fn url_of(&self, slot: Slot) -> Option<String> {
        match slot {
            Slot::Logo => self.logo_url(),
            Slot::LogoDark => self.logo_dark.as_ref().and_then(Picture::url),
            Slot::SignInImage => self.sign_in_image.as_ref().and_then(Picture::url),
            Slot::Icon => self.icon.as_ref().and_then(|icon| icon.url(192)),
        }
    }

    pub fn remove(&mut self, slot: Slot) {
        match slot {
            Slot::Logo => self.logo = None,
            Slot::LogoDark => self.logo_dark = None,
            Slot::SignInImage => self.sign_in_image = None,
            Slot::Icon => self.icon = None,
        }
    }

    pub fn shows(&self, block: HomeBlock) -> bool {
        self.home.contains(&block)
    }
}

impl Picture {
    pub fn url(&self) -> Option<String> {
        url_of(&self.hash)
    }

    /// As pixels, where they were made from a drawing.
    pub fn raster_url(&self) -> Option<String> {
        url_of(self.raster.as_deref()?)
    }

    /// The sizes as `srcset` has them.
    pub fn srcset(&self) -> Option<String> {
        Some(format!("{} 1x, {} 2x", url_of(self.half.as_deref()?)?, self.url()?))
    }
}

impl Icon {
    pub fn url(&self, size: u16) -> Option<String> {
        self.sizes.get(&size).and_then(|hash| url_of(hash))
    }

    pub fn drawing_url(&self) -> Option<String> {
        url_of(self.drawing.as_deref()?)
    }

    pub fn maskable_url(&self) -> Option<String> {
        url_of(&self.maskable)
    }
}

fn url_of(hash: &str) -> Option<String> {
    is_asset_hash(hash).then(|| format!("/brand/{hash}"))
}

impl Default for BrandTokens {
    fn default() -> Self {
        Self {
            short_name: String::new(),
            primary: Color::new(0x27, 0x4c, 0xb8),
            accent: Color::new(0xb4, 0x5f, 0x06),
            tint: Tint::Brand,
            radius: 8,
            density: Density::Comfortable,
            heading_font: Font::Inter,
            body_font: Font::Inter,
            logo: None,
            logo_dark: None,
            icon: None,
            sign_in_image: None,
            texts: Texts::default(),
            home: HomeBlock::USUAL.to_vec(),
        }
    }
}

/// The same as JSON. The program of before reads it as well: it knows the first five, of which `logo` is a hash alone, and
/// passes over the rest.
#[derive(Clone, Serialize, Deserialize)]
struct Stored {
    primary: Color,
    accent: Color,
    radius: u8,
    heading_font: Font,
    #[serde(default)]
    logo: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    logo_picture: Option<Picture>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    logo_dark: Option<Picture>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    icon: Option<Icon>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sign_in_image: Option<Picture>,
    #[serde(default)]
    short_name: String,
    #[serde(default)]
    tint: Tint,
    #[serde(default)]
    density: Density,
    #[serde(default)]
    body_font: Font,
    #[serde(default)]
    texts: Texts,
    #[serde(default = "usual_home")]
    home: Vec<HomeBlock>,
}

fn usual_home() -> Vec<HomeBlock> {
    HomeBlock::USUAL.to_vec()
}

impl From<BrandTokens> for Stored {
    fn from(tokens: BrandTokens) -> Self {
        let BrandTokens { short_name, primary, accent, tint, radius, density, heading_font, body_font, .. } = tokens;
        let BrandTokens { logo, logo_dark, icon, sign_in_image, texts, home, .. } = tokens;
        Self {
            primary,
            accent,
            radius,
            heading_font,
            logo: logo.as_ref().map(|picture| picture.hash.clone()),
            logo_picture: logo,
            logo_dark,
            icon,
            sign_in_image,
            short_name,
            tint,
            density,
            body_font,
            texts,
            home,
        }
    }
}

impl From<Stored> for BrandTokens {
    fn from(stored: Stored) -> Self {
        let Stored { primary, accent, radius, heading_font, logo, logo_picture, logo_dark, icon, .. } = stored;
        let Stored { sign_in_image, short_name, tint, density, body_font, texts, home, .. } = stored;
        // A program of before may have put another logo in its place.
        let logo = logo.map(|hash| match logo_picture {
            Some(picture) if picture.hash == hash => picture,
            _ => Picture { hash, ..Picture::default() },
        });
        Self {
            short_name,
            primary,
            accent,
            tint,
            radius,
            density,
            heading_font,
            body_font,
            logo,
            logo_dark,
            icon,
            sign_in_image,
            texts,
            home,
        }
    }
}

#[cfg(test)]
#[path = "tokens_tests.rs"]
mod tests;
