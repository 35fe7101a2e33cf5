//! The icons of an organisation, for tabs, home screens and where somebody shares a link: those of the picture that it uploaded,
//! or its letter.

use super::{Asset, Brand, Icon, Monogram};
use crate::{error::Result, platform::Platform, tenants::Tenant};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icons<'b> {
    Uploaded(&'b Icon),
    Letter(Monogram),
}

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconFile {
    Drawing,
    /// A square of so many pixels, one of [`Icon::SIZES`].
    Pixels(u16),
    /// For phones that cut it into a shape of their own.
    Maskable,
}

/// Where an address of a letter's file leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum IconAt {
    Asset(Asset),
    /// The brand is another one by now, and its icon is there.
    Elsewhere(String),
}

impl<'b> Icons<'b> {
    /// `name` is the organisation's.
    pub fn of(name: &str, brand: &'b Brand) -> Self {
        brand.tokens.icon.as_ref().map_or_else(|| Self::Letter(Monogram::of(name, brand)), Self::Uploaded)
    }

    /// `None` for a drawing where pixels were uploaded.
    pub fn url(&self, file: IconFile) -> Option<String> {
        match (self, file) {
            (Self::Letter(letter), file) => Some(letter.url(file)),
            (Self::Uploaded(icon), IconFile::Drawing) => icon.drawing_url(),
            (Self::Uploaded(icon), IconFile::Pixels(side)) => icon.url(side),
            (Self::Uploaded(icon), IconFile::Maskable) => icon.maskable_url(),
        }
    }
}

impl IconFile {
    const ALL: [Self; Icon::SIZES.len() + 2] = {
        let [a, b, c, d, e] = Icon::SIZES;
        let pixels = Self::Pixels;
        [Self::Drawing, pixels(a), pixels(b), pixels(c), pixels(d), pixels(e), Self::Maskable]
    };

    pub(super) fn name(self) -> String {
        match self {
            Self::Drawing => "icon.svg".to_owned(),
            Self::Pixels(side) => format!("{side}.png"),
            Self::Maskable => "maskable.png".to_owned(),
        }
    }

    fn of_path(path: &str) -> Option<Self> {
        let name = path.rsplit_once('/')?.1;
        Self::ALL.into_iter().find(|file| file.name() == name)
    }
}

/// What is at the path of a letter's file. One that isn't this organisation's, now, isn't drawn: phones and pages that know an
/// address of before are led to the icon that there is.
///
/// # Errors
/// When it can't be drawn.
pub(crate) async fn icon_at(platform: &Platform, tenant: &Tenant, brand: &Brand, path: &str) -> Result<Option<IconAt>> {
    let Some(file) = IconFile::of_path(path) else { return Ok(None) };
    let icons = Icons::of(&tenant.name, brand);
    match icons {
        Icons::Letter(letter) if letter.url(file) == path => {
            Ok(Some(IconAt::Asset(letter.file(platform, tenant, file).await?)))
        }
        _ => Ok(icons.url(file).map(IconAt::Elsewhere)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_file_has_a_name_of_its_own_and_is_found_by_it() {
        let names: BTreeSet<String> = IconFile::ALL.iter().map(|file| file.name()).collect();
        assert_eq!(names.len(), IconFile::ALL.len());
        for file in IconFile::ALL {
            assert_eq!(IconFile::of_path(&format!("/brand/icon/47/{}", file.name())), Some(file));
        }
        assert_eq!((IconFile::of_path("/brand/icon/47/7.png"), IconFile::of_path("")), (None, None));
    }
}
