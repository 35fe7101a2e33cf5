//! How the deployment and its organisations do, as the console shows it.

use crate::{
    metrics::{Counts, Size},
    servers::ServerSummary,
    tenants::TenantStatus,
};
use serde::{Deserialize, Serialize};

/// The deployment at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// What needs somebody, the gravest first. Empty when all are well.
    pub attention: Vec<Attention>,
    pub organisations: Vec<StandingCount>,
    /// Of those the ones that were deleted and wait for the end of their grace.
    pub deleted: i64,
    /// Twelve months, this one last.
    pub months: Vec<MonthChange>,
    /// Databases and files together, as they were looked at last.
    pub size: Option<Size>,
    pub failures: Failures,
    pub servers: Vec<ServerSummary>,
}

impl Overview {
    pub fn total(&self) -> i64 {
        self.organisations.iter().map(|standing| standing.count).sum()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingCount {
    pub status: TenantStatus,
    pub plan: String,
    pub count: i64,
}

/// Organisations that came and that were deleted in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthChange {
    /// Its first day.
    pub month: jiff::civil::Date,
    pub new: i64,
    pub lost: i64,
}

/// Work that failed in the last thirty days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failures {
    pub provisionings: i64,
    pub moves: i64,
    pub upgrades: i64,
    pub deletions: i64,
}

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
    /// A server has little room left, or none.
    ServerFull,
    /// The data of a deleted organisation goes within a week.
    DeletionSoon,
}

impl Concern {
    /// In the order of their gravity.
    pub const ALL: [Self; 12] = [
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
    /// When, RFC 3339.
    At(String),
    /// So many of so many: errors of requests, organisations of room for.
    Of {
        count: i64,
        of: i64,
    },
}

/// How one organisation does, with what speaks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationHealth {
    pub database: DatabaseState,
    /// The last hour.
    pub recent: Counts,
    /// RFC 3339.
    pub last_active_at: Option<String>,
    /// Of the core tables; `None` when it was never read.
    pub version: Option<i64>,
    pub newest_version: i64,
    pub is_behind: bool,
    pub quarantine: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DatabaseState {
    /// It answered, after so many microseconds.
    Answers { micros: i64 },
    /// It could not be opened or asked.
    Unreachable,
    /// Nobody may open it: somebody works on the organisation, or it was deleted.
    Shut,
}

/// What is looked at, each for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Check {
    Database,
    Errors,
    Latency,
    Version,
    Activity,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Verdict {
    Unknown,
    Well,
    Watch,
    Bad,
}

/// One of a hundred is worth a look and one of twenty is bad, when they are more than somebody's bad luck.
const FEW_ERRORS: i64 = 5;
/// Microseconds within which all but one in twenty requests should be answered.
const SLOW: i64 = 1_000_000;
const VERY_SLOW: i64 = 3_000_000;

impl OrganisationHealth {
    pub fn verdict(&self, check: Check) -> Verdict {
        match check {
            Check::Database => match self.database {
                DatabaseState::Answers { .. } => Verdict::Well,
                DatabaseState::Unreachable => Verdict::Bad,
                DatabaseState::Shut => Verdict::Unknown,
            },
            Check::Errors => errors(&self.recent),
            Check::Latency => match self.recent.p95_micros {
                None => Verdict::Unknown,
                Some(micros) if micros >= VERY_SLOW => Verdict::Bad,
                Some(micros) if micros >= SLOW => Verdict::Watch,
                Some(_) => Verdict::Well,
            },
            Check::Version => match (&self.quarantine, self.version) {
                (Some(_), _) => Verdict::Bad,
                (None, None) => Verdict::Unknown,
                (None, Some(_)) if self.is_behind => Verdict::Watch,
                (None, Some(_)) => Verdict::Well,
            },
            // That nobody works there is nothing bad by itself.
            Check::Activity => self.last_active_at.as_ref().map_or(Verdict::Unknown, |_| Verdict::Well),
        }
    }

    /// The worst of all.
    pub fn overall(&self) -> Verdict {
        let checks = [Check::Database, Check::Errors, Check::Latency, Check::Version];
        checks.map(|check| self.verdict(check)).into_iter().max().unwrap_or(Verdict::Unknown)
    }
}

fn errors(counts: &Counts) -> Verdict {
    let (errors, requests) = (counts.server_errors, counts.requests);
    match errors {
        _ if requests == 0 => Verdict::Unknown,
        _ if errors >= 2 * FEW_ERRORS && errors * 20 >= requests => Verdict::Bad,
        _ if errors >= FEW_ERRORS && errors * 100 >= requests => Verdict::Watch,
        _ => Verdict::Well,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn health(recent: Counts) -> OrganisationHealth {
        OrganisationHealth {
            database: DatabaseState::Answers { micros: 900 },
            recent,
            last_active_at: Some("2026-03-15T12:00:00Z".into()),
            version: Some(3),
            newest_version: 3,
            is_behind: false,
            quarantine: None,
        }
    }

    #[test]
    fn errors_count_by_their_share_and_their_number() {
        let of = |requests, server_errors| {
            health(Counts { requests, server_errors, ..Counts::default() }).verdict(Check::Errors)
        };
        assert_eq!(of(0, 0), Verdict::Unknown);
        assert_eq!(of(3, 3), Verdict::Well, "too few to tell");
        assert_eq!(of(100, 5), Verdict::Watch);
        assert_eq!(of(10_000, 20), Verdict::Well);
        assert_eq!(of(100, 10), Verdict::Bad);
    }

    #[test]
    fn the_worst_counts() {
        let quick = Counts { requests: 10, p95_micros: Some(20_000), ..Counts::default() };
        assert_eq!(health(quick.clone()).overall(), Verdict::Well);
        let slow = Counts { p95_micros: Some(1_500_000), ..quick.clone() };
        assert_eq!(health(slow).overall(), Verdict::Watch);
        let gone = OrganisationHealth { database: DatabaseState::Unreachable, ..health(quick.clone()) };
        assert_eq!(gone.overall(), Verdict::Bad);
        let left_out = OrganisationHealth { quarantine: Some("no such column".into()), ..health(quick) };
        assert_eq!((left_out.verdict(Check::Version), left_out.overall()), (Verdict::Bad, Verdict::Bad));
    }
}
