use super::{names, node, provision, standing, tend, traces};
use crate::{
    cluster,
    harness::{Engine, both_engines, placed},
    upgrades::change_central,
};
use jiff::SignedDuration;
use tenantry::{db, servers, stock};

/// A name as this deployment could have generated it, and never did.
const STRANGER: &str = "t_abcdefghijklmnopqrstuvwxyz";

both_engines! {
    async fn two_nodes_make_no_more_than_are_held(t: Deployment) {
        let (one, other) = (node(&t, 5).await, node(&t, 5).await);
        // Two nodes are two processes; within one they would make the same draft of the template at once.
        provision(&one, "nord").await;
        let (made, too) = tokio::join!(tend(&one), tend(&other));
        assert_eq!((made.made + too.made, names(&t).await.len()), (5, 5), "{made:?} {too:?}");
        assert_eq!(standing(&other).await.ready, 5);
    }

    async fn what_is_outdated_or_too_much_is_removed(t: Deployment) {
        let three = node(&t, 3).await;
        tend(&three).await;
        let old = names(&t).await;
        change_central(&t, "update standby set edition = 'of an older version'").await;
        provision(&three, "nord").await;
        assert_eq!(standing(&three).await.misses, 1, "nobody gets tables of an older version");
        let tended = tend(&three).await;
        assert_eq!((tended.dropped, tended.made), (3, 3));
        for name in &old {
            assert_eq!(traces(&t, name).await, 0, "{name}");
        }
        let fewer = node(&t, 1).await;
        assert_eq!((tend(&fewer).await.dropped, names(&t).await.len()), (2, 1));
        let none = node(&t, 0).await;
        assert_eq!((tend(&none).await.dropped, names(&t).await.len()), (1, 0));
        assert!(stock::standing(&none).await.unwrap().is_empty());
    }

    async fn a_program_that_is_older_than_the_deployment_leaves_the_stock_alone(t: Deployment) {
        let node = node(&t, 1).await;
        tend(&node).await;
        change_central(&t, "update standby set edition = 'of a newer version'").await;
        change_central(&t, "update schema_head set version = version + 1").await;
        assert_eq!(tend(&node).await, stock::Tended::default());
        assert_eq!(names(&t).await.len(), 1);
    }

    async fn what_others_have_is_never_removed(t: Deployment) {
        let strange = t.directory.join(format!("data/tenants/{STRANGER}.db"));
        let of_others = format!("{STRANGER}_{:x}", crate::harness::process());
        let other = crate::harness::Deployment::start(t.engine).await;
        let theirs = node(&other, 1).await;
        tend(&theirs).await;
        let theirs = names(&other).await.remove(0);
        if t.engine == Engine::Postgres {
            db::create_postgres_database(&cluster::address(), &of_others).await.unwrap();
        }
        let node = node(&t, 2).await;
        tend(&node).await;
        std::fs::create_dir_all(strange.parent().unwrap()).unwrap();
        std::fs::write(&strange, "").unwrap();
        // All of this deployment's own is taken for left by a crash.
        change_central(&t, "update standby set state = 'making', lease_until = noted_at").await;
        t.clock.advance(SignedDuration::from_hours(24 * 365));
        assert_eq!(stock::left_over(&node).await.unwrap(), 2);
        assert_eq!(tend(&node).await.swept, 2);
        assert!(strange.exists(), "nobody noted that name");
        assert!(traces(&other, &theirs).await > 0, "it is another deployment's");
        if t.engine == Engine::Postgres {
            assert_eq!(traces(&t, &of_others).await, 1);
            db::drop_postgres_databases(&cluster::address(), &[&of_others]).await.unwrap();
        }
        let _ = std::fs::remove_dir_all(other.directory);
    }

    async fn doctor_tells_how_the_stock_stands(t: Deployment) {
        let node = node(&t, 2).await;
        tend(&node).await;
        let mut config = node.config.clone();
        config.server.site_root = t.directory.join("unbuilt-site");
        let told = |checks: Vec<tenantry::cli::doctor::Check>| {
            checks.into_iter().filter(|check| check.name == "stock").map(|check| check.detail).collect::<Vec<_>>()
        };
        let place = t.placement();
        assert_eq!(told(tenantry::cli::doctor::examine(&config).await), [format!("{place}: 2 of 2 ready")]);
        // Doctor goes by the time of day, for which the lease of a test's process ran out long ago.
        change_central(&t, "update standby set state = 'removing', lease_until = noted_at").await;
        let found = told(tenantry::cli::doctor::examine(&config).await);
        assert!(found[1].starts_with("a crash left 2 databases half-made"), "{found:?}");
    }
}

mod a_drained_server_has_no_stock {
    use super::*;
    use crate::harness::Deployment;

    async fn test(t: Deployment) {
        t.register("second", "there", 1).await;
        let node = node(&t, 2).await;
        assert_eq!(tend(&node).await.made, 3, "one server has room for one alone");
        let by_server = |standing: Vec<stock::Standing>| {
            standing.into_iter().map(|of| (of.server.unwrap_or_default(), of.ready)).collect::<Vec<_>>()
        };
        let mut now = by_server(stock::standing(&node).await.unwrap());
        now.sort();
        assert_eq!(now, [("elsewhere".to_owned(), 2), ("second".to_owned(), 1)]);
        servers::drain(&t.platform, "elsewhere", &tenantry::context::Author::CommandLine).await.unwrap();
        assert_eq!(tend(&node).await.dropped, 2);
        assert_eq!(by_server(stock::standing(&node).await.unwrap()), [("second".to_owned(), 1)]);
        servers::resume(&t.platform, "elsewhere", &tenantry::context::Author::CommandLine).await.unwrap();
        assert_eq!(tend(&node).await.made, 2);
    }

    placed! { test
        postgres_server: Sqlite, PostgresServer;
    }
}
