//! What needs somebody's attention, how grave it is, and whom it is about.

use crate::{jobs::JobKind, plans::Limit, provisioning::Step};
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
    /// Many requests to the public site or the console end with an error of the server's.
    SiteFailing,
    /// The run of upgrades has halted.
    UpgradeHalted,
    /// Data that should be exported or removed by now isn't.
    DeletionFailed,
    /// An organisation has more than its plan allows, and the grace is over: nothing can be added.
    Restricted,
    /// An upgrade failed or was taken back; runs leave the organisation out.
    Quarantined,
    /// The tables differ from a clean install's.
    Drifted,
    /// Many of an organisation's requests take longer than a second.
    Slow,
    /// Many requests to the public site or the console take longer than a second.
    SiteSlow,
    /// An organisation has more than its plan allows; nothing comes of it yet.
    OverPlan,
    MoveFailed,
    /// A backup could not be made, or its file is damaged.
    BackupFailed,
    ProvisioningFailed,
    /// Mails are tried again and again: the mail server is away, or puts them off.
    MailsWait,
    /// A mail server refused a mail, or was away for too long.
    MailFailed,
    /// Work in the background for an organisation failed, and hasn't succeeded since.
    JobFailed,
    /// The records of an organisation's own domain are gone.
    DomainFailing,
    /// A host's certificate could not be ordered or renewed.
    CertificateFailed,
    /// A server has little room left, or none; or the disk of the deployment's own directory hasn't, or its own server for
    /// connections.
    ServerFull,
    /// The data of a deleted organisation goes within a week.
    DeletionSoon,
    /// An organisation has nearly as much as its plan allows.
    NearLimit,
}

impl Concern {
    /// Its name in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::ServerUnreachable => "server-unreachable",
            Self::DatabaseUnreachable => "database-unreachable",
            Self::Failing => "failing",
            Self::SiteFailing => "site-failing",
            Self::UpgradeHalted => "upgrade-halted",
            Self::DeletionFailed => "deletion-failed",
            Self::Restricted => "restricted",
            Self::Quarantined => "quarantined",
            Self::Drifted => "drifted",
            Self::Slow => "slow",
            Self::SiteSlow => "site-slow",
            Self::OverPlan => "over-plan",
            Self::MoveFailed => "move-failed",
            Self::BackupFailed => "backup-failed",
            Self::ProvisioningFailed => "provisioning-failed",
            Self::MailsWait => "mails-wait",
            Self::MailFailed => "mail-failed",
            Self::JobFailed => "job-failed",
            Self::DomainFailing => "domain-failing",
            Self::CertificateFailed => "certificate-failed",
            Self::ServerFull => "server-full",
            Self::DeletionSoon => "deletion-soon",
            Self::NearLimit => "near-limit",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|concern| concern.key() == key)
    }

    /// In the order of their gravity.
    pub const ALL: [Self; 23] = [
        Self::ServerUnreachable,
        Self::DatabaseUnreachable,
        Self::Failing,
        Self::SiteFailing,
        Self::UpgradeHalted,
        Self::DeletionFailed,
        Self::Restricted,
        Self::Quarantined,
        Self::Drifted,
        Self::Slow,
        Self::SiteSlow,
        Self::OverPlan,
        Self::MoveFailed,
        Self::BackupFailed,
        Self::ProvisioningFailed,
        Self::MailsWait,
        Self::MailFailed,
        Self::JobFailed,
        Self::DomainFailing,
        Self::CertificateFailed,
        Self::ServerFull,
        Self::DeletionSoon,
        Self::NearLimit,
    ];

    pub fn gravity(self) -> Gravity {
        match self {
            Self::ServerUnreachable
            | Self::DatabaseUnreachable
            | Self::Failing
            | Self::SiteFailing
            | Self::UpgradeHalted
            | Self::DeletionFailed
            | Self::Restricted => Gravity::Grave,
            Self::Quarantined
            | Self::Drifted
            | Self::Slow
            | Self::SiteSlow
            | Self::OverPlan
            | Self::MoveFailed
            | Self::BackupFailed
            | Self::ProvisioningFailed
            | Self::MailsWait
            | Self::MailFailed
            | Self::JobFailed
            | Self::DomainFailing
            | Self::CertificateFailed
            | Self::ServerFull => Gravity::Watch,
            Self::DeletionSoon | Self::NearLimit => Gravity::Note,
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
    /// The first of them, or those of a page.
    pub named: Vec<Concerned>,
}

/// All of a concern, a page at a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConcernPage {
    /// Of nobody when it is settled by now.
    pub attention: Attention,
    /// How many stand on the pages before.
    pub from: i64,
    /// What the next page begins behind.
    pub next: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concerned {
    /// What its page's address is made of: an organisation's slug, a server's name, the id of a run or of a provisioning. The
    /// public site and the console are named by their planes; the deployment itself has none.
    pub key: String,
    pub name: String,
    pub detail: Detail,
    /// Since when it is so, or when it happened, RFC 3339; `None` where nobody noted it.
    pub since: Option<String>,
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
    /// So many of so many: errors or slow ones of requests, organisations of room for.
    Of {
        count: i64,
        of: i64,
    },
    /// Above which limit, and when its grace ends or ended, RFC 3339.
    Over {
        limit: Limit,
        until: String,
    },
    /// How much of a limit is used, as it was judged last.
    Near {
        limit: Limit,
        used: i64,
        most: i64,
    },
    /// The step at which it stopped.
    Step(Step),
    /// Bytes that are free.
    Free(i64),
    /// So many connections of those that all nodes may have to a server.
    Connections {
        used: i64,
        of: i64,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_concern_is_found_by_its_key_and_the_gravest_stand_first() {
        for concern in Concern::ALL {
            assert_eq!(Concern::from_key(concern.key()), Some(concern));
        }
        assert_eq!(Concern::from_key("weather"), None);
        assert!(Concern::ALL.windows(2).all(|two| two[0].gravity() >= two[1].gravity()));
    }
}
