use super::{eventually, fleet, fleet_with, impatient_fleet, tenants};
use crate::harness::{Engine, both_engines, run_placed, society};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use std::time::{Duration, Instant};
use tenantry::{
    config::PoolSettings,
    fault::Kind,
    provisioning::{self, Terms},
    servers::Placement,
    tenants as organisations,
};

both_engines! {
    async fn a_hundred_who_come_at_once_open_it_once(t: Deployment) {
        let tenant = t.tenant("paris").await;
        let fleet = fleet(&t, 10);
        let tasks: Vec<_> = (0..100)
            .map(|_| {
                let (fleet, tenant) = (fleet.clone(), tenant.clone());
                tokio::spawn(async move { fleet.open(&tenant).await.unwrap() })
            })
            .collect();
        let mut held = Vec::new();
        for task in tasks {
            held.push(task.await.unwrap());
        }
        let figures = fleet.figures();
        assert_eq!((figures.opens, figures.open, figures.in_use, figures.hits), (1, 1, 1, 99));
        assert!(figures.connections <= 3, "{figures:?}");
        drop(held);
        assert_eq!(fleet.figures().in_use, 0);
    }

    async fn the_least_recently_used_makes_room(t: Deployment) {
        let tenants = tenants(&t, 4).await;
        let fleet = fleet(&t, 3);
        for tenant in &tenants[..3] {
            drop(fleet.open(tenant).await.unwrap());
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        drop(fleet.open(&tenants[0]).await.unwrap());
        drop(fleet.open(&tenants[3]).await.unwrap());
        let figures = fleet.figures();
        assert_eq!((figures.open, figures.evictions, figures.opens, figures.waits), (3, 1, 4, 0));

        for stayed in [&tenants[0], &tenants[2], &tenants[3]] {
            drop(fleet.open(stayed).await.unwrap());
        }
        assert_eq!(fleet.figures().opens, 4, "the others were still open");
        drop(fleet.open(&tenants[1]).await.unwrap());
        assert_eq!(fleet.figures().opens, 5, "the one that wasn't used for longest had gone");
    }

    async fn a_flood_of_tenants_stays_within_the_budget(t: Deployment) {
        let tenants = tenants(&t, 8).await;
        let fleet = fleet(&t, 3);
        for round in 0..5 {
            for tenant in &tenants {
                let db = fleet.open(tenant).await.unwrap();
                db.db().read().await.unwrap();
                assert!(fleet.figures().open <= 3, "round {round}");
            }
        }
        eventually("closed databases give their connections back", || fleet.figures().connections <= 9).await;
        assert_eq!(fleet.figures().refusals, 0);
    }

    async fn who_is_in_use_is_never_closed(t: Deployment) {
        let tenants = tenants(&t, 3).await;
        let fleet = impatient_fleet(&t, 2, Duration::from_secs(2));
        let held = [fleet.open(&tenants[0]).await.unwrap(), fleet.open(&tenants[1]).await.unwrap()];

        let started = Instant::now();
        let refused = fleet.open(&tenants[2]).await.unwrap_err();
        assert!(matches!(refused.kind(), Kind::Unavailable { seconds } if seconds > 0), "{refused:?}");
        assert!((1_900..8_000).contains(&started.elapsed().as_millis()), "the wait is bounded: {:?}", started.elapsed());
        let figures = fleet.figures();
        assert_eq!((figures.open, figures.in_use, figures.evictions, figures.refusals), (2, 2, 0, 1));
        for db in &held {
            db.db().begin().await.unwrap();
        }
        drop(fleet.open(&tenants[0]).await.unwrap());
        assert_eq!(fleet.figures().opens, 2, "who is open is served even then");
    }

    async fn who_waits_is_served_when_somebody_leaves(t: Deployment) {
        let tenants = tenants(&t, 2).await;
        let fleet = fleet_with(&t, PoolSettings { max_open_tenants: 1, acquire_timeout_ms: 10_000, ..t.platform.config.pool.clone() });
        let held = fleet.open(&tenants[0]).await.unwrap();
        let waiting = tokio::spawn({
            let (fleet, tenant) = (fleet.clone(), tenants[1].clone());
            async move { fleet.open(&tenant).await.map(drop) }
        });
        eventually("it waits", || fleet.figures().waits > 0).await;
        drop(held);
        let served = tokio::time::timeout(Duration::from_secs(5), waiting).await.expect("it needn't wait to the end");
        served.unwrap().unwrap();
        assert_eq!(fleet.figures().refusals, 0);
    }

    async fn what_nobody_uses_is_closed(t: Deployment) {
        let tenants = tenants(&t, 2).await;
        let fleet = fleet_with(&t, PoolSettings { idle_close_seconds: 1, ..t.platform.config.pool.clone() });
        let held = fleet.open(&tenants[0]).await.unwrap();
        drop(fleet.open(&tenants[1]).await.unwrap());
        fleet.reap().await;
        assert_eq!(fleet.figures().open, 2, "not before its time");
        tokio::time::sleep(Duration::from_millis(1_100)).await;
        fleet.reap().await;
        let figures = fleet.figures();
        assert_eq!((figures.open, figures.idle_closes, figures.in_use), (1, 1, 1), "who is in use stays");
        held.db().read().await.unwrap();
        fleet.open(&tenants[1]).await.unwrap().db().read().await.unwrap();
    }

    async fn a_database_that_cant_be_opened_takes_no_place(t: Deployment) {
        let tenants = tenants(&t, 2).await;
        let fleet = fleet(&t, 1);
        t.platform.fleet.close(tenants[0].id).await;
        t.platform.lifecycle.drop(tenants[0].home()).await.unwrap();
        for _ in 0..3 {
            let error = fleet.open(&tenants[0]).await.unwrap_err();
            assert!(matches!(error.kind(), Kind::Unavailable { .. }), "{error:?}");
        }
        let figures = fleet.figures();
        assert_eq!((figures.open, figures.failures), (0, 3));
        let refused = fleet.open(&tenants[0]).await.unwrap_err();
        assert!(matches!(refused.kind(), Kind::Unavailable { seconds: 1 }), "it rests for a moment: {refused:?}");
        assert_eq!((fleet.figures().failures, fleet.figures().rested), (3, 1), "nobody tried");
        t.platform.lifecycle.create(tenants[0].home(), &tenants[0].modules).await.unwrap();
        fleet.open(&tenants[1]).await.unwrap();
        tokio::time::sleep(Duration::from_millis(300)).await;
        fleet.open(&tenants[0]).await.unwrap();
    }

    async fn one_tenants_load_takes_no_share_of_anothers(t: Deployment) {
        let tenants = tenants(&t, 2).await;
        let fleet = impatient_fleet(&t, 10, Duration::from_secs(2));
        let busy = fleet.open(&tenants[0]).await.unwrap();
        let mut taken = Vec::new();
        while let Ok(reader) = busy.db().read().await {
            taken.push(reader);
            assert!(taken.len() <= 8, "a tenant's connections are bounded");
        }
        let other = fleet.open(&tenants[1]).await.unwrap();
        other.db().read().await.unwrap();
        other.db().begin().await.unwrap().commit().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_beside_a_server_stay_within_the_descriptors() {
    run_placed(Engine::Postgres, Placement::Sqlite, |t| async move {
        let files = tenants(&t, 3).await;
        let terms = Terms { placement: Some(Placement::PostgresDatabase), ..Terms::default() };
        provisioning::provision_on(t.platform.clone(), society("paris"), terms, |_| Ok(())).await.unwrap();
        let on_the_server = organisations::find(&t.platform, "paris").await.unwrap().unwrap();
        // Room for two files of one writer and two readers each, beside as much as a central file would take.
        let settings = PoolSettings { sqlite_readers: 2, central_connections: 8, ..t.platform.config.pool.clone() };
        let limit = getrlimit(Resource::Nofile);
        setrlimit(Resource::Nofile, Rlimit { current: Some(512 + 3 * (9 + 2 * 3)), maximum: limit.maximum }).unwrap();
        let fleet = fleet_with(&t, settings);
        setrlimit(Resource::Nofile, limit).unwrap();

        drop(fleet.open(&on_the_server).await.unwrap());
        for tenant in &files {
            tokio::time::sleep(Duration::from_millis(2)).await;
            drop(fleet.open(tenant).await.unwrap());
        }
        let figures = fleet.figures();
        assert_eq!((figures.open, figures.opens, figures.evictions), (3, 4, 1), "of the files one had to go");
        for stayed in [&on_the_server, &files[1], &files[2]] {
            drop(fleet.open(stayed).await.unwrap());
        }
        assert_eq!(fleet.figures().opens, 4, "a file makes room for a file");
    })
    .await;
}
