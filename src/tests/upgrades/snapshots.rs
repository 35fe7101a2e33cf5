use super::{KEYS, central, fleet, is_done, next_version, options, rows, run, some, write};
use crate::{
    fleet::eventually,
    harness::{Deployment, Engine, both_engines},
};
use jiff::SignedDuration;
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};
use tenantry::{
    db::Db,
    upgrades::{self, Pruned},
};

/// Copies that are on the disk or on the server, of the organisations of this deployment.
pub(super) async fn kept(t: &Deployment) -> usize {
    match &t.platform.central {
        Db::Sqlite { .. } => std::fs::read_dir(t.directory.join("data/snapshots")).map_or(0, Iterator::count),
        Db::Postgres(pool) => {
            let text = "select count(*) from pg_database where datname in (select snapshot from upgrade_task)";
            usize::try_from(
                sqlx::query_scalar::<_, i64>(text).fetch_one(&mut *pool.acquire().await.unwrap()).await.unwrap(),
            )
            .unwrap()
        }
    }
}

both_engines! {
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

    async fn snapshots_have_names_that_nobody_typed(t: Deployment) {
        fleet(&t, 2).await;
        let next = next_version(&t).await;
        run(&next, &options()).await;
        assert_eq!(central(&next, "select count(*) from upgrade_task where snapshot like 's\\__%' escape '\\' and snapshot not like '%house%'").await, 2);
        if t.engine == Engine::Sqlite {
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
