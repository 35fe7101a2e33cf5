//! Whole runs that are taken back, as an operator orders it, and snapshots that are removed.

use super::{KEYS, broken_off_at, central, fleet, found, next_version, options, rows, run, unobserved, write};
use crate::{
    harness::{Deployment, Engine, both_engines, run as on},
    operators::operator,
};
use jiff::SignedDuration;
use std::time::Duration;
use tenantry::{
    audit,
    context::Author,
    fault::{Kind, Problem},
    ids::UpgradeRunId,
    tenants::TenantStatus,
    upgrades::{self, OldSnapshots, Pace, Step, Which},
};

/// Watches until nobody is on their way back any more.
async fn watched(t: &Deployment, id: UpgradeRunId) -> upgrades::RunView {
    for _ in 0..1200 {
        let view = upgrades::watch(&t.platform, id).await.unwrap();
        if view.counts.restoring == 0 {
            return view;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it doesn't end");
}

async fn events(t: &Deployment, kind: &str) -> Vec<String> {
    let events = audit::recent(&t.platform, 50).await.unwrap();
    events.into_iter().filter(|event| event.kind == kind && event.user.is_some()).map(|event| event.detail).collect()
}

both_engines! {
    async fn a_whole_run_is_taken_back_by_the_number_of_its_organisations(t: Deployment) {
        let tenants = fleet(&t, 3).await;
        let next = next_version(&t).await;
        let ctx = operator(&next).await;
        let id = run(&next, &options()).await.id;
        write(&t, &tenants[0], "later").await;
        for tenant in &tenants {
            t.platform.fleet.close(tenant.id).await;
        }
        let preview = upgrades::preview_rollback(&next.platform, id).await.unwrap();
        assert_eq!((preview.organisations, preview.is_running, preview.named.len()), (3, false, 3));
        assert_eq!(preview.oldest.as_deref(), Some("2026-03-15T12:00:00Z"));
        for wrong in ["", "2", "three"] {
            let refusal = upgrades::roll_back_run(&ctx, id, wrong).await.unwrap_err();
            assert_eq!(refusal.fault.problem_of("confirmation"), Some(&Problem::CountMismatch));
        }
        assert_eq!(central(&next, "select count(*) from upgrade_task where state = 'done'").await, 3, "looking changes nothing");

        upgrades::roll_back_run(&ctx, id, " 3 ").await.unwrap();
        let view = watched(&next, id).await;
        assert_eq!((view.counts.restored, view.counts.done, view.failures.len()), (3, 0, 0), "{view:?}");
        for tenant in &tenants {
            assert_eq!(rows(&next, tenant, KEYS).await, ["kept"], "{}: what was written since is lost", tenant.slug);
            assert_eq!(found(&next, &tenant.slug).await.status, TenantStatus::Active);
        }
        assert_eq!(events(&next, "run-rollback-ordered").await, [format!("{id}: 3 organisations")]);
        assert_eq!(upgrades::roll_back_run(&ctx, id, "3").await.unwrap_err().kind(), Kind::Conflict, "everybody is back");
    }

    async fn what_died_over_a_snapshot_counts_only_when_there_is_one(t: Deployment) {
        fleet(&t, 1).await;
        let next = next_version(&t).await;
        broken_off_at(&next, Step::Claimed, options()).await;
        next.clock.advance(SignedDuration::from_hours(24 * OldSnapshots::DAYS + 1));
        let fortnight = SignedDuration::from_hours(24 * OldSnapshots::DAYS);
        assert_eq!(upgrades::prunable(&next.platform, fortnight).await.unwrap().snapshots, 0, "nothing was copied yet");
        assert_eq!(upgrades::prune(&next.platform, fortnight).await.unwrap().snapshots, 0);
        assert_eq!(central(&next, "select count(*) from upgrade_task where state = 'waiting'").await, 1, "as if nobody had begun");
    }

    async fn old_snapshots_are_counted_with_their_room_and_removed_by_somebody(t: Deployment) {
        fleet(&t, 2).await;
        let next = next_version(&t).await;
        let ctx = operator(&next).await;
        run(&next, &options()).await;
        let old = async || upgrades::old_snapshots(&next.platform, OldSnapshots::DAYS).await.unwrap();
        assert_eq!((old().await.snapshots, old().await.bytes), (0, 0));
        next.clock.advance(SignedDuration::from_hours(24 * OldSnapshots::DAYS));
        assert!(old().await.snapshots == 2 && old().await.bytes > 10_000, "{:?}", old().await);
        let removed = upgrades::order_pruning(&next.platform, OldSnapshots::DAYS, &(&ctx.actor).into()).await.unwrap();
        assert_eq!((removed.snapshots, old().await.snapshots), (2, 0));
        upgrades::order_pruning(&next.platform, OldSnapshots::DAYS, &(&ctx.actor).into()).await.unwrap();
        assert_eq!(events(&next, "snapshots-removed").await, ["2 of 14 days"], "once, since there was nothing the second time");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_cant_come_back_is_named_until_somebody_tries_again() {
    on(Engine::Sqlite, |t: Deployment| async move {
        let tenants = fleet(&t, 2).await;
        let next = next_version(&t).await;
        let id = run(&next, &options()).await.id;
        let held = t.platform.fleet.open(&tenants[0]).await.unwrap();
        let pace = Pace { patience: Duration::from_secs(1), ..Pace::default() };
        let which = Which::Run(Some(id));
        let rollback =
            upgrades::rollback(&next.platform, &which, pace, &Author::CommandLine, &unobserved()).await.unwrap();
        assert_eq!((rollback.restored.as_slice(), rollback.failed.len()), (&["house-001".to_owned()][..], 1));
        let view = upgrades::watch(&next.platform, id).await.unwrap();
        assert_eq!((view.counts.restored, view.counts.done), (1, 1));
        assert!(view.failures[0].is_of_rollback && view.failures[0].slug == "house-000", "{view:?}");
        assert!(view.failures[0].error.contains("somebody else still has the database open"), "{view:?}");
        assert_eq!(upgrades::preview_rollback(&next.platform, id).await.unwrap().organisations, 1, "who is left");

        drop(held);
        t.platform.fleet.close(tenants[0].id).await;
        upgrades::rollback(&next.platform, &which, pace, &Author::CommandLine, &unobserved()).await.unwrap();
        let view = upgrades::watch(&next.platform, id).await.unwrap();
        assert_eq!((view.counts.restored, view.failures.len()), (2, 0), "{view:?}");
    })
    .await;
}
