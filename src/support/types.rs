//! What the interface knows of support access. Moments are RFC 3339 in UTC for the console; for the organisation's own
//! pages they are days with times where the organisation is (`2026-03-15T14:30:00`).

use crate::ids::SupportRequestId;
use serde::{Deserialize, Serialize};

/// Where an operator comes in, and has gone out.
pub const ENTRANCE: &str = "/support/enter";

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SupportState {
    /// Nobody has answered.
    Asked,
    /// The operator may be inside.
    Allowed,
    Refused,
    /// The operator took it back.
    Withdrawn,
    /// Somebody ended it before its time.
    Ended,
    /// Its time is over, or nobody answered for too long.
    Expired,
}

impl SupportState {
    pub const ALL: [Self; 6] = [Self::Asked, Self::Allowed, Self::Refused, Self::Withdrawn, Self::Ended, Self::Expired];

    pub fn key(self) -> &'static str {
        match self {
            Self::Asked => "asked",
            Self::Allowed => "allowed",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Ended => "ended",
            Self::Expired => "expired",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    pub fn is_open(self) -> bool {
        matches!(self, Self::Asked | Self::Allowed)
    }
}

/// One request, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportRequest {
    pub id: SupportRequestId,
    /// The slug.
    pub organisation: String,
    /// Who asked.
    pub operator: String,
    /// It is the reader's own.
    pub is_own: bool,
    pub reason: String,
    /// How long they asked for.
    pub minutes: i64,
    pub wants_write: bool,
    pub may_write: bool,
    pub state: SupportState,
    pub asked_at: String,
    /// Until then it can be allowed.
    pub expires_at: String,
    pub decided_by: Option<String>,
    pub decided_at: Option<String>,
    pub starts_at: Option<String>,
    pub ends_at: Option<String>,
    pub ended_by: Option<String>,
    pub ended_at: Option<String>,
    /// Lines of its trail.
    pub visits: i64,
}

/// What an operator asks for, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportForm {
    #[serde(default)]
    pub reason: String,
    #[serde(default)]
    pub minutes: String,
    /// `true`, or nothing.
    #[serde(default)]
    pub write: String,
}

/// What an operator sees of one organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportDesk {
    pub open: Vec<SupportRequest>,
    pub past: Vec<SupportRequest>,
    /// The minutes that can be asked for.
    pub lengths: Vec<i64>,
    /// The deployment allows that support changes something.
    pub may_write: bool,
    /// Nobody has to allow it.
    pub by_notice: bool,
}

/// What an organisation sees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportHistory {
    pub open: Vec<SupportRequest>,
    pub past: Vec<SupportRequest>,
    /// The minutes that can be allowed.
    pub lengths: Vec<i64>,
}

/// What owners are told at the top of their pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportNotice {
    pub operator: String,
    pub reason: String,
    /// Until when they may be inside; without it they ask.
    pub until: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VisitKind {
    Read,
    Write,
}

impl VisitKind {
    pub fn key(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
        }
    }
}

/// One page that was seen, or one change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportVisit {
    pub number: i64,
    pub at: String,
    pub kind: VisitKind,
    /// It was not allowed, and nothing was shown or changed.
    pub refused: bool,
    /// The page's path and query.
    pub path: String,
    /// The endpoints that were called from it.
    pub calls: Vec<String>,
}

/// What one request saw, the newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SupportTrail {
    /// `None` where support never asked.
    pub request: Option<SupportRequest>,
    pub visits: Vec<SupportVisit>,
    /// Behind which the next page begins.
    pub next: Option<i64>,
}
