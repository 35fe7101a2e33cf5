//! The pools: what they share, what they close, what they notice.

use super::on_either;
use crate::{
    harness::{Deployment, Engine, both_engines},
    postgres::{as_owner, as_superuser, deployment_with, execute_for},
};
use std::{sync::Arc, time::Duration};
use tenantry::{
    config::PoolSettings,
    db::{Db, PoolSize, ToSqlx},
    fault::Kind,
    fleet::Fleet,
    tenants::Tenant,
};

/// A fleet that may have so many connections to PostgreSQL.
fn within(t: &Deployment, postgres_connections: u32, acquire_timeout_ms: u64) -> Fleet {
    let settings = PoolSettings { postgres_connections, acquire_timeout_ms, ..t.platform.config.pool.clone() };
    Fleet::new(t.platform.lifecycle.clone(), &settings)
}

async fn tenants(t: &Deployment, count: usize) -> Vec<Arc<Tenant>> {
    let mut tenants = Vec::new();
    for number in 0..count {
        tenants.push(t.tenant(&format!("house-{number}")).await);
    }
    tenants
}

/// Sessions in a tenant's database, as the server sees them.
async fn sessions(t: &Deployment, tenants: &[Arc<Tenant>]) -> i64 {
    let names: Vec<&str> = tenants.iter().map(|tenant| tenant.database().as_str()).collect();
    let owner = as_owner(t, "postgres").await;
    let text = "select count(*) from pg_stat_activity where datname = any($1)";
    sqlx::query_scalar(text).bind(names).fetch_one(&owner).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_databases_share_few_connections() {
    let t = Deployment::start(Engine::Postgres).await;
    let tenants = tenants(&t, 6).await;
    for tenant in &tenants {
        t.platform.fleet.close(tenant.id).await;
    }
    let fleet = within(&t, 2, 10_000);
    for round in 0..3 {
        for tenant in &tenants {
            let db = fleet.open(tenant).await.unwrap();
            drop(db.db().read().await.unwrap());
            assert!(fleet.figures().connections <= 2, "round {round}");
        }
    }
    // A session may take a moment to end.
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(sessions(&t, &tenants).await <= 2);
    assert_eq!((fleet.figures().open, fleet.figures().evictions), (6, 0), "databases stay open without connections");
    let _ = std::fs::remove_dir_all(&t.directory);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_for_the_budget_gets_the_next_that_comes_back() {
    let t = Deployment::start(Engine::Postgres).await;
    let tenants = tenants(&t, 3).await;
    for tenant in &tenants {
        t.platform.fleet.close(tenant.id).await;
    }
    let fleet = within(&t, 2, 10_000);
    let first = fleet.open(&tenants[0]).await.unwrap();
    let held = [first.db().read().await.unwrap(), first.db().read().await.unwrap()];
    let waiting = tokio::spawn({
        let (fleet, tenant) = (fleet.clone(), tenants[1].clone());
        async move { fleet.open(&tenant).await.unwrap().db().read().await.map(drop) }
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!waiting.is_finished(), "both connections are in use");
    drop(held);
    tokio::time::timeout(Duration::from_secs(5), waiting).await.expect("it comes").unwrap().unwrap();

    let impatient = within(&t, 1, 2_000);
    let first = impatient.open(&tenants[0]).await.unwrap();
    let _held = first.db().read().await.unwrap();
    let refused = impatient.open(&tenants[2]).await.unwrap_err();
    assert!(matches!(refused.kind(), Kind::Unavailable { .. }), "{refused:?}");
    let _ = std::fs::remove_dir_all(&t.directory);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_the_server_ended_is_replaced() {
    let t = Deployment::start(Engine::Postgres).await;
    let tenant = t.tenant("paris").await;
    let db = t.platform.fleet.open(&tenant).await.unwrap();
    let two = (db.db().read().await.unwrap(), db.db().read().await.unwrap());
    drop(two);
    let owner = as_owner(&t, "postgres").await;
    let end = "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = $1";
    let ended: i64 = sqlx::query_scalar(end).bind(tenant.database().as_str()).fetch_one(&owner).await.unwrap();
    assert_eq!(ended, 2);
    tokio::time::sleep(Duration::from_millis(150)).await;
    for _ in 0..3 {
        let mut reader = db.db().read().await.unwrap();
        let one: i32 = on_either!(&mut reader, c => sqlx::query_scalar("select 1").fetch_one(c).await).unwrap();
        assert_eq!(one, 1);
    }
    let _ = std::fs::remove_dir_all(&t.directory);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_the_server_takes_no_more_the_next_that_comes_back_is_waited_for() {
    let t = deployment_with("createdb createrole connection limit 100").await;
    let tenant = t.tenant("paris").await;
    let size = PoolSize { most: 2, wait: Duration::from_secs(5) };
    let Db::Postgres(pool) = t.platform.lifecycle.open(tenant.home(), size).await.unwrap() else {
        panic!("PostgreSQL")
    };
    // The one that it was opened with is cleared first.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let first = pool.acquire().await.unwrap();
    assert_eq!(pool.size(), 1);
    let login: String =
        sqlx::query_scalar("select current_user::text").fetch_one(&as_owner(&t, "postgres").await).await.unwrap();
    let limit = "do $$ begin
                   execute format('alter role %I connection limit 1', current_setting('tests.name'));
                 end $$";
    execute_for(&as_superuser().await, &login, limit).await;
    let waiting = tokio::spawn({
        let pool = pool.clone();
        async move { pool.acquire().await.map(drop) }
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!waiting.is_finished(), "it is neither refused nor served");
    drop(first);
    waiting.await.unwrap().unwrap();

    let first = pool.acquire().await.unwrap();
    let patience = PoolSize { most: 2, wait: Duration::from_millis(200) };
    let elsewhere = t.platform.lifecycle.open(tenant.home(), patience).await.unwrap_err();
    assert!(format!("{elsewhere:?}").contains("53300"), "who has none to wait for is told at once: {elsewhere:?}");
    drop(first);
    let _ = std::fs::remove_dir_all(&t.directory);
}

/// What the planner takes for dear in a new database's catalogues costs more to compile than to run.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_session_compiles_its_statements() {
    let t = Deployment::start(Engine::Postgres).await;
    let tenant = t.tenant("paris").await;
    let db = t.platform.fleet.open(&tenant).await.unwrap();
    for db in [&t.platform.central, db.db()] {
        let mut reader = db.read().await.unwrap();
        let jit: String =
            on_either!(&mut reader, c => sqlx::query_scalar("select current_setting('jit')").fetch_one(c).await)
                .unwrap();
        assert_eq!(jit, "off");
    }
    let _ = std::fs::remove_dir_all(&t.directory);
}

both_engines! {
    async fn a_dropped_transaction_is_undone_before_the_connection_is_lent_again(t: Deployment) {
        let tenant = t.tenant("paris").await;
        let db = t.platform.fleet.open(&tenant).await.unwrap();
        for number in 0..50_i64 {
            let mut tx = db.db().begin().await.unwrap();
            let text = "insert into setting (key, value, updated_at) values ($1, 'x', $2)";
            let now = t.clock.now().to_sqlx();
            on_either!(&mut tx, c => sqlx::query(text).bind(number.to_string()).bind(now).execute(c).await.map(drop)).unwrap();
            if number % 2 == 0 {
                tx.commit().await.unwrap();
            }
        }
        let mut reader = db.db().read().await.unwrap();
        let text = "select count(*) from setting where value = 'x'";
        let kept: i64 = on_either!(&mut reader, c => sqlx::query_scalar(text).fetch_one(c).await).unwrap();
        assert_eq!(kept, 25);
    }

    async fn a_closed_database_gives_its_connections_back_and_lends_none(t: Deployment) {
        let tenant = t.tenant("paris").await;
        let fleet = within(&t, 10, 1_000);
        let held = fleet.open(&tenant).await.unwrap();
        let db = held.db().clone();
        drop((db.read().await.unwrap(), db.read().await.unwrap(), held));
        assert!(db.connections() >= 1);
        fleet.close(tenant.id).await;
        assert_eq!(db.connections(), 0);
        db.read().await.unwrap_err();
        db.begin().await.unwrap_err();
    }
}
