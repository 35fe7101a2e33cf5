use super::{fleet, is_sqlite, tenants};
use crate::{harness::both_engines, lending::three_instalments};
use std::{os::unix::fs::MetadataExt, path::PathBuf, time::Duration};
use tenantry::{access::Role, fault::Kind, loans};

/// SQLite's logs that hold anything.
fn logs(t: &crate::harness::Deployment) -> Vec<PathBuf> {
    let folders = [t.directory.join("data"), t.directory.join("data/tenants")];
    let entries =
        folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().map(|entry| entry.unwrap());
    entries
        .filter(|entry| entry.path().to_string_lossy().ends_with("-wal") && entry.metadata().unwrap().len() > 0)
        .map(|entry| entry.path())
        .collect()
}

both_engines! {
    async fn the_end_writes_the_logs_back(t: Deployment) {
        for slug in ["paris", "lyon"] {
            let ctx = t.ctx(slug, Role::Owner).await;
            let form = three_instalments("Ruth");
            loans::create(&ctx, form).await.unwrap();
        }
        assert_eq!(logs(&t).is_empty(), !is_sqlite(&t), "there is something to write back");
        t.platform.shut_down().await;
        assert_eq!(logs(&t), Vec::<PathBuf>::new());
        assert_eq!(t.platform.fleet.figures().open, 0);
    }

    async fn a_log_that_an_earlier_process_left_is_written_back_by_who_only_reads(t: Deployment) {
        if !is_sqlite(&t) {
            return;
        }
        let ctx = t.ctx("paris", Role::Owner).await;
        let form = three_instalments("Ruth");
        loans::create(&ctx, form).await.unwrap();
        let file = t.directory.join(format!("data/tenants/{}.db", ctx.tenant.database()));
        let log = file.with_extension("db-wal");
        // As a process that was killed leaves them.
        let left = (std::fs::read(&file).unwrap(), std::fs::read(&log).unwrap());
        let tenant = ctx.tenant.clone();
        drop(ctx);
        t.platform.fleet.close(tenant.id).await;
        std::fs::write(&file, left.0).unwrap();
        std::fs::write(&log, left.1).unwrap();

        let ctx = t.ctx("paris", Role::Owner).await;
        assert_eq!(loans::list(&ctx, &loans::LoanQuery::default()).await.unwrap().rows.len(), 1);
        drop(ctx);
        t.platform.fleet.close(tenant.id).await;
        assert_eq!(std::fs::metadata(&log).map_or(0, |log| log.len()), 0);
        let ctx = t.ctx("paris", Role::Owner).await;
        assert_eq!(loans::list(&ctx, &loans::LoanQuery::default()).await.unwrap().rows.len(), 1);
    }

    async fn who_only_looks_makes_no_files_and_removes_none(t: Deployment) {
        if !is_sqlite(&t) {
            return;
        }
        let ctx = t.ctx("paris", Role::Owner).await;
        let form = three_instalments("Ruth");
        loans::create(&ctx, form).await.unwrap();
        let (tenant, file) = (ctx.tenant.clone(), t.directory.join(format!("data/tenants/{}.db", ctx.tenant.database())));
        drop(ctx);
        t.platform.fleet.close(tenant.id).await;
        let files = [file.with_extension("db-wal"), file.with_extension("db-shm")];
        let inodes = || files.clone().map(|file| std::fs::metadata(file).unwrap().ino());
        let before = inodes();
        assert_eq!(std::fs::metadata(&files[0]).unwrap().len(), 0, "all of it was written back");
        let ctx = t.ctx("paris", Role::Owner).await;
        assert_eq!(loans::list(&ctx, &loans::LoanQuery::default()).await.unwrap().rows.len(), 1);
        drop(ctx);
        t.platform.fleet.close(tenant.id).await;
        assert_eq!(inodes(), before);
    }

    async fn nobody_is_let_in_any_more(t: Deployment) {
        let tenant = t.tenant("paris").await;
        let fleet = fleet(&t, 5);
        fleet.open(&tenant).await.unwrap();
        fleet.shut_down().await;
        let error = fleet.open(&tenant).await.unwrap_err();
        assert!(matches!(error.kind(), Kind::Unavailable { .. }), "{error:?}");
    }

    async fn work_that_runs_is_waited_for(t: Deployment) {
        let tenants = tenants(&t, 2).await;
        let fleet = fleet(&t, 5);
        let held = fleet.open(&tenants[0]).await.unwrap();
        let tx = held.db().begin().await.unwrap();
        let closing = tokio::spawn({
            let fleet = fleet.clone();
            async move { fleet.shut_down().await }
        });
        tokio::time::sleep(Duration::from_millis(200)).await;
        assert!(!closing.is_finished(), "a transaction is under way");
        tx.commit().await.unwrap();
        drop(held);
        tokio::time::timeout(Duration::from_secs(10), closing).await.expect("then it ends").unwrap();
    }
}
