use super::{
    KEYS, assert_at_head, broken_off_at, condition, every_way, fleet, found, is_done, next_migrations, next_version,
    options, recorded, rows, run, some, told, unobserved, version_with, visit, write,
};
use crate::harness::{Deployment, Engine, run as on};
use std::{sync::Arc, time::Duration};
use tenantry::{
    context::Author,
    db::Schema,
    overview,
    tenants::{self, TenantStatus},
    upgrades::{self, Event, Observer, Pace, Ran, RunState, Step, Which},
};

async fn back(t: &Deployment, which: Which) -> upgrades::Rollback {
    upgrades::rollback(&t.platform, &which, Pace::default(), &Author::CommandLine, &unobserved()).await.unwrap()
}

every_way! {
    async fn a_rollback_brings_back_what_was(t: Deployment) {
        let tenants = fleet(&t, 3).await;
        let paris = &tenants[1];
        let before = condition(&t, paris).await;
        let next = next_version(&t).await;
        run(&next, &options()).await;
        let snapshot_at = async || overview::health_of(&next.platform, &paris.slug).await.unwrap().snapshot_at;
        assert!(snapshot_at().await.is_some(), "its health tells of the snapshot");
        write(&t, paris, "later").await;
        assert_eq!(rows(&t, paris, KEYS).await, ["kept", "later"]);
        t.platform.fleet.close(paris.id).await;

        let rollback = back(&next, Which::Tenant(paris.slug.clone())).await;
        assert_eq!((rollback.restored, rollback.failed.len()), (vec![paris.slug.clone()], 0));
        assert_eq!(snapshot_at().await, None, "which is used up");
        assert_eq!(condition(&t, paris).await, before);
        assert_eq!(rows(&next, paris, KEYS).await, ["kept"], "what was written later is lost, as was said");
        assert_eq!(recorded(&next, paris).await, (before.versions.clone(), Some(before.shape.fingerprint())));
        assert_eq!(found(&next, &paris.slug).await.status, TenantStatus::Active);
        write(&next, paris, "and it works again").await;
        assert_at_head(&next, &tenants, &[&paris.slug]).await;
        let number = crate::upgrades::unreleased();
        assert_eq!(told(&next, paris, "tenant-rolled-back").await, [format!("core {number} → {}", number - 1)]);
        assert_eq!(told(&next, &tenants[0], "tenant-rolled-back").await.len(), 0);

        let ran = upgrades::run(&next.platform, &options(), Pace::default(), &unobserved()).await.unwrap();
        let Ran::NothingToDo(plan) = ran else { panic!("the next run would migrate it again: {ran:?}") };
        assert_eq!(plan.quarantined[0].error, "taken back to its snapshot by an operator");
        let again = upgrades::Options { include_quarantined: true, ..options() };
        assert!(is_done(&run(&next, &again).await));
        assert_eq!(condition(&next, paris).await, *next.platform.lifecycle.clean(paris.home(), &paris.modules).await.unwrap());
        assert_eq!(rows(&next, paris, KEYS).await, ["and it works again", "kept"]);
    }

    async fn a_whole_run_can_be_taken_back(t: Deployment) {
        let tenants = fleet(&t, some(&t, 8, 4)).await;
        tenants::suspend(&t.platform, "house-002", "Unpaid", &tenantry::context::Author::CommandLine).await.unwrap();
        let before = condition(&t, &tenants[0]).await;
        let next = next_version(&t).await;
        run(&next, &options()).await;
        let all = upgrades::restorable(&next.platform, &Which::Run(None)).await.unwrap();
        assert_eq!(all.len(), tenants.len());
        let rollback = back(&next, Which::Run(None)).await;
        assert_eq!((rollback.restored.len(), rollback.failed.len()), (tenants.len(), 0), "{rollback:?}");
        for tenant in &tenants {
            assert_eq!(condition(&next, tenant).await, before, "{}", tenant.slug);
            assert_eq!(rows(&next, tenant, KEYS).await, ["kept"]);
        }
        let suspended = found(&next, "house-002").await;
        assert_eq!((suspended.status, suspended.status_reason.as_deref()), (TenantStatus::Suspended, Some("Unpaid")));
        assert_eq!(upgrades::restorable(&next.platform, &Which::Run(None)).await.unwrap().len(), 0);
    }

    async fn upgrades_are_undone_in_the_order_in_which_they_came(t: Deployment) {
        let tenants = fleet(&t, 1).await;
        let next = next_version(&t).await;
        run(&next, &options()).await;
        let first = upgrades::last_run(&next.platform).await.unwrap();
        next.clock.advance(jiff::SignedDuration::from_mins(1));
        let migrations = next_migrations().with(Schema::Core, crate::upgrades::unreleased() + 1, "alter table setting add column more text;\n");
        let later = version_with(&t, migrations, t.clock.clone()).await;
        run(&later, &options()).await;
        let version = async || condition(&later, &tenants[0]).await.versions["core"];
        assert_eq!(version().await, crate::upgrades::unreleased() + 1);
        assert_eq!(back(&later, Which::Run(first)).await.restored.len(), 0, "it was migrated again since");
        for expected in [crate::upgrades::unreleased(), crate::upgrades::unreleased() - 1] {
            assert_eq!(back(&later, Which::Tenant("house-000".into())).await.restored.len(), 1);
            assert_eq!(version().await, expected);
        }
    }

    // Serving processes have it open, follow the directory, and close it.
    async fn whoever_serves_it_lets_go(t: Deployment) {
        let tenants = fleet(&t, 2).await;
        let next = next_version(&t).await;
        run(&next, &options()).await;
        t.platform.start_housekeeping();
        drop(t.platform.fleet.open(&tenants[0]).await.unwrap());
        drop(t.platform.fleet.open(&tenants[1]).await.unwrap());
        let rollback = back(&next, Which::Tenant("house-000".into())).await;
        assert_eq!((rollback.restored.len(), rollback.failed.len()), (1, 0), "{rollback:?}");
        assert_eq!(rows(&t, &tenants[0], KEYS).await, ["kept"]);
        write(&t, &tenants[0], "through the process that had the old one open").await;
        assert_eq!(rows(&next, &tenants[0], KEYS).await.len(), 2, "both have the same database");
    }

    async fn nobody_is_let_in_meanwhile(t: Deployment) {
        let tenants = fleet(&t, 1).await;
        tenants::start_maintenance(&t.platform, "house-000", "", &tenantry::context::Author::CommandLine).await.unwrap();
        let closed = found(&t, "house-000").await;
        assert!(t.platform.fleet.open(&closed).await.is_err());
        visit(&t, &tenants[0]).await;
        assert_eq!(t.platform.fleet.figures().open, 0);
    }

    async fn a_run_that_is_taken_back_halts(t: Deployment) {
        fleet(&t, 4).await;
        let next = next_version(&t).await;
        broken_off_at(&next, Step::StageEnded, options()).await;
        let rollback = back(&next, Which::Run(None)).await;
        assert_eq!(rollback.restored.len(), 1, "the canary");
        let id = upgrades::last_run(&next.platform).await.unwrap().unwrap();
        let report = upgrades::report(&next.platform, id).await.unwrap();
        assert_eq!((report.state, report.counts.restored, report.left), (RunState::Halted, 1, 3));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_somebody_has_open_is_never_exchanged() {
    on(Engine::Sqlite, |t: Deployment| async move {
        let tenants = fleet(&t, 1).await;
        let next = next_version(&t).await;
        run(&next, &options()).await;
        let migrated = condition(&next, &tenants[0]).await;
        let held = t.platform.fleet.open(&tenants[0]).await.unwrap();
        let pace = Pace { patience: Duration::from_secs(1), ..Pace::default() };
        let which = Which::Tenant("house-000".into());
        let rollback =
            upgrades::rollback(&next.platform, &which, pace, &Author::CommandLine, &unobserved()).await.unwrap();
        assert_eq!(rollback.restored, Vec::<String>::new());
        assert!(rollback.failed[0].error.contains("somebody else still has the database open"), "{rollback:?}");

        assert_eq!(found(&next, "house-000").await.status, TenantStatus::Active, "it is open again");
        drop(held);
        write(&t, &tenants[0], "through the one that had it open").await;
        assert_eq!(rows(&next, &tenants[0], KEYS).await.len(), 2, "into the same file");
        assert_eq!(condition(&next, &tenants[0]).await, migrated);
        t.platform.fleet.close(tenants[0].id).await;
        assert_eq!(back(&next, which).await.restored, ["house-000"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cant_be_read_after_the_exchange_stays_closed_until_somebody_resumes() {
    on(Engine::Sqlite, |t: Deployment| async move {
        let tenants = fleet(&t, 1).await;
        let next = next_version(&t).await;
        run(&next, &options()).await;
        let file = t.directory.join(format!("data/tenants/{}.db", tenants[0].database()));
        let observer: Observer = Arc::new(move |event| {
            if let Event::Reached { step: Step::Swapped, .. } = event {
                std::fs::write(&file, "a disk that forgets what it was told, in more than a hundred bytes: ".repeat(9))
                    .unwrap();
            }
        });
        let which = Which::Tenant("house-000".into());
        let broken =
            upgrades::rollback(&next.platform, &which, Pace::default(), &Author::CommandLine, &observer).await.unwrap();
        assert_eq!((broken.restored.len(), broken.failed.len()), (0, 1), "{broken:?}");
        assert_eq!(found(&next, "house-000").await.status, TenantStatus::Maintenance);
        next.clock.advance(jiff::SignedDuration::from_mins(1));
        upgrades::resume(&next.platform, Pace::default(), &Author::CommandLine, &unobserved()).await.unwrap();
        assert_eq!(found(&next, "house-000").await.status, TenantStatus::Active);
        assert_eq!(rows(&next, &tenants[0], KEYS).await, ["kept"]);
        assert_eq!(condition(&next, &tenants[0]).await.versions["core"], crate::upgrades::unreleased() - 1);
    })
    .await;
}
