use super::{
    KEYS, assert_at_head, broken_off_at, by_hand, central, every_way, fleet, is_done, next_version, options, rows, run,
    some, write,
};
use crate::{
    fleet::eventually,
    harness::Deployment,
    postgres::{as_owner, shared},
};
use jiff::SignedDuration;
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};
use tenantry::{
    servers::Placement,
    upgrades::{self, Pruned, Step},
};

/// Copies that are on the disk or on the server, of the organisations of this deployment.
pub(super) async fn kept(t: &Deployment) -> usize {
    let mut reader = t.platform.central.read().await.unwrap();
    let text = "select snapshot from upgrade_task";
    let names: Vec<String> =
        crate::db::on_either!(&mut reader, c => sqlx::query_scalar(text).fetch_all(c).await).unwrap();
    let (database, text) = match t.placement() {
        Placement::Sqlite => {
            let file = |name: &String| t.directory.join(format!("data/snapshots/{name}.db")).exists();
            return names.iter().filter(|name| file(name)).count();
        }
        Placement::PostgresSchema => (shared(t).await, "select count(*) from pg_namespace where nspname = any($1)"),
        _ => ("postgres".to_owned(), "select count(*) from pg_database where datname = any($1)"),
    };
    let server = as_owner(t, &database).await;
    usize::try_from(sqlx::query_scalar::<_, i64>(text).bind(names).fetch_one(&server).await.unwrap()).unwrap()
}

every_way! {
    async fn snapshots_are_kept_for_a_while_and_then_removed(t: Deployment) {
        fleet(&t, 3).await;
        let next = next_version(&t).await;
        assert!(is_done(&run(&next, &options()).await));
        assert_eq!(kept(&next).await, 3);
        let fortnight = SignedDuration::from_hours(24 * 14);
        assert_eq!(upgrades::prune(&next.platform, fortnight).await.unwrap(), Pruned { snapshots: 0 });
        assert_eq!(kept(&next).await, 3, "it is too early");
        next.clock.advance(fortnight);
        assert_eq!(upgrades::prunable(&next.platform, fortnight).await.unwrap(), Pruned { snapshots: 3 });
        assert_eq!(kept(&next).await, 3, "who only asks removes nothing");
        assert_eq!(upgrades::prune(&next.platform, fortnight).await.unwrap(), Pruned { snapshots: 3 });
        assert_eq!((kept(&next).await, central(&next, "select count(*) from upgrade_task where snapshot_at is not null").await), (0, 0));
    }

    async fn what_somebody_died_over_is_removed_when_nobody_goes_on(t: Deployment) {
        let tenants = fleet(&t, 1).await;
        let next = next_version(&t).await;
        broken_off_at(&next, Step::Snapshotted, options()).await;
        assert_eq!((kept(&next).await, central(&next, "select count(*) from upgrade_task where snapshot_at is not null").await), (1, 0));
        let folder = t.directory.join("data/snapshots");
        let draft = || Some(std::fs::read_dir(&folder).ok()?.next()?.unwrap().path().with_extension("draft"));
        let draft = (t.placement() == Placement::Sqlite).then(draft).flatten();
        if let Some(draft) = &draft {
            std::fs::write(draft, "the half of a copy").unwrap();
        }
        let fortnight = SignedDuration::from_hours(24 * 14);
        assert_eq!(upgrades::prune(&next.platform, fortnight).await.unwrap(), Pruned { snapshots: 0 }, "somebody may go on");
        next.clock.advance(fortnight + SignedDuration::from_mins(1));
        assert_eq!(upgrades::prunable(&next.platform, fortnight).await.unwrap(), Pruned { snapshots: 1 });
        assert_eq!(upgrades::prune(&next.platform, fortnight).await.unwrap(), Pruned { snapshots: 1 });
        assert_eq!((kept(&next).await, upgrades::prunable(&next.platform, fortnight).await.unwrap()), (0, Pruned { snapshots: 0 }));
        assert!(draft.is_none_or(|draft| !draft.exists()));
        // The run can still be resumed.
        assert!(is_done(&run(&next, &options()).await));
        assert_at_head(&next, &tenants, &[]).await;
        assert_eq!(kept(&next).await, 1);
    }

    async fn a_copy_of_who_failed_is_removed_as_well(t: Deployment) {
        let tenants = fleet(&t, 1).await;
        let next = next_version(&t).await;
        broken_off_at(&next, Step::Committed, options()).await;
        by_hand(&next, &tenants[0], "create table mine (id text)").await;
        next.clock.advance(SignedDuration::from_mins(1));
        run(&next, &options()).await;
        assert_eq!((kept(&next).await, central(&next, "select count(*) from upgrade_task where state = 'failed'").await), (1, 1));
        let fortnight = SignedDuration::from_hours(24 * 14);
        next.clock.advance(fortnight);
        assert_eq!(upgrades::prune(&next.platform, fortnight).await.unwrap(), Pruned { snapshots: 1 });
        assert_eq!((kept(&next).await, upgrades::prunable(&next.platform, fortnight).await.unwrap()), (0, Pruned { snapshots: 0 }));
    }

    async fn snapshots_have_names_that_nobody_typed(t: Deployment) {
        fleet(&t, 2).await;
        let next = next_version(&t).await;
        run(&next, &options()).await;
        assert_eq!(central(&next, "select count(*) from upgrade_task where snapshot like 's\\__%' escape '\\' and snapshot not like '%house%'").await, 2);
        if t.placement() == Placement::Sqlite {
            let mode = |path: &str| std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(t.directory.join(path)).unwrap().permissions());
            assert_eq!(mode("data/snapshots") & 0o777, 0o700);
        }
    }

    async fn what_is_written_while_a_run_goes_on_is_there_afterwards(t: Deployment) {
        let tenants = fleet(&t, some(&t, 6, 4)).await;
        let next = next_version(&t).await;
        let (rounds, is_over) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let writing = tokio::spawn({
            let (rounds, is_over, tenants) = (rounds.clone(), is_over.clone(), tenants.clone());
            let t = Deployment { platform: t.platform.clone(), clock: t.clock.clone(), engine: t.engine, directory: t.directory.clone() };
            async move {
                let mut written = vec![0_usize; tenants.len()];
                while !is_over.load(Ordering::Relaxed) {
                    for (tenant, count) in tenants.iter().zip(&mut written) {
                        *count += usize::from(try_to_write(&t, tenant, &format!("row-{count}")).await);
                    }
                    rounds.fetch_add(1, Ordering::Relaxed);
                }
                written
            }
        });
        eventually("somebody writes", || rounds.load(Ordering::Relaxed) > 2).await;
        assert!(is_done(&run(&next, &options()).await));
        let then = rounds.load(Ordering::Relaxed);
        eventually("and goes on", || rounds.load(Ordering::Relaxed) > then + 2).await;
        is_over.store(true, Ordering::Relaxed);
        let written = writing.await.unwrap();
        for (tenant, count) in tenants.iter().zip(written) {
            assert!(count > 2, "somebody wrote meanwhile");
            let there = rows(&next, tenant, KEYS).await.len();
            // The one that was committed and not acknowledged.
            assert!((count + 1..=count + 2).contains(&there), "{}: {count} written, {there} there", tenant.slug);
        }
        write(&t, &tenants[0], "the older version of the program still works").await;
    }
}

/// Whether the row was acknowledged. A connection may be sent away while its database is copied.
async fn try_to_write(t: &Deployment, tenant: &tenantry::tenants::Tenant, key: &str) -> bool {
    let Ok(db) = t.platform.fleet.open(tenant).await else { return false };
    let Ok(mut tx) = db.db().begin().await else { return false };
    let text = "insert into setting (key, value, updated_at) select $1, $1, updated_at from brand where true on conflict (key) do nothing";
    let wrote = crate::db::on_either!(&mut tx, c => sqlx::query(text).bind(key).execute(c).await.map(drop));
    wrote.is_ok() && tx.commit().await.is_ok()
}
