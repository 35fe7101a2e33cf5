//! What the interface knows of announcements.

use crate::{ids::AnnouncementId, plans::NamedPlan};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AnnouncementTone {
    #[default]
    Info,
    Warning,
    Maintenance,
}

impl AnnouncementTone {
    pub const ALL: [Self; 3] = [Self::Info, Self::Warning, Self::Maintenance];

    pub fn key(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Maintenance => "maintenance",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tone| tone.key() == key)
    }
}

/// Whose pages show it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    #[default]
    All,
    Plan,
    Chosen,
}

impl Scope {
    pub const ALL: [Self; 3] = [Self::All, Self::Plan, Self::Chosen];

    pub fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Plan => "plan",
            Self::Chosen => "chosen",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.key() == key)
    }
}

/// An announcement as a page of an organisation shows it, in its reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    pub id: AnnouncementId,
    pub tone: AnnouncementTone,
    pub text: String,
    pub link: Option<String>,
    pub is_dismissible: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AnnouncementState {
    Draft,
    Scheduled,
    Live,
    Ended,
}

/// An announcement as the console shows it. Times are RFC 3339 in UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Announcement {
    pub id: AnnouncementId,
    pub state: AnnouncementState,
    pub tone: AnnouncementTone,
    pub text_en: String,
    pub text_fr: String,
    pub link: Option<String>,
    pub scope: Scope,
    pub plan: Option<NamedPlan>,
    /// The slugs of the chosen organisations.
    pub organisations: Vec<String>,
    pub starts_at: String,
    pub ends_at: Option<String>,
    pub is_dismissible: bool,
    pub on_sign_in: bool,
}

/// The form as it is sent. Moments are in UTC, as `2026-03-15T12:00`; an empty one is now, or no end.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnnouncementForm {
    pub tone: String,
    pub text_en: String,
    pub text_fr: String,
    pub link: String,
    pub scope: String,
    pub plan: String,
    /// Slugs, between them spaces, commas or line breaks.
    pub organisations: String,
    pub starts_at: String,
    pub ends_at: String,
    pub is_dismissible: String,
    pub on_sign_in: String,
}
