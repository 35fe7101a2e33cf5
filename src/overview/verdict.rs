//! The health of one organisation, and the judgement of it.

use crate::{
    backups::BackupHealth,
    jobs::JobFailure,
    mail::UnsentMails,
    metrics::Counts,
    plans::{Gauge, Meter},
};
use serde::{Deserialize, Serialize};

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
    /// Since when its tables are other ones than a clean install's, RFC 3339.
    pub drifted_at: Option<String>,
    pub domains: DomainHealth,
    pub certificate: CertificateHealth,
    /// What it has of what its plan allows; `None` while it is being made and after it was deleted.
    pub quota: Option<Meter>,
    pub backup: BackupHealth,
    /// When the snapshot was made that it can be taken back to, RFC 3339; `None` without one.
    pub snapshot_at: Option<String>,
    /// Work that failed the last time it was tried, the latest first.
    pub failed_jobs: Vec<JobFailure>,
    pub mails: UnsentMails,
}

/// The certificates of an organisation's hosts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CertificateHealth {
    /// A proxy sees to them, or nobody has come yet.
    None,
    /// All are valid; the first of them is until then, RFC 3339.
    Valid { until: String },
    /// One is still valid, and its renewal fails.
    Failing { host: String, error: String },
    /// A host has none that is valid, and why if an order failed.
    Missing { host: String, error: Option<String> },
}

/// The hosts of an organisation's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DomainHealth {
    /// It has none, or none was verified yet.
    None,
    /// So many lead to it.
    Served { hosts: i64 },
    /// The records of one are gone, and it is served until then, RFC 3339.
    Failing { host: String, until: String },
    /// The records of one were gone for too long: it leads here no more.
    Lost { host: String },
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
    /// Whether its tables are those of a clean install.
    Drift,
    Domains,
    Certificate,
    Quota,
    Backups,
    /// Snapshots of its data from before upgrades. They are no backups: they are kept beside the data.
    Snapshots,
    /// Work in the background.
    Jobs,
    Mails,
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
            Check::Drift => match (&self.drifted_at, self.version) {
                (Some(_), _) => Verdict::Watch,
                (None, None) => Verdict::Unknown,
                (None, Some(_)) => Verdict::Well,
            },
            Check::Domains => match &self.domains {
                DomainHealth::None => Verdict::Unknown,
                DomainHealth::Served { .. } => Verdict::Well,
                DomainHealth::Failing { .. } => Verdict::Watch,
                DomainHealth::Lost { .. } => Verdict::Bad,
            },
            Check::Certificate => match &self.certificate {
                CertificateHealth::None | CertificateHealth::Missing { error: None, .. } => Verdict::Unknown,
                CertificateHealth::Valid { .. } => Verdict::Well,
                CertificateHealth::Failing { .. } => Verdict::Watch,
                CertificateHealth::Missing { error: Some(_), .. } => Verdict::Bad,
            },
            Check::Quota => self.quota.as_ref().map_or(Verdict::Unknown, quota),
            Check::Backups => backups(&self.backup),
            // Who was never upgraded needs none.
            Check::Snapshots => self.snapshot_at.as_ref().map_or(Verdict::Unknown, |_| Verdict::Well),
            Check::Jobs => work(!self.failed_jobs.is_empty() || self.recent.failed_jobs > 0, self.recent.jobs),
            // What somebody sent again or left as it is counts among the figures of the hour, and troubles nobody.
            Check::Mails => work(self.mails.are_there(), self.recent.mails),
            // That nobody works there is nothing bad by itself.
            Check::Activity => self.last_active_at.as_ref().map_or(Verdict::Unknown, |_| Verdict::Well),
        }
    }

    /// The worst of all.
    pub fn overall(&self) -> Verdict {
        let checks = [
            Check::Database,
            Check::Errors,
            Check::Latency,
            Check::Version,
            Check::Drift,
            Check::Domains,
            Check::Certificate,
            Check::Quota,
            Check::Backups,
            Check::Jobs,
            Check::Mails,
        ];
        checks.map(|check| self.verdict(check)).into_iter().max().unwrap_or(Verdict::Unknown)
    }
}

fn work(fails: bool, done: i64) -> Verdict {
    match done {
        _ if fails => Verdict::Watch,
        0 => Verdict::Unknown,
        _ => Verdict::Well,
    }
}

/// Who has no whole one for long would lose what they did since. A damaged one isn't there when it is needed; of the others
/// there may be enough.
fn backups(backup: &BackupHealth) -> Verdict {
    match backup {
        BackupHealth { is_damaged: true, last_at: None, .. } | BackupHealth { is_late: true, error: Some(_), .. } => {
            Verdict::Bad
        }
        BackupHealth { is_damaged: true, .. }
        | BackupHealth { is_late: true, .. }
        | BackupHealth { error: Some(_), .. } => Verdict::Watch,
        BackupHealth { last_at: None, .. } => Verdict::Unknown,
        _ => Verdict::Well,
    }
}

fn quota(meter: &Meter) -> Verdict {
    let is_tight = |gauge: &Gauge| gauge.limit.is_enforced() && (gauge.is_over() || gauge.is_near());
    match meter {
        _ if meter.is_restricted() => Verdict::Bad,
        Meter { gauges, beyond, .. } if !beyond.is_empty() || gauges.iter().any(is_tight) => Verdict::Watch,
        _ => Verdict::Well,
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
#[path = "verdict_tests.rs"]
mod tests;
