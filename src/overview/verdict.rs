//! The health of one organisation, and the judgement of it.

use crate::{
    jobs::JobFailure,
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
    /// When the copy was made that it can be taken back to, RFC 3339; `None` without one.
    pub copied_at: Option<String>,
    /// Work that failed the last time it was tried, the latest first.
    pub failed_jobs: Vec<JobFailure>,
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
    /// Copies of its data that are kept here.
    Copies,
    /// Work in the background, and mails.
    Jobs,
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
            // Whoever copies the directory or the servers doesn't tell.
            Check::Copies => self.copied_at.as_ref().map_or(Verdict::Unknown, |_| Verdict::Well),
            Check::Jobs if !self.failed_jobs.is_empty() || self.recent.failed_jobs + self.recent.failed_mails > 0 => {
                Verdict::Watch
            }
            Check::Jobs if self.recent.jobs + self.recent.mails == 0 => Verdict::Unknown,
            Check::Jobs => Verdict::Well,
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
            Check::Jobs,
        ];
        checks.map(|check| self.verdict(check)).into_iter().max().unwrap_or(Verdict::Unknown)
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
mod tests {
    use super::*;
    use crate::{
        jobs::JobKind,
        plans::{Limit, Over},
    };

    fn health(recent: Counts) -> OrganisationHealth {
        OrganisationHealth {
            database: DatabaseState::Answers { micros: 900 },
            recent,
            last_active_at: Some("2026-03-15T12:00:00Z".into()),
            version: Some(3),
            newest_version: 3,
            is_behind: false,
            quarantine: None,
            drifted_at: None,
            domains: DomainHealth::None,
            certificate: CertificateHealth::None,
            quota: None,
            copied_at: None,
            failed_jobs: Vec::new(),
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

    #[test]
    fn work_that_fails_is_watched_until_it_succeeds() {
        let of = |jobs, failed_jobs| health(Counts { jobs, failed_jobs, ..Counts::default() }).verdict(Check::Jobs);
        assert_eq!((of(0, 0), of(3, 0), of(3, 1)), (Verdict::Unknown, Verdict::Well, Verdict::Watch));
        let (kind, reason, failed_at) = (JobKind::Publication, String::new(), "2026-03-15T12:00:00Z".to_owned());
        let noted = OrganisationHealth {
            failed_jobs: vec![JobFailure { kind, reason, failed_at, times: 2 }],
            ..health(Counts::default())
        };
        assert_eq!((noted.verdict(Check::Jobs), noted.overall()), (Verdict::Watch, Verdict::Watch));
    }

    #[test]
    fn a_plan_that_is_nearly_used_up_is_watched_and_one_that_stops_work_is_bad() {
        let of = |limit, used, over: &[bool]| {
            let over = over.iter().map(|has_ended| {
                let (since, grace_ends_at) = ("2026-03-01T00:00:00Z".to_owned(), "2026-04-01T00:00:00Z".to_owned());
                Over { limit, since, grace_ends_at, has_ended: *has_ended }
            });
            let gauges = vec![Gauge { limit, used, most: Some(10) }];
            let meter = Meter { gauges, modules: Vec::new(), beyond: Vec::new(), over: over.collect() };
            let quick = Counts { requests: 10, p95_micros: Some(20_000), ..Counts::default() };
            let health = OrganisationHealth { quota: Some(meter), ..health(quick) };
            assert_eq!(health.verdict(Check::Quota), health.overall());
            health.overall()
        };
        assert_eq!(of(Limit::Members, 7, &[]), Verdict::Well);
        assert_eq!(of(Limit::Members, 8, &[]), Verdict::Watch);
        assert_eq!(of(Limit::Members, 11, &[false]), Verdict::Watch);
        assert_eq!(of(Limit::Members, 11, &[true]), Verdict::Bad);
        assert_eq!(of(Limit::Requests, 90, &[]), Verdict::Well, "they are counted and no more");
        assert_eq!(health(Counts::default()).verdict(Check::Quota), Verdict::Unknown);
    }

    #[test]
    fn other_tables_are_watched_and_a_domain_that_is_lost_is_bad() {
        let quick = Counts { requests: 10, p95_micros: Some(20_000), ..Counts::default() };
        let well = health(quick.clone());
        assert_eq!((well.verdict(Check::Drift), well.verdict(Check::Domains)), (Verdict::Well, Verdict::Unknown));
        assert_eq!(OrganisationHealth { version: None, ..well.clone() }.verdict(Check::Drift), Verdict::Unknown);
        let drifted = OrganisationHealth { drifted_at: Some("2026-03-15T12:00:00Z".into()), ..well.clone() };
        assert_eq!((drifted.verdict(Check::Drift), drifted.overall()), (Verdict::Watch, Verdict::Watch));
        let of = |domains| OrganisationHealth { domains, ..health(quick.clone()) }.overall();
        let host = || "loans.example.org".to_owned();
        assert_eq!(of(DomainHealth::Served { hosts: 1 }), Verdict::Well);
        assert_eq!(of(DomainHealth::Failing { host: host(), until: "2026-04-01T00:00:00Z".into() }), Verdict::Watch);
        assert_eq!(of(DomainHealth::Lost { host: host() }), Verdict::Bad);
    }

    #[test]
    fn a_certificate_that_fails_is_watched_until_there_is_none() {
        let quick = Counts { requests: 10, p95_micros: Some(20_000), ..Counts::default() };
        let of = |certificate| OrganisationHealth { certificate, ..health(quick.clone()) };
        let (host, error) = ("paris.example.org".to_owned(), "no such name".to_owned());
        let valid = of(CertificateHealth::Valid { until: "2026-06-01T00:00:00Z".into() });
        assert_eq!((valid.verdict(Check::Certificate), valid.overall()), (Verdict::Well, Verdict::Well));
        let failing = of(CertificateHealth::Failing { host: host.clone(), error: error.clone() });
        assert_eq!((failing.verdict(Check::Certificate), failing.overall()), (Verdict::Watch, Verdict::Watch));
        let ordered = of(CertificateHealth::Missing { host: host.clone(), error: None });
        assert_eq!((ordered.verdict(Check::Certificate), ordered.overall()), (Verdict::Unknown, Verdict::Well));
        let missing = of(CertificateHealth::Missing { host, error: Some(error) });
        assert_eq!((missing.verdict(Check::Certificate), missing.overall()), (Verdict::Bad, Verdict::Bad));
    }
}
