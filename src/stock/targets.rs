//! The places for which a stock is held: those that the settings send new organisations to, and no others.

use crate::{
    config::StockSettings,
    db::{Connection, DatabaseName, Home, sqlx},
    error::Result,
    ids::ServerId,
    platform::Platform,
    servers::Placement,
};
use std::collections::BTreeMap;

/// A place: the kind of it, and the registered server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Target {
    pub(crate) placement: Placement,
    pub(crate) server: Option<ServerId>,
}

/// How many are held there, and what the server is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Want {
    pub(super) count: i64,
    pub(super) server: Option<String>,
}

impl Target {
    pub(crate) fn of(home: &Home) -> Self {
        Self { placement: home.placement(), server: home.server() }
    }

    pub(super) fn home(self, name: DatabaseName) -> Home {
        Home::new(self.placement, self.server, name)
    }
}

impl StockSettings {
    pub(super) fn of(&self, placement: Placement) -> i64 {
        i64::from(match placement {
            Placement::Sqlite => self.sqlite,
            Placement::PostgresDatabase => self.postgres_database,
            Placement::PostgresSchema => self.postgres_schema,
            Placement::PostgresServer => self.postgres_server,
        })
    }
}

/// What is held where. A draining server has none, and a server never more than it has room for.
pub(super) async fn targets(on: &mut impl Connection, platform: &Platform) -> Result<BTreeMap<Target, Want>> {
    let servers = active_servers(on).await?;
    let mut wanted = BTreeMap::new();
    for (placement, region) in destinations(platform) {
        let count = platform.config.stock.of(placement);
        if is_own_place(platform, placement, region) {
            wanted.insert(Target { placement, server: None }, Want { count, server: None });
            continue;
        }
        for server in servers.iter().filter(|server| region.is_none_or(|region| server.region == region)) {
            let count = count.min(server.capacity - server.tenants).max(0);
            let target = Target { placement, server: Some(server.id) };
            wanted.insert(target, Want { count, server: Some(server.name.clone()) });
        }
    }
    wanted.retain(|_, want| want.count > 0);
    Ok(wanted)
}

/// Where the policy may send somebody whom no operator sends elsewhere, and the region that is asked for then.
fn destinations(platform: &Platform) -> impl Iterator<Item = (Placement, Option<&str>)> {
    let policy = &platform.config.placement;
    let default = policy.default.or(platform.lifecycle.own_placement());
    let by_plan = policy.by_plan.placements().map(|placement| (placement, None));
    let by_region = policy.by_region.rules().map(|(region, placement)| (placement, Some(region)));
    std::iter::once((default, None)).chain(by_plan).chain(by_region)
}

/// As the policy of placements has it (`servers::place`).
fn is_own_place(platform: &Platform, placement: Placement, region: Option<&str>) -> bool {
    match placement {
        Placement::Sqlite => true,
        Placement::PostgresServer => false,
        Placement::PostgresDatabase | Placement::PostgresSchema => {
            region.is_none() && platform.lifecycle.own_placement() == Placement::PostgresDatabase
        }
    }
}

#[derive(sqlx::FromRow)]
struct Server {
    id: ServerId,
    name: String,
    region: String,
    capacity: i64,
    tenants: i64,
}

async fn active_servers(on: &mut impl Connection) -> Result<Vec<Server>> {
    let text = "select id, name, region, capacity, (select count(*) from tenant t where t.server_id = s.id) as tenants
                from server s where state = 'active' order by name";
    Ok(sql!(on, fetch_all Server, text)?)
}
