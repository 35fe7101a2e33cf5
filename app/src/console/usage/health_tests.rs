//! What each check says in words.

use super::*;
use tenantry::{
    jobs::{JobFailure, JobKind},
    mail::UnsentMails,
    modules::Module,
    plans::{Limit, Over},
};

#[test]
fn each_check_says_what_speaks_for_it() {
    let health = OrganisationHealth {
        database: DatabaseState::Answers { micros: 420 },
        recent: Counts { requests: 1_200, server_errors: 3, p95_micros: Some(56_000), ..Counts::default() },
        last_active_at: None,
        version: Some(3),
        newest_version: 4,
        is_behind: true,
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
    };
    let said = |check| reason(&health, check, Locale::En);
    assert_eq!(said(Check::Database), "Answers within 0.42\u{a0}ms");
    assert_eq!(said(Check::Errors), "3 of 1,200 requests");
    assert_eq!(said(Check::Latency), "95 of 100 within 56\u{a0}ms");
    assert_eq!(said(Check::Version), "Version 3 of 4: the next upgrade brings the rest");
    assert_eq!(said(Check::Activity), "Nobody has worked here yet");
    assert_eq!(said(Check::Drift), "Those of a clean install when they were read last");
    let drifted = OrganisationHealth { drifted_at: Some("2026-03-02T00:00:00Z".into()), ..health.clone() };
    assert_eq!(reason(&drifted, Check::Drift, Locale::En), "Other ones than a clean install’s since 2 Mar 2026");
    assert_eq!(said(Check::Domains), "It has none that is verified");
    let (host, until) = ("paris.example".to_owned(), "2026-04-01T00:00:00Z".to_owned());
    let failing = OrganisationHealth { domains: DomainHealth::Failing { host, until }, ..health.clone() };
    let told = reason(&failing, Check::Domains, Locale::En);
    assert_eq!(told, "paris.example: its records are gone; it is served until 1 Apr 2026");
    assert_eq!(remedy(Check::Domains, "paris", Locale::En).unwrap().1, "/organisations/paris/domains");
    assert_eq!(words::check(Locale::En, Check::Snapshots), "Snapshots before upgrades");
    assert_eq!(said(Check::Snapshots), "None");
    assert_eq!(said(Check::Backups), "None yet.");
    assert_eq!(remedy(Check::Backups, "paris", Locale::En).unwrap().1, "/organisations/paris/backups");
    let mut backed_up = health.clone();
    backed_up.backup.last_at = Some("2026-03-02T09:00:00Z".into());
    backed_up.backup.bytes = Some(84_000);
    let last = "The last holds the data of 2 Mar 2026, 09:00 UTC, 84\u{a0}KB.";
    assert_eq!(reason(&backed_up, Check::Backups, Locale::En), last);
    (backed_up.backup.error, backed_up.backup.is_late) = (Some("no room".into()), true);
    let wrong = "The last try failed: no room. The schedule’s time is over.";
    assert_eq!(reason(&backed_up, Check::Backups, Locale::En), format!("{wrong} {last}"));
    let at = Some("2026-03-02T09:00:00Z".to_owned());
    let upgraded = OrganisationHealth { snapshot_at: at, ..health.clone() };
    let told = reason(&upgraded, Check::Snapshots, Locale::Fr);
    assert_eq!(told, "Retour possible au 2 mars 2026 à 09\u{a0}h\u{a0}00 UTC, avant sa dernière mise à niveau");
    assert_eq!(said(Check::Certificate), "None is ordered here");
    let (host, error) = ("paris.example".to_owned(), "no such name".to_owned());
    let failing = CertificateHealth::Failing { host, error };
    let failing = OrganisationHealth { certificate: failing, ..health.clone() };
    assert_eq!(reason(&failing, Check::Certificate, Locale::En), "paris.example: the renewal fails (no such name)");
    let valid = CertificateHealth::Valid { until: "2026-06-01T00:00:00Z".into() };
    let valid = OrganisationHealth { certificate: valid, ..health.clone() };
    assert_eq!(reason(&valid, Check::Certificate, Locale::En), "Valid until 1 Jun 2026");
    assert_eq!(said(Check::Jobs), "There was nothing to do");
    let recent = Counts { jobs: 2, failed_jobs: 1, mails: 4, ..Counts::default() };
    let (reason_, failed_at) = ("the disk is full".to_owned(), "2026-03-15T12:00:00Z".to_owned());
    let failure = JobFailure { kind: JobKind::Publication, reason: reason_, failed_at, times: 3 };
    let busy = OrganisationHealth { recent, failed_jobs: vec![failure], ..health.clone() };
    let told = reason(&busy, Check::Jobs, Locale::En);
    assert!(told.starts_with("Publishing its brand: the disk is full. Tries that failed in a row: 3"), "{told}");
    assert!(told.ends_with("2 done, 1 failed"), "{told}");
    assert_eq!(reason(&busy, Check::Mails, Locale::En), "4 sent, 0 failed in the last hour");
    assert_eq!(said(Check::Mails), "None in the last hour");
    let quiet = OrganisationHealth { recent: Counts::default(), quarantine: Some("x".into()), ..health };
    assert_eq!(reason(&quiet, Check::Errors, Locale::Fr), "Personne n’est venu");
    assert!(reason(&quiet, Check::Version, Locale::Fr).starts_with("En quarantaine"));
}

#[test]
fn a_quota_says_what_is_tight_and_what_comes_of_it() {
    let gauge = |limit, used, most| Gauge { limit, used, most };
    let meter = |members, over: Vec<Over>| Meter {
        gauges: vec![
            gauge(Limit::Members, members, Some(10)),
            gauge(Limit::Storage, 1_000, Some(5_000_000)),
            gauge(Limit::Requests, 90, Some(10)),
        ],
        modules: Vec::new(),
        beyond: Vec::new(),
        over,
    };
    let over = |has_ended| {
        let (since, grace_ends_at) = ("2026-03-01T00:00:00Z".to_owned(), "2026-04-01T00:00:00Z".to_owned());
        vec![Over { limit: Limit::Members, since, grace_ends_at, has_ended }]
    };
    let said = |meter| quota(&meter, Locale::En);
    assert_eq!(
        said(meter(2, Vec::new())),
        "People and open invitations: 2 of 10; Database and files: 1\u{a0}KB of 5.00\u{a0}MB"
    );
    assert_eq!(said(meter(9, Vec::new())), "People and open invitations: 9 of 10");
    assert_eq!(
        said(meter(11, over(false))),
        "People and open invitations: 11 of 10. From 1 Apr 2026 on nothing can be added"
    );
    assert_eq!(
        said(meter(11, over(true))),
        "People and open invitations: 11 of 10. The grace is over: nothing can be added"
    );
    let free = Meter { gauges: vec![gauge(Limit::Members, 2, None)], ..meter(2, Vec::new()) };
    assert_eq!(said(free.clone()), "Its plan has no limits");
    assert!(said(Meter { beyond: vec![Module::Loans], ..free }).contains("Loans"));
}
