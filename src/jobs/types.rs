//! The kinds of work, as the interface names them.

use serde::{Deserialize, Serialize};

/// What is done for an organisation while nobody waits for it. Mails are counted for themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JobKind {
    /// A brand is published at the moment that somebody chose.
    Publication,
    /// A look at a domain of its own.
    Domain,
    /// A certificate is ordered or renewed.
    Certificate,
    /// Its data is written into a file.
    Export,
    /// A backup of its data is made.
    Backup,
    /// Its data is brought to another place, or what a move left is cleared up.
    Move,
    /// Its tables are brought to the newest version, or its data back to a snapshot.
    Upgrade,
    /// Its data is removed for good.
    Removal,
    /// How much there is of it, and what its people do, is counted.
    Figures,
    /// Whether it has more than its plan allows is judged.
    Plan,
}

impl JobKind {
    pub const ALL: [Self; 10] = [
        Self::Publication,
        Self::Domain,
        Self::Certificate,
        Self::Export,
        Self::Backup,
        Self::Move,
        Self::Upgrade,
        Self::Removal,
        Self::Figures,
        Self::Plan,
    ];

    pub fn key(self) -> &'static str {
        match self {
            Self::Publication => "publication",
            Self::Domain => "domain",
            Self::Certificate => "certificate",
            Self::Export => "export",
            Self::Backup => "backup",
            Self::Move => "move",
            Self::Upgrade => "upgrade",
            Self::Removal => "removal",
            Self::Figures => "figures",
            Self::Plan => "plan",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether its failures have a place of their own where operators read of them, with what there is to do.
    pub fn tells_by_itself(self) -> bool {
        matches!(self, Self::Certificate | Self::Export | Self::Backup | Self::Move | Self::Upgrade | Self::Removal)
    }
}

/// Work that failed the last time it was tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobFailure {
    pub kind: JobKind,
    /// In the words of whatever failed.
    pub reason: String,
    /// The last time, RFC 3339.
    pub failed_at: String,
    /// In a row.
    pub times: i64,
}
