use super::{
    KEYS, Steps, assert_at_head, by_hand, central, condition, ended, every_way, first, fleet, is_done, next_migrations,
    next_version, number_of, options, poison, recorded, rows, run, snapshots::kept, some, told, unobserved,
    version_with,
};
use crate::{db::on_either, harness::Deployment, postgres::deployment_with};
use std::{sync::Arc, time::Duration};
use tenantry::{
    context::Author,
    db::Schema,
    tenants::Tenant,
    upgrades::{self, Options, Pace, Ran, Rehearse, Step, Which},
};

every_way! {
    async fn a_run_brings_everybody_to_the_newest_version(t: Deployment) {
        let tenants = fleet(&t, some(&t, 30, 8)).await;
        let next = next_version(&t).await;
        let steps = Steps::default();
        let options = Options { rehearse: Rehearse::Some(3), ..options() };
        let ran = upgrades::run(&next.platform, &options, Pace::default(), &steps.observer()).await.unwrap();
        let report = ended(ran);
        assert!(is_done(&report), "{report:?}");
        assert_eq!((report.counts.done, report.counts.failed, report.total), (number_of(&tenants), 0, number_of(&tenants)));
        assert_at_head(&next, &tenants, &[]).await;
        assert_eq!(steps.at(Step::Rehearsed).len(), 3);
        for step in [Step::Snapshotted, Step::Applied, Step::Committed, Step::Recorded] {
            let mut reached = steps.at(step);
            reached.sort();
            reached.dedup();
            assert_eq!(reached.len(), tenants.len(), "{step:?}");
        }
        let again = upgrades::run(&next.platform, &options, Pace::default(), &unobserved()).await.unwrap();
        assert!(matches!(again, Ran::NothingToDo(_)), "{again:?}");
        let number = crate::upgrades::unreleased();
        for tenant in &tenants {
            assert_eq!(told(&next, tenant, "tenant-upgraded").await, [format!("core {} → {number}", number - 1)], "once, with both versions");
        }
    }

    async fn several_sets_are_migrated_together_or_not_at_all(t: Deployment) {
        let tenants = fleet(&t, 2).await;
        let before = condition(&t, &tenants[0]).await;
        let module = tenantry::modules::Module::Loans;
        let migrations = next_migrations()
            .with(Schema::Core, crate::upgrades::unreleased() + 1, "create table badge (\n  id bigint primary key\n);\n")
            .with(Schema::Module(module), 2, "create index setting_note_idx on loan (id);\n");
        let broken = version_with(&t, migrations, t.clock.clone()).await;
        let template = broken.platform.lifecycle.clean(tenants[0].home(), &tenants[0].modules).await.unwrap_err();
        assert!(format!("{template:?}").contains("setting_note_idx"), "two indexes of one name: {template:?}");
        assert_eq!(condition(&t, &tenants[0]).await, before);

        let migrations = next_migrations()
            .with(Schema::Core, crate::upgrades::unreleased() + 1, "create table badge (\n  id bigint primary key\n);\n")
            .with(Schema::Module(module), 2, "alter table loan add column badge text;\n");
        let whole = version_with(&t, migrations, t.clock.clone()).await;
        // The last of the three finds its column there: the first two go as well.
        by_hand(&t, &tenants[0], "alter table loan add column badge text").await;
        let poisoned = condition(&t, &tenants[0]).await;
        let report = run(&whole, &first("house-001")).await;
        assert_eq!((report.counts.done, report.counts.failed), (1, 1), "{report:?}");
        assert_eq!(condition(&t, &tenants[0]).await, poisoned);
        let versions = condition(&whole, &tenants[1]).await.versions;
        assert_eq!(versions.into_iter().collect::<Vec<_>>(), [("core".to_owned(), crate::upgrades::unreleased() + 1), ("loans".to_owned(), 2)]);
    }

    async fn one_poisoned_organisation_is_left_as_it_was_and_stops_nobody(t: Deployment) {
        let tenants = fleet(&t, some(&t, 20, 6)).await;
        let poisoned = &tenants[3];
        poison(&t, poisoned).await;
        let before = condition(&t, poisoned).await;
        let next = next_version(&t).await;
        let report = run(&next, &first("house-000")).await;
        assert!(is_done(&report), "{report:?}");
        assert_eq!((report.counts.done, report.counts.failed), (number_of(&tenants) - 1, 1));
        assert_eq!(report.failures.iter().map(|failed| failed.slug.as_str()).collect::<Vec<_>>(), ["house-003"]);
        assert_at_head(&next, &tenants, &["house-003"]).await;
        assert_eq!(condition(&next, poisoned).await, before, "it is as it was before");
        assert_eq!(rows(&t, poisoned, KEYS).await, ["kept"]);
        assert!(told(&next, poisoned, "tenant-upgraded").await.is_empty(), "nothing happened to it");
        assert_eq!(recorded(&next, poisoned).await.0["core"], crate::upgrades::unreleased() - 1, "nothing is said of it that isn't so");
        assert_eq!(kept(&next).await, tenants.len() - 1, "and needs no snapshot");
    }

    async fn what_is_no_clean_install_afterwards_is_not_done(t: Deployment) {
        let tenants = fleet(&t, 3).await;
        by_hand(&t, &tenants[1], "create table mine (id bigint)").await;
        let before = condition(&t, &tenants[1]).await;
        let next = next_version(&t).await;
        let report = run(&next, &first("house-000")).await;
        assert_eq!((report.counts.done, report.counts.failed), (2, 1));
        let said = &report.failures[0].error;
        assert!(said.starts_with("not a clean install: ") && said.contains("table mine is not part of a clean install"), "{said}");
        assert_eq!(condition(&next, &tenants[1]).await, before, "the migration was taken back");
        assert_at_head(&next, &tenants, &["house-001"]).await;
    }

    async fn one_that_was_mended_is_tried_again_when_somebody_says_so(t: Deployment) {
        let tenants = fleet(&t, 2).await;
        poison(&t, &tenants[1]).await;
        let next = next_version(&t).await;
        run(&next, &first("house-000")).await;
        by_hand(&t, &tenants[1], "alter table setting drop column note").await;
        let report = run(&next, &Options { include_quarantined: true, ..options() }).await;
        assert_eq!((report.total, report.counts.done), (1, 1), "{report:?}");
        assert_at_head(&next, &tenants, &[]).await;
        assert_eq!(upgrades::plan(&next.platform).await.unwrap().quarantined, []);
    }

    async fn a_rehearsal_changes_nothing_and_keeps_who_fails_out(t: Deployment) {
        let tenants = fleet(&t, 4).await;
        poison(&t, &tenants[2]).await;
        let before = condition(&t, &tenants[2]).await;
        let next = next_version(&t).await;
        let steps = Steps::default();
        let options = Options { rehearse: Rehearse::All, canaries: vec!["house-002".into()], ..options() };
        let ran = upgrades::run(&next.platform, &options, Pace::default(), &steps.observer()).await.unwrap();
        let report = ended(ran);
        assert_eq!((report.counts.done, report.counts.failed), (3, 1), "{report:?}");
        assert!(report.failures[0].error.starts_with("on a copy, nothing was changed: "), "{report:?}");
        assert_eq!(condition(&next, &tenants[2]).await, before);
        assert_eq!(steps.at(Step::Rehearsed).len(), 3);
        assert!(!steps.at(Step::Snapshotted).contains(&"house-002".to_owned()), "it was never begun with");
        assert_at_head(&next, &tenants, &["house-002"]).await;
        assert_eq!(kept(&next).await, 3, "the copies are gone, the snapshots are there");
    }

    async fn a_suspended_organisation_is_migrated_as_well(t: Deployment) {
        let tenants = fleet(&t, 2).await;
        tenantry::tenants::suspend(&t.platform, "house-001", "Unpaid", &tenantry::context::Author::CommandLine).await.unwrap();
        let next = next_version(&t).await;
        assert!(is_done(&run(&next, &options()).await));
        assert_at_head(&next, &tenants, &[]).await;
    }

    async fn who_is_busy_for_a_while_is_tried_again(t: Deployment) {
        let tenants = fleet(&t, 2).await;
        let next = next_version(&t).await;
        // Longer than a migration waits for a lock, on either engine.
        let busy = hold(&t, &tenants[1], Duration::from_secs(11)).await;
        let report = run(&next, &first("house-001")).await;
        assert!(is_done(&report) && report.counts.failed == 0, "{report:?}");
        busy.await.unwrap();
        t.platform.fleet.close(tenants[1].id).await;
        assert_at_head(&next, &tenants, &[]).await;
    }

    async fn a_canary_that_isnt_behind_is_refused(t: Deployment) {
        fleet(&t, 2).await;
        let next = next_version(&t).await;
        let ran = upgrades::run(&next.platform, &first("house-007"), Pace::default(), &unobserved()).await.unwrap();
        assert!(matches!(&ran, Ran::NoCanary(slug) if slug == "house-007"), "{ran:?}");
        assert_eq!(central(&t, "select count(*) from upgrade_run").await, 0);
    }
}

/// Holds what a migration needs in a transaction of its own, for a while.
async fn hold(t: &Deployment, tenant: &Arc<Tenant>, patience: Duration) -> tokio::task::JoinHandle<()> {
    let db = t.platform.fleet.open(tenant).await.unwrap();
    let mut tx = db.db().begin().await.unwrap();
    let text = "update setting set value = value";
    on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
    tokio::spawn(async move {
        tokio::time::sleep(patience).await;
        // On PostgreSQL its session may have been ended by then, since a snapshot waits only so long.
        drop(tx.commit().await);
        drop(db);
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_that_makes_databases_and_roles_is_enough() {
    let t = deployment_with("createdb createrole").await;
    let tenants = fleet(&t, 2).await;
    let next = next_version(&t).await;
    let options = Options { rehearse: Rehearse::All, ..options() };
    assert!(is_done(&run(&next, &options).await));
    let held = t.platform.fleet.open(&tenants[0]).await.unwrap();
    let back =
        upgrades::rollback(&next.platform, &Which::Run(None), Pace::default(), &Author::CommandLine, &unobserved())
            .await
            .unwrap();
    assert_eq!((back.restored.len(), back.failed.len()), (2, 0), "{back:?}");
    drop(held);
    t.platform.fleet.close(tenants[0].id).await;
    for tenant in &tenants {
        assert_eq!(rows(&next, tenant, KEYS).await, ["kept"], "read as its own role");
        assert_eq!(rows(&next, tenant, "select current_user::text").await, [tenant.database().as_str()]);
    }
    let _ = std::fs::remove_dir_all(&t.directory);
}
