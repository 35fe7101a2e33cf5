//! The role of each tenant on PostgreSQL: every borrower of a connection is it, it may change rows and nothing else, it
//! has no rights elsewhere, and it comes and goes with its database.

use crate::{
    harness::{Deployment, Engine},
    lending::three_instalments,
    postgres::{as_owner, as_owner_of, as_somebody, deployment_with, every_postgres_placement, execute_for},
};
use futures::future::try_join_all;
use sqlx::PgConnection;
use std::time::Duration;
use tenantry::{
    access::Role,
    db::{DatabaseName, Db, Home, Lifecycle, Pool, PoolSize},
    loans,
    tenants::Tenant,
};

/// One connection, so that who comes next gets the one that was given back.
const ONE: PoolSize = PoolSize { most: 1, wait: Duration::from_secs(10) };
const CHANGE: &str = "insert into setting (key, value, updated_at) values ('a', 'b', now());
                      update setting set value = 'c' where key = 'a'; delete from setting where key = 'a'";

async fn opened(lifecycle: &Lifecycle, home: &Home) -> Pool<PgConnection> {
    let Db::Postgres(pool) = lifecycle.open(home, ONE).await.unwrap() else {
        panic!("this deployment is on PostgreSQL")
    };
    pool
}

/// Who asks, where names are looked up, and over which of the server's processes.
async fn who(pool: &Pool<PgConnection>) -> (String, String, i32) {
    use sqlx::Row;
    let text = "select current_user::text, current_setting('search_path'), pg_backend_pid()";
    let row = sqlx::raw_sql(text).fetch_one(&mut *pool.acquire().await.unwrap()).await.unwrap();
    (row.get(0), row.get(1), row.get(2))
}

/// Whether PostgreSQL refused for want of a right.
fn is_refused<T>(result: Result<T, sqlx::Error>) -> bool {
    result.is_err_and(|error| error.as_database_error().is_some_and(|error| error.code().as_deref() == Some("42501")))
}

async fn roles(t: &Deployment, name: &DatabaseName) -> i64 {
    count(t, "select count(*) from pg_roles where rolname = $1", name).await
}

async fn databases(t: &Deployment, name: &DatabaseName) -> i64 {
    count(t, "select count(*) from pg_database where datname = $1", name).await
}

async fn count(t: &Deployment, text: &'static str, name: &DatabaseName) -> i64 {
    let Db::Postgres(central) = &t.platform.central else { panic!("this deployment is on PostgreSQL") };
    sqlx::query_scalar(text).bind(name.as_str()).fetch_one(&mut *central.acquire().await.unwrap()).await.unwrap()
}

/// Takes the role away, and the restrictions that came with it: so databases were before there were roles.
async fn make_older(t: &Deployment, tenant: &Tenant) {
    t.platform.fleet.close(tenant.id).await;
    let owner = as_owner(t, tenant.database().as_str()).await;
    let block = "do $$ begin
                   execute format('drop owned by %I', current_setting('tests.name'));
                   execute format('drop role %I', current_setting('tests.name'));
                   grant usage on schema public to public;
                 end $$";
    execute_for(&owner, tenant.database().as_str(), block).await;
    owner.close().await;
    assert_eq!((databases(t, tenant.database()).await, roles(t, tenant.database()).await), (1, 0));
}

every_postgres_placement! {
    async fn every_borrower_of_a_connection_is_the_tenants_role(t: Deployment) {
        let tenant = t.tenant("paris").await;
        let pool = opened(&t.platform.lifecycle, tenant.home()).await;
        let first = who(&pool).await;
        assert_eq!(first.0, tenant.database().as_str());
        for careless in [
            "reset role",
            "reset all",
            "set role none",
            "set role pg_monitor",
            "set session authorization pg_monitor",
            "set session authorization default",
            "select set_config('role', 'none', false)",
            "begin; set role none",
            "begin; set role none; select 1 / 0",
            "begin; set role none; commit",
            "begin; set local role none",
            "set search_path to pg_catalog",
            "begin; set search_path to somebody_else; commit",
            "discard all",
        ] {
            let _ = sqlx::raw_sql(careless).execute(&mut *pool.acquire().await.unwrap()).await;
            assert_eq!(who(&pool).await, first, "after `{careless}`, over the same connection");
        }
    }

    async fn the_role_changes_rows_and_nothing_else(t: Deployment) {
        let tenant = t.tenant("paris").await;
        let pool = opened(&t.platform.lifecycle, tenant.home()).await;
        sqlx::raw_sql(CHANGE).execute(&mut *pool.acquire().await.unwrap()).await.unwrap();
        for forbidden in [
            "create table mine (id bigint)",
            "create temp table mine (id bigint)",
            "create view mine as select 1",
            "create function mine() returns integer language sql as 'select 1'",
            "create schema mine",
            "create index on setting (value)",
            "alter table setting add column mine text",
            "drop table setting",
            "drop schema public cascade",
            "truncate setting",
            "update _migration_core set success = false",
            "delete from _migration_loans",
            "select * from pg_authid",
            "select pg_read_file('/etc/hostname')",
            "copy setting to program 'true'",
            "create role mine",
            "create database mine",
            "alter role current_user superuser",
        ] {
            assert!(is_refused(sqlx::raw_sql(forbidden).execute(&mut *pool.acquire().await.unwrap()).await), "{forbidden}");
        }

        let owner = as_owner_of(&t, &tenant).await;
        sqlx::raw_sql("create table later (id bigserial primary key, note text)").execute(&owner).await.unwrap();
        let text = "insert into later (note) values ('what a migration makes is for the role to use')";
        sqlx::raw_sql(text).execute(&mut *pool.acquire().await.unwrap()).await.unwrap();
        assert!(is_refused(sqlx::raw_sql("drop table later").execute(&mut *pool.acquire().await.unwrap()).await));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_has_no_rights_elsewhere() {
    let t = deployment_with("createdb createrole").await;
    let (paris, lyon) = (t.tenant("paris").await, t.tenant("lyon").await);
    let Db::Postgres(central) = &t.platform.central else { panic!("this deployment is on PostgreSQL") };
    // The central database, those of the tenants, and the templates: all are the login's.
    let text = "select datname::text, has_database_privilege($1, oid, 'connect'),
                       has_database_privilege($1, oid, 'temporary, create')
                from pg_database where datdba = (select oid from pg_roles where rolname = current_user)";
    let rights: Vec<(String, bool, bool)> = sqlx::query_as(text)
        .bind(paris.database().as_str())
        .fetch_all(&mut *central.acquire().await.unwrap())
        .await
        .unwrap();
    assert!(rights.iter().any(|(name, ..)| name.starts_with("template_")) && rights.len() >= 4, "{rights:?}");
    for (name, enters, makes) in &rights {
        assert_eq!((*enters, *makes), (name == paris.database().as_str(), false), "{name}");
    }

    // Were it ever allowed to sign in, it would come no further.
    let block =
        "do $$ begin execute format('alter role %I login password ''secret'' ', current_setting('tests.name')); end $$";
    let owner = as_owner(&t, lyon.database().as_str()).await;
    execute_for(&owner, paris.database().as_str(), block).await;
    for (name, enters, _) in &rights {
        let entered = as_somebody(&t, paris.database().as_str(), "secret", name).await;
        match entered {
            Ok(pool) => {
                assert!(*enters, "{name} was entered");
                sqlx::raw_sql(CHANGE).execute(&mut *pool.acquire().await.unwrap()).await.unwrap();
                pool.close().await;
            }
            Err(error) => assert!(!*enters && is_refused::<()>(Err(error)), "{name}"),
        }
    }

    // And a connection to the wrong database finds nothing that it may read.
    sqlx::query("select set_config('role', $1, false)").bind(paris.database().as_str()).execute(&owner).await.unwrap();
    assert!(is_refused(sqlx::raw_sql("select * from public.setting").execute(&owner).await));
    assert!(is_refused(sqlx::raw_sql("select * from public.loan").execute(&owner).await));
    let _ = std::fs::remove_dir_all(&t.directory);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_that_makes_databases_and_roles_is_enough() {
    let t = deployment_with("createdb createrole").await;
    let ctx = t.ctx("paris", Role::Owner).await;
    let form = three_instalments("Ruth");
    let loan = loans::create(&ctx, form).await.unwrap();
    assert!(loans::find(&ctx, loan).await.unwrap().is_some());
    let (tenant, lifecycle) = (ctx.tenant.clone(), &t.platform.lifecycle);
    drop(ctx);
    lifecycle.migrate(tenant.home(), &tenant.modules).await.unwrap();
    t.platform.fleet.close(tenant.id).await;
    lifecycle.drop(tenant.home()).await.unwrap();
    assert_eq!((databases(&t, tenant.database()).await, roles(&t, tenant.database()).await), (0, 0));
    let _ = std::fs::remove_dir_all(&t.directory);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_an_older_version_gets_its_role_when_it_is_opened() {
    let t = Deployment::start(Engine::Postgres).await;
    let tenant = t.tenant("paris").await;
    make_older(&t, &tenant).await;
    // Several servers may do it at once.
    let lifecycles: Vec<Lifecycle> = (0..8).map(|_| Lifecycle::new(t.platform.lifecycle.location().clone())).collect();
    let all = lifecycles.iter().map(|lifecycle| lifecycle.open(tenant.home(), ONE));
    for db in try_join_all(all).await.unwrap() {
        let Db::Postgres(pool) = db else { panic!("this deployment is on PostgreSQL") };
        assert_eq!(who(&pool).await.0, tenant.database().as_str());
        sqlx::raw_sql(CHANGE).execute(&mut *pool.acquire().await.unwrap()).await.unwrap();
        assert!(is_refused(
            sqlx::raw_sql("create table mine (id bigint)").execute(&mut *pool.acquire().await.unwrap()).await
        ));
        pool.close().await;
    }
    let text =
        "select count(*) from pg_database where datname = $1 and has_database_privilege('public', oid, 'connect')";
    assert_eq!(count(&t, text, tenant.database()).await, 0);
    let _ = std::fs::remove_dir_all(&t.directory);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_of_an_older_version_gets_its_role_when_it_is_migrated() {
    let t = Deployment::start(Engine::Postgres).await;
    let tenant = t.tenant("paris").await;
    make_older(&t, &tenant).await;
    for _ in 0..2 {
        t.platform.lifecycle.migrate(tenant.home(), &tenant.modules).await.unwrap();
        assert_eq!(roles(&t, tenant.database()).await, 1);
    }
    let pool = opened(&t.platform.lifecycle, tenant.home()).await;
    assert_eq!(who(&pool).await.0, tenant.database().as_str());
    sqlx::raw_sql(CHANGE).execute(&mut *pool.acquire().await.unwrap()).await.unwrap();
    let _ = std::fs::remove_dir_all(&t.directory);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dropping_takes_away_whichever_of_the_two_is_there() {
    let t = Deployment::start(Engine::Postgres).await;
    let tenant = t.tenant("paris").await;
    make_older(&t, &tenant).await;
    let lifecycle = &t.platform.lifecycle;
    lifecycle.drop(tenant.home()).await.unwrap();
    assert_eq!(databases(&t, tenant.database()).await, 0);

    let block = "do $$ begin execute format('create role %I', current_setting('tests.name')); end $$";
    execute_for(&as_owner(&t, "postgres").await, tenant.database().as_str(), block).await;
    assert_eq!(roles(&t, tenant.database()).await, 1);
    lifecycle.drop(tenant.home()).await.unwrap();
    assert_eq!(roles(&t, tenant.database()).await, 0);
    lifecycle.drop(tenant.home()).await.unwrap();

    lifecycle.create(tenant.home(), &tenant.modules).await.unwrap();
    let pool = opened(lifecycle, tenant.home()).await;
    sqlx::raw_sql(CHANGE).execute(&mut *pool.acquire().await.unwrap()).await.unwrap();
    let _ = std::fs::remove_dir_all(&t.directory);
}
