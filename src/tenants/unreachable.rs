//! Whose database this process can't reach, for the console's lists.

use crate::{
    ids::{ServerId, TenantId},
    platform::Platform,
    servers::Placement,
};
use std::collections::HashSet;

/// As it is at one moment, for all rows of a page.
pub(super) struct Unreachable {
    tenants: HashSet<TenantId>,
    servers: HashSet<ServerId>,
    /// The server of the central database.
    own_server: bool,
}

impl Unreachable {
    pub(super) fn now(platform: &Platform) -> Self {
        let (own_server, servers) = platform.lifecycle.resting_servers();
        let tenants = platform.fleet.unreachable().into_iter().collect();
        Self { tenants, servers: servers.into_iter().collect(), own_server }
    }

    /// `placement` is its key, `server` a registered one; without one, a database is on the central database's own.
    pub(super) fn holds(&self, tenant: TenantId, placement: &str, server: Option<ServerId>) -> bool {
        let is_file = placement == Placement::Sqlite.key();
        let by_server = server.map_or(self.own_server && !is_file, |server| self.servers.contains(&server));
        by_server || self.tenants.contains(&tenant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::Clock, random::Random};

    #[test]
    fn a_server_out_of_reach_takes_those_along_who_live_on_it() {
        let (random, clock) = (Random::seeded(1), Clock::system());
        let (tenant, server) = (TenantId::new(&random, &clock), ServerId::new(&random, &clock));
        let well = || Unreachable { tenants: HashSet::new(), servers: HashSet::new(), own_server: false };
        let lives = [("sqlite", None), ("postgres-database", None), ("postgres-schema", Some(server))];
        let held = |of: &Unreachable| lives.map(|(placement, server)| of.holds(tenant, placement, server));
        assert_eq!(held(&well()), [false, false, false]);
        assert_eq!(held(&Unreachable { own_server: true, ..well() }), [false, true, false]);
        assert_eq!(held(&Unreachable { servers: [server].into(), ..well() }), [false, false, true]);
        assert_eq!(held(&Unreachable { tenants: [tenant].into(), ..well() }), [true, true, true]);
    }
}
