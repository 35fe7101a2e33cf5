//! Processes that are killed at every point of a run and of a rollback, and others that go on. The test's own program,
//! started again, is the process that dies.

use super::{
    KEYS, assert_at_head, central, condition, every_way, fleet, found, is_done, next_migrations, number_of, options,
    rows, some, unobserved, version_with,
};
use crate::{
    harness::Deployment,
    victims::{die, killed, point, told},
};
use jiff::SignedDuration;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};
use tenantry::{
    clock::Clock,
    config::Config,
    context::Author,
    db::Lifecycle,
    platform::Platform,
    random::Random,
    tenants::TenantStatus,
    upgrades::{self, Event, Observer, Options, Pace, Rehearse, Step, Which},
    users::Passwords,
};

/// Short, so that who goes on needn't wait long for what the dead one had; long enough for a busy machine to renew it.
const PACE: Pace = Pace {
    at_once: 2,
    lease: SignedDuration::from_secs(3),
    patience: Duration::from_secs(20),
    judged_after: Pace::JUDGED_AFTER,
};

every_way! {
    async fn a_run_survives_being_killed_at_every_point(t: Deployment) {
        let tenants = fleet(&t, some(&t, 200, 40)).await;
        let far = 9;
        for (step, times) in [
            (Step::Begun, 1),
            (Step::Claimed, 2),
            (Step::Rehearsed, 2),
            (Step::StageEnded, 1),
            (Step::Snapshotted, 1),
            (Step::Applied, 1),
            (Step::Committed, 1),
            (Step::StageEnded, 1),
            (Step::Claimed, far),
            (Step::Snapshotted, far),
            (Step::Applied, far),
            (Step::Committed, far),
            (Step::Recorded, far),
        ] {
            killed_at(&t, "run", step, times).await;
            assert_eq!(central(&t, "select count(*) from upgrade_run where state = 'running'").await, 1, "{step:?}");
        }
        let next = version_with(&t, next_migrations(), Clock::system()).await;
        let report = upgrades::resume(&next.platform, PACE, &Author::CommandLine, &unobserved()).await.unwrap().unwrap();
        assert!(is_done(&report), "{report:?}");
        let recorded = "select count(*) from audit_event where kind = 'upgrade-resumed' and in_console";
        assert_eq!(central(&t, recorded).await, 1, "who went on with what the dead ones left is in the trail");
        assert_eq!((report.counts.done, report.counts.failed), (number_of(&tenants), 0), "{report:?}");
        assert!(central(&t, "select count(*) from upgrade_task where attempts > 1").await > 4, "some were left half-way");
        assert_at_head(&next, &tenants, &[]).await;
        let drift = upgrades::drift(&next.platform, 4, || {}).await.unwrap();
        assert_eq!((drift.read, drift.behind, drift.drifted.len()), (number_of(&tenants), 0, 0));

        // Each still has the way back to what it was before the first attempt.
        assert_eq!(central(&t, "select count(*) from upgrade_task where snapshot_at is null").await, 0);
        let back = upgrades::rollback(&next.platform, &Which::Tenant("house-003".into()), PACE, &Author::CommandLine, &unobserved()).await.unwrap();
        assert_eq!(back.restored, ["house-003"]);
        assert_eq!(condition(&next, &tenants[3]).await.versions["core"], crate::upgrades::unreleased() - 1);
        assert_eq!(rows(&next, &tenants[3], KEYS).await, ["kept"]);
    }

    async fn a_rollback_survives_being_killed_at_every_point(t: Deployment) {
        let tenants = fleet(&t, 3).await;
        let before = condition(&t, &tenants[0]).await;
        let next = version_with(&t, next_migrations(), Clock::system()).await;
        upgrades::run(&next.platform, &options(), PACE, &unobserved()).await.unwrap();
        for step in [Step::Shut, Step::Swapped, Step::Opened] {
            killed_at(&t, "rollback", step, 1).await;
            tokio::time::sleep(PACE.lease.unsigned_abs() + Duration::from_millis(500)).await;
            let closed = "select count(*) from tenant where status = 'maintenance'";
            assert!(central(&t, closed).await > 0, "{step:?}: it stays closed until somebody goes on");
        }
        upgrades::resume(&next.platform, PACE, &Author::CommandLine, &unobserved()).await.unwrap();
        let rest = upgrades::rollback(&next.platform, &Which::Run(None), PACE, &Author::CommandLine, &unobserved()).await.unwrap();
        assert_eq!(rest.failed.len(), 0, "{rest:?}");
        assert_eq!(central(&t, "select count(*) from upgrade_task where state = 'restored'").await, 3);
        for tenant in &tenants {
            assert_eq!(found(&next, &tenant.slug).await.status, TenantStatus::Active);
            assert_eq!(condition(&next, tenant).await, before, "{}", tenant.slug);
            assert_eq!(rows(&next, tenant, KEYS).await, ["kept"]);
        }
    }
}

/// Starts a process that dies the moment it comes to a step for the nth time.
async fn killed_at(t: &Deployment, what: &'static str, step: Step, times: u64) {
    let key = t.platform.config.database.key_file().path().to_string_lossy().into_owned();
    let (step, times) = (format!("{step:?}"), times.to_string());
    killed(t, "upgrades::kills::victim", &[&key, what, &step, &times]).await;
}

/// Not a test of its own: the program that is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it is the child process of the tests above"]
async fn victim() {
    let Some((location, [key, what, step, times])) = told() else { return };
    let mut config = Config::for_tests(location.clone(), "http://tenantry.test:3000");
    config.database.key_file = key.into();
    let lifecycle = Lifecycle::with(location, next_migrations());
    let platform =
        Platform::open_on(lifecycle, config, Clock::system(), Random::system(), Passwords::for_tests()).await.unwrap();
    let observer = dying_at(point(Step::ALL, &step), times.parse().unwrap());
    if what == "run" {
        let options = Options { rehearse: Rehearse::Some(4), ..options() };
        let ended = upgrades::run(&platform, &options, PACE, &observer).await;
        eprintln!("the run ended by itself: {ended:?}");
    } else {
        let ended = upgrades::rollback(&platform, &Which::Run(None), PACE, &Author::CommandLine, &observer).await;
        eprintln!("the rollback ended by itself: {ended:?}");
    }
}

fn dying_at(at: Step, times: u64) -> Observer {
    let reached = Arc::new(AtomicU64::new(0));
    Arc::new(move |event| {
        if let Event::Reached { step, .. } = event
            && step == at
            && reached.fetch_add(1, Ordering::SeqCst) + 1 == times
        {
            die();
        }
    })
}
