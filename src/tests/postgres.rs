//! PostgreSQL as its administrators see it, for what no tenant's role may do.

use crate::harness::{Deployment, Engine};
use sqlx::{PgPool, postgres::PgPoolOptions};
use std::time::Duration;
use tenantry::db::Location;

/// A database of the deployment, entered as the login that owns it. It has one connection, so that a setting stays.
pub async fn as_owner(t: &Deployment, database: &str) -> PgPool {
    let (server, _) = address(t).rsplit_once('/').unwrap();
    connect(&format!("{server}/{database}")).await.unwrap()
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
    let superuser = Deployment::start(Engine::Postgres).await;
    let login = superuser.directory.file_name().unwrap().to_string_lossy().replace("test", "login");
    let server_pool = connect(address(&superuser)).await.unwrap();
    sqlx::query("select set_config('tests.rights', $1, false)").bind(rights).execute(&server_pool).await.unwrap();
    let block = "do $$ begin
                   execute format('create role %I login password ''secret'' ', current_setting('tests.name'))
                     || current_setting('tests.rights');
                 end $$";
    execute_for(&server_pool, &login, block).await;
    let own = format!("postgres://{login}:secret@{}/postgres", server(&superuser));
    let location = Location::Postgres(tenantry::db::create_postgres_database(&own, &login).await.unwrap());
    let _ = std::fs::remove_dir_all(&superuser.directory);
    Deployment::start_with(Engine::Postgres, |config| config.database.location = location).await
}

fn address(t: &Deployment) -> &str {
    let Location::Postgres(address) = t.platform.lifecycle.location() else {
        panic!("this deployment is on PostgreSQL")
    };
    address
}

/// Host and port.
fn server(t: &Deployment) -> &str {
    address(t).rsplit_once('@').unwrap().1.split('/').next().unwrap()
}

async fn connect(address: &str) -> Result<PgPool, sqlx::Error> {
    #[expect(clippy::disallowed_methods, reason = "the platform has no pool for what is tried here")]
    PgPoolOptions::new().max_connections(1).acquire_timeout(Duration::from_secs(10)).connect(address).await
}
