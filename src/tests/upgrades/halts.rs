use super::{
    assert_at_head, central, ended, first, fleet, is_done, next_version, one_by_one, options, poison, run, snapshots,
    some, unobserved,
};
use crate::harness::both_engines;
use std::sync::Arc;
use tenantry::{
    context::Author,
    platform::Platform,
    upgrades::{self, Event, Observer, Options, Pace, Ran, Rehearse, RunState, Stage, Step},
};

both_engines! {
    async fn a_canary_that_fails_halts_before_anybody_else(t: Deployment) {
        let tenants = fleet(&t, 4).await;
        poison(&t, &tenants[1]).await;
        let next = next_version(&t).await;
        let report = run(&next, &first("house-001")).await;
        assert_eq!((report.state, report.stage), (RunState::Halted, Stage::Canary));
        assert_eq!(report.halt_reason.as_deref(), Some("canary: 1 of 1 failed, more than its error budget"));
        assert_eq!((report.counts.done, report.counts.failed, report.left), (0, 1, 3));
        assert_at_head(&next, &tenants, &["house-000", "house-001", "house-002", "house-003"]).await;

        let again = upgrades::run(&next.platform, &options(), Pace::default(), &unobserved()).await.unwrap();
        assert!(matches!(again, Ran::Halted(_)), "somebody has to say that it goes on: {again:?}");
        let report = upgrades::resume(&next.platform, Pace::default(), &Author::CommandLine, &unobserved()).await.unwrap().unwrap();
        assert!(is_done(&report), "{report:?}");
        assert_eq!((report.counts.done, report.counts.failed), (3, 1));
        assert_at_head(&next, &tenants, &["house-001"]).await;
        assert!(upgrades::resume(&next.platform, Pace::default(), &Author::CommandLine, &unobserved()).await.unwrap().is_none());
    }

    async fn a_cohort_with_more_failures_than_its_budget_halts(t: Deployment) {
        let tenants = fleet(&t, some(&t, 12, 7)).await;
        for tenant in &tenants[1..6] {
            poison(&t, tenant).await;
        }
        let next = next_version(&t).await;
        let ran = upgrades::run(&next.platform, &first("house-000"), one_by_one(), &unobserved()).await.unwrap();
        let report = ended(ran);
        assert_eq!(report.state, RunState::Halted, "{report:?}");
        let reason = report.halt_reason.unwrap();
        assert!(reason.contains("failed, more than its error budget"), "{reason}");
        assert!(report.counts.failed <= 3, "one by one, nothing is begun once the budget is used up: {:?}", report.counts);

        let mut halts = 1;
        while let Some(report) = upgrades::resume(&next.platform, one_by_one(), &Author::CommandLine, &unobserved()).await.unwrap() {
            halts += i64::from(report.state == RunState::Halted);
            assert!(halts <= report.counts.failed, "who resumes pardons those who failed so far, and nobody else");
        }
        assert_at_head(&next, &tenants, &["house-001", "house-002", "house-003", "house-004", "house-005"]).await;
    }

    async fn failures_within_the_budget_halt_nothing(t: Deployment) {
        let tenants = fleet(&t, 6).await;
        for tenant in &tenants[1..4] {
            poison(&t, tenant).await;
        }
        let next = next_version(&t).await;
        let report = run(&next, &Options { error_budget: 60, ..first("house-000") }).await;
        assert!(is_done(&report), "{report:?}");
        assert_eq!((report.counts.done, report.counts.failed), (3, 3));
    }

    async fn too_many_failures_on_copies_halt_before_anything_is_changed(t: Deployment) {
        let tenants = fleet(&t, 3).await;
        for tenant in &tenants {
            poison(&t, tenant).await;
        }
        let next = next_version(&t).await;
        let report = run(&next, &Options { rehearse: Rehearse::All, ..options() }).await;
        assert_eq!((report.state, report.stage, report.counts.done), (RunState::Halted, Stage::Rehearsal, 0));
        assert_eq!(snapshots::kept(&next).await, 0);
    }

    async fn databases_that_became_slow_halt_the_run(t: Deployment) {
        fleet(&t, 4).await;
        let next = next_version(&t).await;
        // As if opening had taken no time at all before: whatever it takes now is too much.
        let before = "update upgrade_run set probe_micros = 0 where probe_micros > 0";
        let observer = observer_that_says(&next.platform, before);
        let options = Options { latency_rise_ms: 0, ..options() };
        let report = ended(upgrades::run(&next.platform, &options, Pace::default(), &observer).await.unwrap());
        assert_eq!((report.state, report.stage), (RunState::Halted, Stage::Canary), "{report:?}");
        let reason = report.halt_reason.unwrap();
        assert!(reason.starts_with("canary: opening and reading a migrated database takes "), "{reason}");
        assert_eq!((report.counts.done, report.left), (1, 3));
        assert_eq!(central(&t, "select count(*) from tenant where quarantined_at is not null").await, 0);

        let report = upgrades::resume(&next.platform, Pace::default(), &Author::CommandLine, &unobserved()).await.unwrap().unwrap();
        assert_ne!(report.stage, Stage::Canary, "who saw it may let it go on");
    }

    async fn databases_that_become_slow_in_the_middle_of_a_cohort_halt_it_there(t: Deployment) {
        let tenants = fleet(&t, 9).await;
        let next = next_version(&t).await;
        // In the last cohort alone.
        let before = "update upgrade_run set probe_micros = case when stage = 3 then 0 else 1000000000000 end where probe_micros is not null";
        let observer = observer_that_says(&next.platform, before);
        let options = Options { latency_rise_ms: 0, ..options() };
        // A batch is of four.
        let pace = Pace { judged_after: 4, ..one_by_one() };
        let report = ended(upgrades::run(&next.platform, &options, pace, &observer).await.unwrap());
        assert_eq!((report.state, report.stage), (RunState::Halted, Stage::Rest), "{report:?}");
        assert!(report.halt_reason.as_ref().unwrap().starts_with("rest: opening and reading a migrated database takes "), "{report:?}");
        assert_eq!((report.counts.done, report.left), (5, 4), "one canary, who is a tenth as well, and the first batch of the rest");

        let report = upgrades::resume(&next.platform, pace, &Author::CommandLine, &unobserved()).await.unwrap().unwrap();
        assert!(is_done(&report), "who saw it may let it go on: {report:?}");
        assert_at_head(&next, &tenants, &[]).await;
    }
}

/// Tells the run, whenever a database is migrated, that opening took something else before.
fn observer_that_says(platform: &Arc<Platform>, before: &'static str) -> Observer {
    let observed = platform.clone();
    Arc::new(move |event| {
        if let Event::Reached { step: Step::Committed, .. } = event {
            let central = observed.central.clone();
            tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(say(central, before)));
        }
    })
}

async fn say(central: tenantry::db::Db, text: &'static str) {
    let mut tx = central.begin().await.unwrap();
    crate::db::on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
    tx.commit().await.unwrap();
}
