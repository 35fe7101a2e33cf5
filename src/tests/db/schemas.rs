//! Tenants that share a database on PostgreSQL, each in a schema of its own: what one may do in another's, and what is
//! left of one.

use super::on_either;
use crate::{
    harness::Deployment,
    lending::three_instalments,
    postgres::{as_owner, as_owner_of, as_somebody, deployment_placed_with, execute_for, shared},
};
use sqlx::{PgConnection, Row};
use std::sync::Arc;
use tenantry::{
    access::Role,
    db::{Db, Pool, Shape},
    loans,
    servers::Placement,
    tenants::Tenant,
};

/// A deployment with two tenants in one database, whose login is no superuser.
async fn two() -> (Deployment, Arc<Tenant>, Arc<Tenant>) {
    let t = deployment_placed_with("createdb createrole", Placement::PostgresSchema).await;
    let (paris, lyon) = (t.tenant("paris").await, t.tenant("lyon").await);
    (t, paris, lyon)
}

/// What people of a tenant work with.
async fn pool(t: &Deployment, tenant: &Tenant) -> Pool<PgConnection> {
    let db = t.platform.fleet.open(tenant).await.unwrap();
    let Db::Postgres(pool) = db.db() else { panic!("this tenant is on PostgreSQL") };
    pool.clone()
}

/// The code of the error that PostgreSQL gave.
fn code<T>(result: Result<T, sqlx::Error>) -> Option<String> {
    let error = result.err()?;
    error.as_database_error().and_then(|error| error.code().map(std::borrow::Cow::into_owned))
}

/// Runs a statement with the name of another tenant's schema, and gives the code of its error.
async fn tried(here: &Pool<PgConnection>, statement: &str, other: &Tenant) -> Option<String> {
    let mut session = here.acquire().await.unwrap();
    let text = "select set_config('tests.name', $1, false), set_config('tests.statement', $2, false)";
    sqlx::query(text).bind(other.database().as_str()).bind(statement).execute(&mut *session).await.unwrap();
    let block = "do $$ begin execute format(current_setting('tests.statement'), current_setting('tests.name')); end $$";
    code(sqlx::raw_sql(block).execute(&mut *session).await)
}

async fn lend(t: &Deployment, slug: &str) {
    let form = three_instalments(format!("Ruth of {slug}"));
    loans::create(&t.ctx(slug, Role::Owner).await, form).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_tenants_tables_are_refused_whatever_is_tried() {
    let (t, paris, lyon) = two().await;
    lend(&t, "lyon").await;
    let here = pool(&t, &paris).await;
    let path: String = sqlx::query_scalar("select current_setting('search_path')")
        .fetch_one(&mut *here.acquire().await.unwrap())
        .await
        .unwrap();
    assert_eq!(path, paris.database().as_str(), "of that schema alone");
    let database: String = sqlx::query_scalar("select current_database()::text")
        .fetch_one(&mut *here.acquire().await.unwrap())
        .await
        .unwrap();
    assert_eq!(database, shared(&t).await, "it is the same database");
    let there = pool(&t, &lyon).await;
    assert_eq!(
        sqlx::query_scalar::<_, String>("select current_database()::text")
            .fetch_one(&mut *there.acquire().await.unwrap())
            .await
            .unwrap(),
        database
    );
    for statement in [
        "select * from %I.loan",
        "select * from %I.setting",
        "select * from %I._migration_core",
        "insert into %I.setting (key, value, updated_at) values ('a', 'b', now())",
        "update %I.loan set note = 'mine'",
        "delete from %I.loan",
        "truncate %I.loan",
        "drop table %I.loan",
        "drop schema %I cascade",
        "alter schema %I rename to mine",
        "create table %I.mine (id bigint)",
        "create view mine as select * from %I.loan",
        "grant usage on schema %I to current_user",
    ] {
        assert_eq!(tried(&here, statement, &lyon).await.as_deref(), Some("42501"), "{statement}");
    }
    // With the other's search path nothing is found, as if it weren't there.
    let mut session = here.acquire().await.unwrap();
    let text = "select set_config('search_path', $1, false)";
    sqlx::query(text).bind(lyon.database().as_str()).execute(&mut *session).await.unwrap();
    let found = sqlx::raw_sql("select * from loan").execute(&mut *session).await;
    assert_eq!(code(found).as_deref(), Some("42P01"));
    drop(session);
    let loans = "select count(*) from loan";
    assert_eq!(sqlx::query_scalar::<_, i64>(loans).fetch_one(&mut *here.acquire().await.unwrap()).await.unwrap(), 0);
    assert_eq!(sqlx::query_scalar::<_, i64>(loans).fetch_one(&mut *there.acquire().await.unwrap()).await.unwrap(), 1);
    let _ = std::fs::remove_dir_all(&t.directory);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_role_of_a_schema_has_no_rights_elsewhere() {
    let (t, paris, _lyon) = two().await;
    let owner = as_owner_of(&t, &paris).await;
    // Every schema of the shared database, its `public` included: is it let in, may it make something?
    let text = r"select nspname::text, has_schema_privilege($1, oid, 'usage'), has_schema_privilege($1, oid, 'create')
                 from pg_namespace where nspname not like 'pg\_%' and nspname <> 'information_schema'";
    let rights: Vec<(String, bool, bool)> =
        sqlx::query_as(text).bind(paris.database().as_str()).fetch_all(&owner).await.unwrap();
    assert!(rights.len() >= 3 && rights.iter().any(|(name, ..)| name == "public"), "{rights:?}");
    for (name, enters, makes) in &rights {
        assert_eq!((*enters, *makes), (name == paris.database().as_str(), false), "{name}");
    }
    // Every table of the database that it could read.
    let text = "select count(*) from pg_class where relkind = 'r' and relnamespace <> cast($1 as regnamespace)
                and relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
                and has_table_privilege($1, oid, 'select, insert, update, delete, truncate, references, trigger')";
    assert_eq!(sqlx::query_scalar::<_, i64>(text).bind(paris.database().as_str()).fetch_one(&owner).await.unwrap(), 0);
    // No database lets it in by itself, the shared one neither; were it ever allowed to sign in, it would come nowhere.
    let text = "select datname::text from pg_database where datdba = (select oid from pg_roles where rolname = current_user)
                and (has_database_privilege($1, oid, 'connect') or has_database_privilege($1, oid, 'temporary, create'))";
    let doors: Vec<String> = sqlx::query_scalar(text).bind(paris.database().as_str()).fetch_all(&owner).await.unwrap();
    assert_eq!(doors, Vec::<String>::new());
    let block =
        "do $$ begin execute format('alter role %I login password ''secret'' ', current_setting('tests.name')); end $$";
    execute_for(&owner, paris.database().as_str(), block).await;
    let entered = as_somebody(&t, paris.database().as_str(), "secret", &shared(&t).await).await;
    assert_eq!(code(entered).as_deref(), Some("42501"));
    let _ = std::fs::remove_dir_all(&t.directory);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_schema_is_what_a_database_of_ones_own_is() {
    let t = Deployment::start_placed(crate::harness::Engine::Postgres, Placement::PostgresSchema).await;
    let schema = t.tenant("paris").await;
    let other = Deployment::start(crate::harness::Engine::Postgres).await;
    let database = other.tenant("paris").await;
    let shape = async |t: &Deployment, tenant: &Tenant| -> Shape {
        t.platform.lifecycle.inspect(tenant.home(), &tenant.modules).await.unwrap().shape
    };
    let (here, there) = (shape(&t, &schema).await, shape(&other, &database).await);
    assert_eq!(here.differences(&there), Vec::<String>::new());
    assert_eq!(here.fingerprint(), there.fingerprint());
    for t in [t, other] {
        let _ = std::fs::remove_dir_all(&t.directory);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dropping_a_schema_takes_it_and_its_role_and_leaves_the_others() {
    let (t, paris, lyon) = two().await;
    lend(&t, "lyon").await;
    // Somebody is in the middle of something there.
    let busy = t.platform.fleet.open(&paris).await.unwrap();
    let mut tx = busy.db().begin().await.unwrap();
    on_either!(&mut tx, c => sqlx::raw_sql("delete from setting").execute(c).await.map(drop)).unwrap();
    drop(busy);
    let size = t.platform.lifecycle.size(paris.home()).await.unwrap();
    assert!(size > 100_000, "{size}");
    t.platform.lifecycle.drop(paris.home()).await.unwrap();
    assert!(tx.commit().await.is_err(), "the session was ended");
    let server = as_owner(&t, &shared(&t).await).await;
    let text = "select (select count(*) from pg_namespace where nspname = $1), (select count(*) from pg_roles where rolname = $1)";
    for (tenant, left) in [(&paris, (0_i64, 0_i64)), (&lyon, (1, 1))] {
        let row = sqlx::query(text).bind(tenant.database().as_str()).fetch_one(&server).await.unwrap();
        assert_eq!((row.get(0), row.get(1)), left, "{}", tenant.slug);
    }
    t.platform.lifecycle.drop(paris.home()).await.unwrap();
    assert!(t.platform.lifecycle.size(paris.home()).await.is_err());
    assert!(t.platform.lifecycle.inspect(paris.home(), &paris.modules).await.is_err());
    let there = pool(&t, &lyon).await;
    assert_eq!(
        sqlx::query_scalar::<_, i64>("select count(*) from loan")
            .fetch_one(&mut *there.acquire().await.unwrap())
            .await
            .unwrap(),
        1
    );
    t.platform.lifecycle.create(paris.home(), &paris.modules).await.unwrap();
    t.platform.fleet.close(paris.id).await;
    lend(&t, "paris").await;
    let _ = std::fs::remove_dir_all(&t.directory);
}
