//! What each check says of figures.

use super::*;
use crate::{
    backups::BackupHealth,
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
        backup: BackupHealth {
            last_at: None,
            bytes: None,
            error: None,
            is_damaged: false,
            is_late: false,
            is_scheduled: true,
        },
        snapshot_at: None,
        failed_jobs: Vec::new(),
        mails: UnsentMails::default(),
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
fn mails_that_failed_are_watched_until_somebody_saw_to_them() {
    let of = |mails, failed_mails, failed_count| {
        let unsent = UnsentMails { failed_count, ..UnsentMails::default() };
        let recent = Counts { mails, failed_mails, ..Counts::default() };
        OrganisationHealth { mails: unsent, ..health(recent) }
    };
    let verdict = |health: &OrganisationHealth| (health.verdict(Check::Mails), health.verdict(Check::Jobs));
    assert_eq!(verdict(&of(0, 0, 0)), (Verdict::Unknown, Verdict::Unknown));
    assert_eq!(verdict(&of(2, 1, 0)), (Verdict::Well, Verdict::Unknown), "it was left as it is");
    assert_eq!(verdict(&of(0, 0, 1)), (Verdict::Watch, Verdict::Unknown));
    assert_eq!(of(0, 0, 1).overall(), Verdict::Watch);
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
    assert_eq!(of(Limit::Members, 8, &[]), Verdict::Well);
    assert_eq!(of(Limit::Members, 9, &[]), Verdict::Watch);
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

#[test]
fn a_backup_that_fails_is_worth_a_look_and_one_that_is_missing_for_long_is_bad() {
    let of = |change: fn(&mut BackupHealth)| {
        let mut health = health(Counts::default());
        health.backup.last_at = Some("2026-03-15T03:00:00Z".into());
        change(&mut health.backup);
        (health.verdict(Check::Backups), health.overall())
    };
    assert_eq!(of(|_| {}), (Verdict::Well, Verdict::Well));
    assert_eq!(of(|backup| backup.last_at = None).0, Verdict::Unknown);
    assert_eq!(of(|backup| backup.is_late = true), (Verdict::Watch, Verdict::Watch));
    assert_eq!(of(|backup| backup.error = Some("no room".into())).0, Verdict::Watch);
    let late = |backup: &mut BackupHealth| (backup.is_late, backup.error) = (true, Some("no room".into()));
    assert_eq!(of(late), (Verdict::Bad, Verdict::Bad));
    assert_eq!(of(|backup| backup.is_damaged = true).0, Verdict::Watch);
    let only = |backup: &mut BackupHealth| (backup.is_damaged, backup.last_at) = (true, None);
    assert_eq!(of(only), (Verdict::Bad, Verdict::Bad));
}
