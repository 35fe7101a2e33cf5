use super::{database_of, has_server_of_its_own, names, node, provision, standing, tend, traces};
use crate::{
    harness::{Deployment, both_engines, placed, society},
    postgres,
};
use std::collections::HashSet;
use tenantry::{provisioning, servers::Placement, tenants};

mod what_is_made_ahead_is_taken_over_and_made_anew {
    use super::*;

    async fn test(t: Deployment) {
        let node = node(&t, 2).await;
        assert_eq!(tend(&node).await.made, 2);
        assert_eq!(tend(&node).await, stock::Tended::default(), "two are held, and two are there");
        let ahead = names(&t).await;
        if t.placement() == Placement::PostgresDatabase {
            has_its_rights(&t, &ahead[0]).await;
        }
        provision(&node, "nord").await;
        let taken = database_of(&t, "nord").await.unwrap();
        assert!(ahead.contains(&taken) && !names(&t).await.contains(&taken), "{taken} of {ahead:?}");
        let now = standing(&node).await;
        assert_eq!((now.ready, now.wanted, now.claims, now.misses), (1, 2, 1, 0));
        provision(&node, "sud").await;
        provision(&node, "est").await;
        let now = standing(&node).await;
        assert_eq!((now.ready, now.claims, now.misses), (0, 2, 1), "the third one had to wait for its own");
        assert!(node.prometheus().contains("tenantry_stock_wanted{placement="), "{}", node.prometheus());
        for slug in ["nord", "sud", "est"] {
            let tenant = tenants::find(&node, slug).await.unwrap().unwrap();
            node.fleet.open(&tenant).await.unwrap();
        }
        assert_eq!((tend(&node).await.made, standing(&node).await.ready), (2, 2));
    }

    use tenantry::stock;

    placed! { test
        sqlite: Sqlite, Sqlite;
        postgres_database: Postgres, PostgresDatabase;
        postgres_schema: Postgres, PostgresSchema;
        postgres_server: Sqlite, PostgresServer;
    }
}

/// Before anybody opened it.
async fn has_its_rights(t: &Deployment, name: &str) {
    let text = "select has_table_privilege($1, 'brand', 'update') and not has_table_privilege($1, '_migration_core', 'update')";
    let pool = postgres::as_owner(t, name).await;
    assert!(
        sqlx::query_scalar::<_, bool>(text).bind(name).fetch_one(&pool).await.unwrap(),
        "the role has no rights yet"
    );
    pool.close().await;
}

both_engines! {
    async fn of_many_at_once_no_two_get_the_same(t: Deployment) {
        let (one, other) = (node(&t, 4).await, node(&t, 4).await);
        assert_eq!(tend(&one).await.made, 4);
        let ahead: HashSet<String> = names(&t).await.into_iter().collect();
        let slugs: Vec<String> = (0..8).map(|number| format!("house-{number}")).collect();
        let made = slugs.iter().enumerate().map(|(number, slug)| {
            let node = if number % 2 == 0 { &one } else { &other };
            tokio::spawn(provisioning::provision(node.clone(), society(slug), |_| Ok(())))
        });
        for made in futures::future::join_all(made).await {
            made.unwrap().unwrap();
        }
        assert!(names(&t).await.is_empty());
        let mut taken = HashSet::new();
        for slug in &slugs {
            taken.extend(database_of(&t, slug).await.filter(|name| ahead.contains(name)));
        }
        assert_eq!(taken, ahead, "each was taken once");
        let (one, other) = (standing(&one).await, standing(&other).await);
        assert_eq!((one.claims + other.claims, one.misses + other.misses), (4, 4));
    }

    async fn what_fails_after_the_claim_is_removed_and_what_fails_before_it_stays(t: Deployment) {
        let node = node(&t, 2).await;
        tend(&node).await;
        let ahead = names(&t).await;
        let stop = |report: provisioning::StepReport| {
            if report.step == provisioning::Step::Modules { Err(tenantry::error::Error::not_found()) } else { Ok(()) }
        };
        provisioning::provision(node.clone(), society("nord"), stop).await.unwrap_err();
        let left = names(&t).await;
        assert_eq!(left.len(), 1);
        let gone = ahead.iter().find(|name| !left.contains(name)).unwrap();
        assert_eq!(traces(&t, gone).await, 0);
        provision(&node, "nord").await;
        tend(&node).await;
        let before = names(&t).await;
        provisioning::provision(node.clone(), society("nord"), |_| Ok(())).await.unwrap_err();
        assert_eq!(names(&t).await, before, "a taken address takes nothing out of the stock");
    }

    async fn what_somebody_removed_by_hand_is_made(t: Deployment) {
        let node = node(&t, 1).await;
        tend(&node).await;
        let name = names(&t).await.remove(0);
        if has_server_of_its_own(&t) {
            tenantry::db::drop_postgres_databases(&crate::cluster::address(), &[&name]).await.unwrap();
        } else {
            std::fs::remove_file(t.directory.join(format!("data/tenants/{name}.db"))).unwrap();
        }
        provision(&node, "nord").await;
        assert_eq!(database_of(&t, "nord").await, Some(name));
    }
}
