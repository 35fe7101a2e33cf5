//! Descriptors: does the limit allow as many open databases as the settings do?

use super::Check;
use crate::{
    config::{Config, PoolSettings},
    db::Location,
    fleet::{DESCRIPTORS_FOR_THE_REST, DESCRIPTORS_PER_CONNECTION},
    servers::Placement,
};
use rustix::process::{Resource, getrlimit};

pub(super) fn check(config: &Config) -> Check {
    let name = "descriptors";
    let needed = needed(config);
    let limit = getrlimit(Resource::Nofile);
    // No limit at all is told as none.
    let (soft, hard) = (limit.current.unwrap_or(u64::MAX), limit.maximum.unwrap_or(u64::MAX));
    let detail =
        format!("{needed} needed for {} open organisations; limit {}", config.pool.max_open_tenants, shown(soft));
    if soft >= needed {
        Check::ok(name, detail)
    } else if hard >= needed {
        Check::ok(name, format!("{detail}, which the server raises to {}", shown(hard)))
    } else {
        Check::fail(
            name,
            format!(
                "{detail}, at most {}: raise it (LimitNOFILE, ulimit -n) or lower pool.max_open_tenants",
                shown(hard)
            ),
        )
    }
}

fn needed(config: &Config) -> u64 {
    let PoolSettings { max_open_tenants, sqlite_readers, postgres_connections, central_connections, .. } = config.pool;
    let central = match config.database.location {
        Location::Sqlite(_) => (1 + u64::from(central_connections)) * DESCRIPTORS_PER_CONNECTION,
        Location::Postgres(_) => u64::from(postgres_connections) + u64::from(central_connections),
    };
    let files = u64::from(max_open_tenants) * (1 + u64::from(sqlite_readers)) * DESCRIPTORS_PER_CONNECTION;
    central + if has_files(config) { files } else { 0 } + DESCRIPTORS_FOR_THE_REST
}

/// Whether new organisations become files unless somebody names another place.
fn has_files(config: &Config) -> bool {
    let own = match config.database.location {
        Location::Sqlite(_) => return true,
        Location::Postgres(_) => Placement::PostgresDatabase,
    };
    config.placement.placements(own).any(|placement| placement == Placement::Sqlite)
}

fn shown(limit: u64) -> String {
    if limit == u64::MAX { "none".into() } else { limit.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::DefaultPlacement;

    #[test]
    fn sqlite_needs_three_descriptors_for_each_connection() {
        let mut config = Config::default();
        config.pool.max_open_tenants = 100;
        assert_eq!(needed(&config), (100 * 3 + 9) * 3 + 512);
        config.pool.max_open_tenants = u32::MAX;
        assert_eq!(check(&config).verdict, super::super::Verdict::Fail);
        config.database.location = Location::Postgres("postgres://x".into());
        assert_eq!(needed(&config), 60 + 8 + 512);
        config.pool.max_open_tenants = 100;
        config.placement.default = DefaultPlacement(Some(Placement::Sqlite));
        assert_eq!(needed(&config), 60 + 8 + 100 * 3 * 3 + 512, "files beside a server");
    }
}
