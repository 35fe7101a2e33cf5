//! What goes into a slot of the brand: a picture or an icon whose files are stored.

use super::{BrandTokens, Icon, Picture, Slot};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Filling {
    Picture(Slot, Picture),
    Icon(Icon),
}

impl Filling {
    pub fn slot(&self) -> Slot {
        match self {
            Self::Picture(slot, _) => *slot,
            Self::Icon(_) => Slot::Icon,
        }
    }

    pub fn put_on(self, tokens: &mut BrandTokens) {
        match self {
            Self::Icon(icon) => tokens.icon = Some(icon),
            Self::Picture(Slot::LogoDark, picture) => tokens.logo_dark = Some(picture),
            Self::Picture(Slot::SignInImage, picture) => tokens.sign_in_image = Some(picture),
            Self::Picture(Slot::Logo | Slot::Icon, picture) => tokens.logo = Some(picture),
        }
    }
}
