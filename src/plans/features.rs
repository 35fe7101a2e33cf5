//! The table of features: what a plan can turn on or off. Each stands here because something asks for it, and is refused
//! where it is off.

use serde::{Deserialize, Serialize};
use std::str::FromStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Feature {
    /// Pages under a domain of the organisation's own.
    OwnDomain,
    /// A name and an address for answers of its own in its mails.
    MailSender,
    /// Links that show a brand before it counts.
    PreviewLinks,
    /// A brand that is published at a moment to come.
    PlannedBrand,
    /// Doors without the product's name.
    WhiteLabel,
}

impl Feature {
    pub const ALL: [Self; 5] =
        [Self::OwnDomain, Self::MailSender, Self::PreviewLinks, Self::PlannedBrand, Self::WhiteLabel];

    /// The name in the database and in forms.
    pub fn key(self) -> &'static str {
        match self {
            Self::OwnDomain => "own-domain",
            Self::MailSender => "mail-sender",
            Self::PreviewLinks => "preview-links",
            Self::PlannedBrand => "planned-brand",
            Self::WhiteLabel => "white-label",
        }
    }
}

impl FromStr for Feature {
    type Err = ();

    fn from_str(key: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|feature| feature.key() == key).ok_or(())
    }
}
