//! Work in the background: counted once for whom it is done, told of when it fails, forgotten when it succeeds.

use crate::{
    db::on_either,
    domains::{HOST, claimed, make_records, with_name_server},
    harness::{Deployment, Engine, both_engines},
    log,
};
use jiff::SignedDuration;
use std::time::Duration;
use tenantry::{
    access::Role,
    brand::{self, BrandForm},
    context::Author,
    db::log_slower_than,
    deletions::{self, NewDeletion, Pace},
    domains,
    jobs::JobKind,
    metrics::{self, Period},
    moves::{self, Destination, Outcome},
    overview::{self, Check, Concern, Detail, Verdict},
    plans,
    servers::Placement,
    tenants,
    upgrades::{self, Options, Rehearse},
};

/// Those that went well and those that failed, by kind, as Prometheus is told.
pub(crate) fn told(t: &Deployment, kind: JobKind) -> (u64, u64) {
    let text = t.platform.prometheus();
    let of = |outcome: &str| -> u64 {
        let start = format!("tenantry_jobs_total{{kind=\"{}\",outcome=\"{outcome}\"}} ", kind.key());
        text.lines().find_map(|line| line.strip_prefix(&start)?.parse().ok()).unwrap()
    };
    (of("ok"), of("failed"))
}

/// The same of one organisation, of all kinds, as its charts have it.
pub(crate) async fn counted(t: &Deployment, slug: &str) -> (i64, i64) {
    metrics::flush(&t.platform).await.unwrap();
    t.clock.advance(SignedDuration::from_mins(3));
    metrics::add_up(&t.platform).await.unwrap();
    let total = metrics::usage_of(&t.platform, slug, Period::Month).await.unwrap().total;
    (total.jobs, total.failed_jobs)
}

async fn name_database(t: &Deployment, name: &str) {
    let tenant = tenants::find(&t.platform, "paris").await.unwrap().unwrap();
    let mut tx = t.platform.central.begin().await.unwrap();
    let text = "update tenant set database_name = $1 where slug = 'paris'";
    on_either!(&mut tx, c => sqlx::query(text).bind(name).execute(c).await.map(drop)).unwrap();
    tx.commit().await.unwrap();
    t.platform.directory.forget();
    t.platform.fleet.close(tenant.id).await;
}

async fn plan_a_brand(t: &Deployment) {
    let ctx = t.ctx("paris", Role::Owner).await;
    let form = BrandForm { name: "GMAH Paris".into(), primary: "#b3261e".into(), ..BrandForm::default() };
    brand::schedule(&ctx, form, "2026-03-15T14:00").await.unwrap();
    drop(ctx);
    t.clock.advance(SignedDuration::from_hours(3));
}

async fn failing(t: &Deployment) -> Vec<(String, Detail)> {
    let attention = overview::overview(&t.platform).await.unwrap().attention;
    let of = attention.into_iter().filter(|of| of.concern == Concern::JobFailed);
    of.flat_map(|of| of.named).map(|named| (named.key, named.detail)).collect()
}

both_engines! {
    async fn a_publication_counts_once_and_what_has_nothing_to_do_does_not(t: Deployment) {
        t.tenant("lyon").await;
        plan_a_brand(&t).await;
        assert_eq!(brand::publish_due(&t.platform).await.unwrap(), 1);
        assert_eq!(brand::publish_due(&t.platform).await.unwrap(), 0);
        assert_eq!(told(&t, JobKind::Publication), (1, 0));
        assert_eq!((counted(&t, "paris").await, counted(&t, "lyon").await), ((1, 0), (0, 0)));
        let health = overview::health_of(&t.platform, "paris").await.unwrap();
        assert_eq!((health.recent.jobs, health.verdict(Check::Jobs)), (1, Verdict::Well));
        assert_eq!(overview::health_of(&t.platform, "lyon").await.unwrap().verdict(Check::Jobs), Verdict::Unknown);
        assert_eq!(failing(&t).await, []);
    }

    async fn one_that_fails_is_named_with_its_reason_until_it_succeeds(t: Deployment) {
        plan_a_brand(&t).await;
        let own = tenants::find(&t.platform, "paris").await.unwrap().unwrap().home().name().as_str().to_owned();
        name_database(&t, "t_aaaaaaaaaaaaaaaaaaaaaaaaaa").await;
        for _ in 0..2 {
            assert_eq!(brand::publish_due(&t.platform).await.unwrap(), 0);
            t.clock.advance(SignedDuration::from_mins(2));
        }
        assert_eq!(told(&t, JobKind::Publication), (0, 2));
        let named = failing(&t).await;
        assert!(
            matches!(&named[..], [(slug, Detail::Job { kind: JobKind::Publication, reason })] if slug == "paris" && !reason.is_empty()),
            "{named:?}"
        );
        let health = overview::health_of(&t.platform, "paris").await.unwrap();
        assert_eq!((health.failed_jobs.len(), health.failed_jobs[0].times, health.verdict(Check::Jobs)), (1, 2, Verdict::Watch));
        assert_eq!(counted(&t, "paris").await, (0, 2));
        assert_eq!(overview::overview(&t.platform).await.unwrap().failures.jobs, 2);

        // What could not be opened three times is left alone for a moment.
        tokio::time::sleep(Duration::from_millis(700)).await;
        name_database(&t, &own).await;
        assert_eq!(brand::publish_due(&t.platform).await.unwrap(), 1);
        assert_eq!(failing(&t).await, []);
        assert_eq!(overview::health_of(&t.platform, "paris").await.unwrap().failed_jobs, []);
        assert_eq!(counted(&t, "paris").await, (1, 2));
    }

    async fn a_slow_statement_of_a_job_is_told_with_the_organisation(t: Deployment) {
        plan_a_brand(&t).await;
        log::keep();
        log_slower_than(Duration::ZERO);
        assert_eq!(brand::publish_due(&t.platform).await.unwrap(), 1);
        log_slower_than(Duration::from_hours(1));
        let (kept, place) = (log::kept(), "statement=\"tenantry::brand::");
        let line = kept.lines().find(|line| line.contains("slow statement") && line.contains("job{") && line.contains(place));
        let line = line.unwrap_or_else(|| panic!("{kept}"));
        assert!(line.contains("kind=\"publication\"") && line.contains("tenant=\"paris\"") && line.contains("milliseconds="), "{line}");
    }

    async fn what_failed_a_week_ago_needs_nobody(t: Deployment) {
        plan_a_brand(&t).await;
        name_database(&t, "t_aaaaaaaaaaaaaaaaaaaaaaaaaa").await;
        assert_eq!(brand::publish_due(&t.platform).await.unwrap(), 0);
        assert_eq!(failing(&t).await.len(), 1);
        t.clock.advance(SignedDuration::from_hours(24 * 8));
        assert_eq!(failing(&t).await, []);
    }

    async fn figures_are_counted_for_those_who_are_looked_at(t: Deployment) {
        t.tenant("paris").await;
        t.tenant("lyon").await;
        assert_eq!(metrics::sample(&t.platform).await.unwrap(), 2);
        assert_eq!(metrics::sample(&t.platform).await.unwrap(), 0);
        assert_eq!(told(&t, JobKind::Figures), (2, 0));
        assert_eq!(counted(&t, "lyon").await, (1, 0));
    }

    async fn a_move_is_one_job_with_what_it_leaves(t: Deployment) {
        t.register("elsewhere", "here", 1_000).await;
        t.tenant("paris").await;
        let placement = if t.engine == Engine::Sqlite { Placement::PostgresSchema } else { Placement::Sqlite };
        let to = Destination { placement, server: None, region: None };
        let author = Author::CommandLine;
        let (pace, observer) = (moves::Pace::default(), moves::unobserved());
        let moved = moves::move_tenant(&t.platform, "paris", &to, &author, pace, &observer).await.unwrap();
        assert!(matches!(moved, Outcome::Moved(_)));
        assert_eq!((told(&t, JobKind::Move), counted(&t, "paris").await), ((1, 0), (1, 0)));
    }

    async fn an_upgrade_is_a_job_for_each_organisation(t: Deployment) {
        t.tenant("paris").await;
        t.tenant("lyon").await;
        let next = crate::upgrades::next_version(&t).await;
        let observer: upgrades::Observer = std::sync::Arc::new(|_| {});
        let options = Options { rehearse: Rehearse::None, ..Options::default() };
        upgrades::run(&next.platform, &options, upgrades::Pace::default(), &observer).await.unwrap();
        assert_eq!((told(&next, JobKind::Upgrade), counted(&next, "lyon").await), ((2, 0), (1, 0)));
        upgrades::run(&next.platform, &options, upgrades::Pace::default(), &observer).await.unwrap();
        assert_eq!(told(&next, JobKind::Upgrade), (2, 0), "there was nothing to do");
    }

    async fn a_rollback_is_a_job_for_each_that_it_takes_back(t: Deployment) {
        let open = t.tenant("paris").await;
        t.tenant("lyon").await;
        let next = crate::upgrades::next_version(&t).await;
        let observer: upgrades::Observer = std::sync::Arc::new(|_| {});
        let options = Options { rehearse: Rehearse::None, ..Options::default() };
        upgrades::run(&next.platform, &options, upgrades::Pace::default(), &observer).await.unwrap();
        t.platform.fleet.close(open.id).await;
        let paris = upgrades::Which::Tenant("paris".into());
        let rollback = upgrades::rollback(&next.platform, &paris, upgrades::Pace::default(), &Author::CommandLine, &observer).await.unwrap();
        assert_eq!(rollback.restored, ["paris"], "{:?}", rollback.failed);
        assert_eq!(told(&next, JobKind::Upgrade), (3, 0));
        assert_eq!((counted(&next, "paris").await, counted(&next, "lyon").await), ((2, 0), (1, 0)));
    }

    async fn a_look_at_a_domain_is_a_job_whatever_it_finds(t: Deployment) {
        let (t, zone) = with_name_server(t).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        make_records(&zone, &claimed(&ctx, HOST).await);
        domains::verify(&ctx, HOST).await.unwrap();
        t.clock.advance(SignedDuration::from_hours(25));
        assert_eq!(domains::recheck_due(&t.platform).await.unwrap(), 1);
        assert_eq!(domains::recheck_due(&t.platform).await.unwrap(), 0);
        assert_eq!(told(&t, JobKind::Domain), (1, 0));
    }

    async fn a_plan_is_judged_for_those_who_stand_otherwise_now(t: Deployment) {
        t.tenant("paris").await;
        t.tenant("lyon").await;
        let mut tx = t.platform.central.begin().await.unwrap();
        let text = "insert into tenant_over (tenant_id, what, since, grace_ends_at) select id, 'members', created_at, created_at from tenant where slug = 'paris'";
        on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        for _ in 0..2 {
            plans::attend(&t.platform).await.unwrap();
        }
        assert_eq!((told(&t, JobKind::Plan), counted(&t, "lyon").await), ((1, 0), (0, 0)));
        assert_eq!(counted(&t, "paris").await, (1, 0));
    }

    async fn the_end_of_an_organisation_is_an_export_and_a_removal(t: Deployment) {
        t.tenant("paris").await;
        let now = NewDeletion { grace: Some(SignedDuration::ZERO), ..NewDeletion::default() };
        deletions::delete(&t.platform, "paris", &now, &Author::CommandLine).await.unwrap();
        t.clock.advance(SignedDuration::from_secs(1));
        for _ in 0..2 {
            deletions::attend_all(&t.platform, &Author::Housekeeping, Pace::default()).await.unwrap();
        }
        assert_eq!((told(&t, JobKind::Export), told(&t, JobKind::Removal)), ((1, 0), (1, 0)));
        metrics::flush(&t.platform).await.unwrap();
    }
}
