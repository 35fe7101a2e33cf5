//! What the studio's pages are told.

use super::{BrandDifference, Color, NamedBrand};
use crate::ids::BrandPreviewId;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// All that the studio shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Studio {
    pub published: NamedBrand,
    /// The organisation's time zone, in which moments are typed.
    pub zone: String,
    /// Not with tables that are older than the program: there what is saved counts at once.
    pub has_drafts: bool,
    pub draft: Option<Draft>,
    /// What a form is made from that is made now. It says so when it is sent; nothing in a browser reads it.
    #[serde(default)]
    pub seen: String,
    pub planned: Option<Planned>,
    pub links: Vec<PreviewLink>,
    /// The newest first.
    pub versions: Vec<BrandVersion>,
    /// Where a brand may be copied from.
    pub sources: Vec<BrandSource>,
}

impl Studio {
    /// What is worked on: the draft, or what is published.
    pub fn current(&self) -> &NamedBrand {
        self.draft.as_ref().map_or(&self.published, |draft| &draft.brand)
    }
}

/// What is worked on, and who last did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub brand: NamedBrand,
    /// In the organisation's own time, as all moments here.
    #[serde(with = "crate::day::and_time")]
    pub at: DateTime,
    pub by: String,
}

/// What will be published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    pub brand: NamedBrand,
    #[serde(with = "crate::day::and_time")]
    pub at: DateTime,
    pub by: String,
}

/// Another organisation whose brand the person manages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandSource {
    pub slug: String,
    pub name: String,
    /// Its primary and accent colours, as they are shown.
    pub colors: [Color; 2],
}

/// A link that shows the draft; its secret is known to whoever has it alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewLink {
    pub id: BrandPreviewId,
    #[serde(with = "crate::day::and_time")]
    pub at: DateTime,
    pub by: String,
    #[serde(with = "crate::day::and_time")]
    pub until: DateTime,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandVersion {
    pub number: i64,
    #[serde(with = "crate::day::and_time")]
    pub at: DateTime,
    /// Empty where nobody remembers.
    pub by: String,
    pub was_scheduled: bool,
    pub restored_from: Option<i64>,
}

/// What changed from one version to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    pub from: i64,
    pub to: i64,
    pub differences: Vec<BrandDifference>,
}

/// The brand that is worked on, for whoever has a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewedBrand {
    pub brand: NamedBrand,
    /// When the link ends.
    #[serde(with = "crate::day::and_time")]
    pub until: DateTime,
}

/// The door in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewedDoor {
    /// When the link ends.
    #[serde(with = "crate::day::and_time")]
    pub until: DateTime,
}
