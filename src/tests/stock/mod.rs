//! Databases that are made ahead: who gets one, how many there are, what is removed, and processes that die over them.

mod claims;
mod kills;
mod shelves;

use crate::{
    db::on_either,
    harness::{Deployment, Engine, society},
    postgres,
};
use std::{path::Path, sync::Arc};
use tenantry::{
    clock::Clock,
    config::{Config, DefaultPlacement},
    db::Location,
    platform::Platform,
    provisioning::{self, Provisioned},
    random::Random,
    servers::Placement,
    stock::{self, Pace, Standing, Tended, unobserved},
    users::Passwords,
};

/// One of the processes of a deployment, which holds a stock of so many in each place.
pub(crate) async fn node(t: &Deployment, held: u32) -> Arc<Platform> {
    node_at(t, held, t.clock.clone()).await
}

async fn node_at(t: &Deployment, held: u32, clock: Clock) -> Arc<Platform> {
    let location = t.platform.lifecycle.location().clone();
    program(location, &t.directory, t.placement(), held, clock).await
}

pub(crate) async fn program(
    location: Location,
    directory: &Path,
    placement: Placement,
    held: u32,
    clock: Clock,
) -> Arc<Platform> {
    let mut config = Config::for_tests(location, "http://tenantry.test:3000");
    config.database.directory = directory.join("data");
    config.database.key_file = directory.join("tenantry.key");
    config.placement.default = DefaultPlacement(Some(placement));
    let stock = &mut config.stock;
    for setting in
        [&mut stock.sqlite, &mut stock.postgres_database, &mut stock.postgres_schema, &mut stock.postgres_server]
    {
        *setting = held;
    }
    Platform::open_with(config, clock, Random::system(), Passwords::for_tests()).await.unwrap()
}

async fn tend(node: &Platform) -> Tended {
    stock::tend(node, Pace::default(), &unobserved()).await.unwrap()
}

/// How it stands in the one place for which a stock is held.
async fn standing(node: &Platform) -> Standing {
    let mut all = stock::standing(node).await.unwrap();
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

async fn provision(node: &Arc<Platform>, slug: &str) -> Provisioned {
    provisioning::provision(node.clone(), society(slug), |_| Ok(())).await.unwrap()
}

/// The names of the stock, whatever their state.
async fn names(t: &Deployment) -> Vec<String> {
    let mut reader = t.platform.central.read().await.unwrap();
    let text = "select name from standby order by noted_at, name";
    on_either!(&mut reader, c => sqlx::query_scalar(text).fetch_all(c).await).unwrap()
}

async fn database_of(t: &Deployment, slug: &str) -> Option<String> {
    let mut reader = t.platform.central.read().await.unwrap();
    let text = "select database_name from tenant where slug = $1";
    on_either!(&mut reader, c => sqlx::query_scalar(text).bind(slug).fetch_optional(c).await).unwrap()
}

/// What has the name on the disk or on the server: each file, be it half-made, a database, a schema, a role.
pub(crate) async fn traces(t: &Deployment, name: &str) -> i64 {
    if t.placement() == Placement::Sqlite {
        let Ok(files) = std::fs::read_dir(t.directory.join("data/tenants")) else { return 0 };
        let is_its = |file: &str| file.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
        let count = files.filter(|file| is_its(&file.as_ref().unwrap().file_name().to_string_lossy())).count();
        return i64::try_from(count).unwrap();
    }
    let text = "select (select count(*) from pg_database where datname = $1)
                     + (select count(*) from pg_roles where rolname = $1)
                     + (select count(*) from pg_namespace where nspname = $1)";
    let database =
        if t.placement() == Placement::PostgresSchema { postgres::shared(t).await } else { "postgres".into() };
    let pool = postgres::as_owner(t, &database).await;
    sqlx::query_scalar(text).bind(name).fetch_one(&pool).await.unwrap()
}

fn has_server_of_its_own(t: &Deployment) -> bool {
    t.engine == Engine::Postgres
}
