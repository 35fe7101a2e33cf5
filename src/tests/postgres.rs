//! PostgreSQL as its administrators see it, for what no tenant's role may do.

use crate::{
    cluster,
    harness::{Deployment, Engine},
};
use sqlx::{PgPool, postgres::PgPoolOptions};
use std::time::Duration;
use tenantry::{config::DefaultPlacement, db::Location, servers::Placement, tenants::Tenant};

/// Writes the test once, as a module of a test for each place on PostgreSQL where tenants may live.
macro_rules! every_postgres_placement {
    ($(async fn $name:ident($t:ident: Deployment) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn test($t: $crate::harness::Deployment) $body

            $crate::harness::placed! { test
                postgres_database: Postgres, PostgresDatabase;
                postgres_schema: Postgres, PostgresSchema;
                postgres_server: Sqlite, PostgresServer;
                schema_on_a_server: Sqlite, PostgresSchema;
            }
        }
    )+};
}
pub(crate) use every_postgres_placement;

/// The tables of a tenant, entered as the login that owns them, wherever they are on PostgreSQL.
pub async fn as_owner_of(t: &Deployment, tenant: &Tenant) -> PgPool {
    if tenant.home().placement() != Placement::PostgresSchema {
        return as_owner(t, tenant.database().as_str()).await;
    }
    let pool = as_owner(t, &shared(t).await).await;
    let text = "select set_config('search_path', $1, false)";
    sqlx::query(text).bind(tenant.database().as_str()).execute(&pool).await.unwrap();
    pool
}

/// The database that the tenants of this login share.
pub async fn shared(t: &Deployment) -> String {
    let text = r"select datname::text from pg_database join pg_roles on pg_roles.oid = datdba
                 where datname like 'shared\_%' and datname not like 'shared\_%\_%' and rolname = current_user";
    sqlx::query_scalar(text).fetch_one(&as_owner(t, "postgres").await).await.unwrap()
}

/// A database of the deployment, entered as the login that owns it. It has one connection, so that a setting stays.
pub async fn as_owner(t: &Deployment, database: &str) -> PgPool {
    let address = address(t);
    let (server, _) = address.rsplit_once('/').unwrap();
    connect(&format!("{server}/{database}")).await.unwrap()
}

/// The tests' server, entered as the one who may see everybody.
pub async fn as_superuser() -> PgPool {
    connect(&cluster::address()).await.unwrap()
}

/// A database of the deployment's server, entered as somebody else with this password.
pub async fn as_somebody(t: &Deployment, name: &str, password: &str, database: &str) -> Result<PgPool, sqlx::Error> {
    connect(&format!("postgres://{name}:{password}@{}/{database}", server(t))).await
}

/// Runs a block that finds the name of what it is about in the setting `tests.name`: names can't be bound in DDL.
pub async fn execute_for(pool: &PgPool, name: &str, block: &'static str) {
    sqlx::query("select set_config('tests.name', $1, false)").bind(name).execute(pool).await.unwrap();
    sqlx::raw_sql(block).execute(pool).await.unwrap();
}

/// A deployment whose login has these rights on the server and no others.
pub async fn deployment_with(rights: &'static str) -> Deployment {
    deployment_placed_with(rights, Placement::PostgresDatabase).await
}

/// The same with tenants that go to a placement on its own server.
pub async fn deployment_placed_with(rights: &'static str, placement: Placement) -> Deployment {
    let superuser = Deployment::start(Engine::Postgres).await;
    let login = superuser.directory.file_name().unwrap().to_string_lossy().replace("test", "login");
    let server_pool = connect(&address(&superuser)).await.unwrap();
    sqlx::query("select set_config('tests.rights', $1, false)").bind(rights).execute(&server_pool).await.unwrap();
    let block = "do $$ begin
                   execute format('create role %I login password ''secret'' ', current_setting('tests.name'))
                     || current_setting('tests.rights');
                 end $$";
    execute_for(&server_pool, &login, block).await;
    let own = format!("postgres://{login}:secret@{}/postgres", server(&superuser));
    let location = Location::Postgres(tenantry::db::create_postgres_database(&own, &login).await.unwrap());
    let _ = std::fs::remove_dir_all(&superuser.directory);
    Deployment::start_with(Engine::Postgres, |config| {
        config.database.location = location;
        config.placement.default = DefaultPlacement(Some(placement));
    })
    .await
}

/// Of the deployment's own server, or of the one that it has registered.
fn address(t: &Deployment) -> String {
    match t.platform.lifecycle.location() {
        Location::Postgres(address) => address.clone(),
        Location::Sqlite(_) => cluster::address(),
    }
}

/// Host and port.
fn server(t: &Deployment) -> String {
    address(t).rsplit_once('@').unwrap().1.split('/').next().unwrap().to_owned()
}

async fn connect(address: &str) -> Result<PgPool, sqlx::Error> {
    #[expect(clippy::disallowed_methods, reason = "the platform has no pool for what is tried here")]
    PgPoolOptions::new().max_connections(1).acquire_timeout(Duration::from_secs(10)).connect(address).await
}
