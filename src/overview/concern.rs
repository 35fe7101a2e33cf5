//! What needs somebody's attention, how grave it is, and whom it is about.

use crate::jobs::JobKind;
use serde::{Deserialize, Serialize};

/// Why somebody should look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Concern {
    /// A server of databases doesn't answer.
    ServerUnreachable,
    /// An organisation's database could not be opened.
    DatabaseUnreachable,
    /// Many of an organisation's requests end with an error of the server's.
    Failing,
    /// The run of upgrades has halted.
    UpgradeHalted,
    /// Data that should be exported or removed by now isn't.
    DeletionFailed,
    /// An upgrade failed or was taken back; runs leave the organisation out.
    Quarantined,
    /// The tables differ from a clean install's.
    Drifted,
    MoveFailed,
    ProvisioningFailed,
    /// A mail server refused a mail, or was away for too long.
    MailFailed,
    /// Work in the background for an organisation failed, and hasn't succeeded since.
    JobFailed,
    /// The records of an organisation's own domain are gone.
    DomainFailing,
    /// A host's certificate could not be ordered or renewed.
    CertificateFailed,
    /// A server has little room left, or none.
    ServerFull,
    /// The data of a deleted organisation goes within a week.
    DeletionSoon,
}

impl Concern {
    /// In the order of their gravity.
    pub const ALL: [Self; 15] = [
        Self::ServerUnreachable,
        Self::DatabaseUnreachable,
        Self::Failing,
        Self::UpgradeHalted,
        Self::DeletionFailed,
        Self::Quarantined,
        Self::Drifted,
        Self::MoveFailed,
        Self::ProvisioningFailed,
        Self::MailFailed,
        Self::JobFailed,
        Self::DomainFailing,
        Self::CertificateFailed,
        Self::ServerFull,
        Self::DeletionSoon,
    ];

    pub fn gravity(self) -> Gravity {
        match self {
            Self::ServerUnreachable
            | Self::DatabaseUnreachable
            | Self::Failing
            | Self::UpgradeHalted
            | Self::DeletionFailed => Gravity::Grave,
            Self::Quarantined
            | Self::Drifted
            | Self::MoveFailed
            | Self::ProvisioningFailed
            | Self::MailFailed
            | Self::JobFailed
            | Self::DomainFailing
            | Self::CertificateFailed
            | Self::ServerFull => Gravity::Watch,
            Self::DeletionSoon => Gravity::Note,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Gravity {
    Note,
    Watch,
    /// People can't work.
    Grave,
}

/// One concern, with whom it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attention {
    pub concern: Concern,
    pub count: i64,
    /// The first of them.
    pub named: Vec<Concerned>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concerned {
    /// What its page's address is made of: an organisation's slug, a server's name, the id of a run or of a provisioning.
    pub key: String,
    pub name: String,
    pub detail: Detail,
}

/// What is known of it beside the concern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Detail {
    None,
    /// In the words of whatever failed.
    Reason(String),
    /// What was to be done, and in the words of whatever failed.
    Job {
        kind: JobKind,
        reason: String,
    },
    /// When, RFC 3339.
    At(String),
    /// So many of so many: errors of requests, organisations of room for.
    Of {
        count: i64,
        of: i64,
    },
}
