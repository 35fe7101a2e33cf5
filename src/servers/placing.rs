//! The policy: where a new organisation's data goes.
//!
//! What an operator names counts first, then the rule for the plan, the rule for the region, and the default. Whoever
//! needs a server and names none gets the one that is filled least, of the region when one is asked for.

use super::{Placement, ServerState};
use crate::{
    db::{DatabaseName, Home, Tx, sqlx},
    error::{Error, Result},
    fault::Problem,
    ids::ServerId,
    platform::Platform,
    provisioning::Terms,
};
use std::io;

/// Seconds after which a full fleet may have room again: somebody has to register a server.
const LATER: u32 = 300;

/// Finds a place inside the transaction that takes it.
///
/// # Errors
/// `Invalid` when what was named doesn't fit together or can't be had; `Unavailable` when no server has room.
pub(crate) async fn place(tx: &mut Tx, platform: &Platform, terms: &Terms, name: DatabaseName) -> Result<Home> {
    let placement = placement_for(platform, terms);
    let server = match which(platform, terms, placement)? {
        Which::OwnPlace => None,
        Which::Registered => Some(choose(&servers(tx).await?, terms)?),
    };
    Ok(Home::new(placement, server, name))
}

/// Whether the server of this home takes one more, inside the transaction that puts a copy of it there. The deployment's own
/// place takes everybody.
///
/// # Errors
/// `Invalid` at `server` when that one is full or draining.
pub(crate) async fn check_room_beside(tx: &mut Tx, home: &Home) -> Result<()> {
    let Some(id) = home.server() else { return Ok(()) };
    let servers = servers(tx).await?;
    let server = servers.iter().find(|server| server.id == id).ok_or_else(Error::not_found)?;
    server.taking().map(drop)
}

fn placement_for(platform: &Platform, terms: &Terms) -> Placement {
    let policy = &platform.config.placement;
    let own = platform.lifecycle.own_placement();
    let default = policy.default.or(own);
    let by_region = terms.region.as_deref().and_then(|region| policy.by_region.of(region));
    let by_rule =
        policy.by_plan.of(terms.plan(&platform.settings.current().plans.default)).or(by_region).unwrap_or(default);
    match (terms.placement, &terms.server) {
        (Some(named), _) => named,
        // Who names a server wants to be there.
        (None, Some(_)) if by_rule == Placement::Sqlite => Placement::PostgresServer,
        // A file is where the deployment is. Who names a region that no rule says that of wants to be on a server there.
        (None, None) if by_rule == Placement::Sqlite && terms.region.is_some() && by_region != Some(by_rule) => {
            by_region.unwrap_or(Placement::PostgresServer)
        }
        (None, _) => by_rule,
    }
}

enum Which {
    OwnPlace,
    Registered,
}

fn which(platform: &Platform, terms: &Terms, placement: Placement) -> Result<Which> {
    let has_own_server = platform.lifecycle.own_placement() == Placement::PostgresDatabase;
    Ok(match placement {
        Placement::Sqlite if terms.server.is_some() => {
            return Err(Error::field("server", Problem::PlacementTakesNoServer));
        }
        Placement::Sqlite => Which::OwnPlace,
        Placement::PostgresServer => Which::Registered,
        Placement::PostgresDatabase | Placement::PostgresSchema => {
            let is_elsewhere = terms.server.is_some() || terms.region.is_some();
            if has_own_server && !is_elsewhere { Which::OwnPlace } else { Which::Registered }
        }
    })
}

#[derive(Clone, Debug, sqlx::FromRow)]
struct Candidate {
    id: ServerId,
    name: String,
    region: String,
    capacity: i64,
    state: String,
    tenants: i64,
}

impl Candidate {
    fn is_draining(&self) -> bool {
        self.state != ServerState::Active.name()
    }

    fn has_room(&self) -> bool {
        self.tenants < self.capacity
    }

    /// Its id, when it takes one more.
    fn taking(&self) -> Result<ServerId> {
        match self {
            server if server.is_draining() => Err(Error::field("server", Problem::ServerDraining)),
            server if !server.has_room() => Err(Error::field("server", Problem::ServerFull)),
            server => Ok(server.id),
        }
    }

    /// How full it would be with one more, in millionths.
    fn fill(&self) -> i64 {
        (self.tenants + 1).saturating_mul(1_000_000) / self.capacity.max(1)
    }
}

/// All servers. Their rows are locked, so that two who come at once can't both take the last room.
async fn servers(tx: &mut Tx) -> Result<Vec<Candidate>> {
    sql!(tx, execute "update server set state = state")?;
    let text = "select id, name, region, capacity, state,
                       (select count(*) from tenant t where t.server_id = s.id) as tenants
                from server s order by name";
    Ok(sql!(tx, fetch_all Candidate, text)?)
}

fn choose(servers: &[Candidate], terms: &Terms) -> Result<ServerId> {
    if let Some(name) = &terms.server {
        return match servers.iter().find(|server| server.name == *name) {
            None => Err(Error::field("server", Problem::NotAChoice)),
            Some(server) if terms.region.as_ref().is_some_and(|region| *region != server.region) => {
                Err(Error::field("region", Problem::NoServerThere))
            }
            Some(server) => server.taking(),
        };
    }
    let there: Vec<&Candidate> = match &terms.region {
        Some(region) => servers.iter().filter(|server| server.region == *region).collect(),
        None => servers.iter().collect(),
    };
    if let (true, Some(_)) = (there.is_empty(), &terms.region) {
        return Err(Error::field("region", Problem::NoServerThere));
    }
    let free = there.iter().filter(|server| !server.is_draining() && server.has_room());
    let least = free.min_by_key(|server| (server.fill(), server.name.as_str()));
    least.map(|server| server.id).ok_or_else(|| Error::unavailable(LATER, io::Error::other(full(&there))))
}

/// Why there is no room, for operators.
fn full(servers: &[&Candidate]) -> String {
    let draining = servers.iter().filter(|server| server.is_draining()).count();
    match servers.len() {
        0 => "no server is registered for another organisation: tenantry server add".to_owned(),
        all => format!(
            "no server has room for another organisation ({all} registered, {draining} draining, {} full): \
             tenantry server add",
            all - draining
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::Clock, fault::Kind, random::Random};

    fn server(seed: u64, name: &str, region: &str, tenants: i64, capacity: i64) -> Candidate {
        let id = ServerId::new(&Random::seeded(seed), &Clock::system());
        let (name, region, state) = (name.to_owned(), region.to_owned(), "active".to_owned());
        Candidate { id, name, region, capacity, state, tenants }
    }

    fn terms(server: Option<&str>, region: Option<&str>) -> Terms {
        Terms { server: server.map(str::to_owned), region: region.map(str::to_owned), ..Terms::default() }
    }

    #[test]
    fn the_one_that_is_filled_least_is_taken() {
        let all = [server(1, "a", "eu", 5, 10), server(2, "b", "eu", 30, 100), server(3, "c", "us", 0, 10)];
        assert_eq!(choose(&all, &terms(None, None)).unwrap(), all[2].id);
        assert_eq!(choose(&all, &terms(None, Some("eu"))).unwrap(), all[1].id, "by its share, not by its number");
        assert_eq!(choose(&all, &terms(Some("a"), None)).unwrap(), all[0].id, "who is named is taken");
    }

    #[test]
    fn the_full_and_the_draining_get_nobody() {
        let mut all = [server(1, "a", "eu", 10, 10), server(2, "b", "eu", 0, 10), server(3, "c", "us", 9, 10)];
        all[1].state = "draining".into();
        assert_eq!(choose(&all, &terms(None, None)).unwrap(), all[2].id);
        let problem = |terms| choose(&all, &terms).unwrap_err().fault.fields.remove(0).problem;
        assert_eq!(problem(terms(Some("a"), None)), Problem::ServerFull);
        assert_eq!(problem(terms(Some("b"), None)), Problem::ServerDraining);
        assert_eq!(problem(terms(Some("z"), None)), Problem::NotAChoice);
        assert_eq!(problem(terms(Some("c"), Some("eu"))), Problem::NoServerThere);
        assert_eq!(problem(terms(None, Some("asia"))), Problem::NoServerThere);
        let error = choose(&all[..2], &terms(None, None)).unwrap_err();
        assert_eq!(error.kind(), Kind::Unavailable { seconds: LATER });
        let said =
            "no server has room for another organisation (2 registered, 1 draining, 1 full): tenantry server add";
        assert!(error.with_causes().ends_with(said), "{}", error.with_causes());
        assert!(choose(&[], &terms(None, None)).unwrap_err().with_causes().contains("no server is registered"));
    }
}
