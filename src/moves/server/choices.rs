//! Where an organisation may go, for somebody who chooses.

use super::{
    super::{MovesOf, Place},
    store,
};
use crate::{
    error::{Error, Result},
    platform::Platform,
    servers::{self, Placement, ServerState, ServerSummary},
    tenants,
};
use std::collections::BTreeSet;

/// An organisation's place, the others that it may go to, and its moves.
///
/// # Errors
/// `NotFound`.
pub async fn of_organisation(platform: &Platform, slug: &str) -> Result<MovesOf> {
    let detail = tenants::detail(platform, slug).await?.ok_or_else(Error::not_found)?;
    let wrong = |()| Error::internal(std::io::Error::other("unknown placement"));
    let here = Place { placement: detail.summary.placement.parse().map_err(wrong)?, server: detail.server };
    let all = places(platform).await?;
    Ok(MovesOf {
        slug: slug.to_owned(),
        name: detail.summary.name,
        choices: all.into_iter().filter(|place| *place != here).collect(),
        here,
        database_bytes: detail.summary.database_bytes,
        kept_days: i64::from(platform.config.moves.keep_days),
        is_deleted: detail.deletion.is_some(),
        moves: store::of_tenant(platform, slug).await?,
    })
}

/// The deployment's own places, and each registered server that takes somebody.
pub async fn places(platform: &Platform) -> Result<Vec<Place>> {
    let own = |placement| Place { placement, server: None };
    let mut all = vec![own(Placement::Sqlite)];
    if platform.lifecycle.own_placement() == Placement::PostgresDatabase {
        all.extend([own(Placement::PostgresDatabase), own(Placement::PostgresSchema)]);
    }
    for server in servers::list(platform).await?.into_iter().filter(has_room) {
        let there = |placement| Place { placement, server: Some(server.name.clone()) };
        all.extend([there(Placement::PostgresServer), there(Placement::PostgresSchema)]);
    }
    Ok(all)
}

/// The regions in which a server takes another organisation. One that is where this program runs, by a rule, is none.
pub async fn regions(platform: &Platform) -> Result<Vec<String>> {
    let rules = &platform.config.placement.by_region;
    let there = servers::list(platform).await?.into_iter().filter(has_room).map(|server| server.region);
    let regions: BTreeSet<String> = there.filter(|region| rules.of(region) != Some(Placement::Sqlite)).collect();
    Ok(regions.into_iter().collect())
}

fn has_room(server: &ServerSummary) -> bool {
    server.state == ServerState::Active && server.tenants < server.capacity
}
