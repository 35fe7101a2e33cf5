//! The registered servers, and the key that their addresses are sealed with.

use super::Check;
use crate::{
    config::Config,
    error::Result,
    platform::Platform,
    servers::{self, Checked, Placement, ServerState, ServerSummary},
};
use std::os::unix::fs::PermissionsExt;

pub(super) async fn check(platform: &Platform) -> Result<Vec<Check>> {
    let all = servers::list(platform).await?;
    let mut checks = vec![key(&platform.config, &all)];
    checks.extend(policy(platform, &all));
    for server in all {
        // Doctor looks and keeps nothing.
        checks.push(told(&servers::look_at(platform, &server.name).await?, &server));
    }
    Ok(checks)
}

fn key(config: &Config, servers: &[ServerSummary]) -> Check {
    let (name, file) = ("key file", config.database.key_file());
    let at = file.path().display();
    match std::fs::metadata(file.path()).map(|metadata| metadata.permissions().mode() & 0o777) {
        Ok(mode) if mode & 0o077 != 0 => Check::fail(name, format!("{at} has mode {mode:o}: chmod 600 {at}")),
        Ok(mode) => Check::ok(name, format!("{at}, mode {mode:o}")),
        Err(_) if servers.is_empty() => Check::ok(name, format!("{at} isn't there yet; the first server makes it")),
        Err(error) => Check::fail(name, format!("{at}: {error}; no registered server can be reached without it")),
    }
}

/// Whether new organisations find the server that the settings send them to.
fn policy(platform: &Platform, servers: &[ServerSummary]) -> Option<Check> {
    let own = platform.lifecycle.own_placement();
    let mut placements = platform.config.placement.placements(own);
    let needs_server = placements.find(|placement| match placement {
        Placement::Sqlite => false,
        Placement::PostgresServer => true,
        Placement::PostgresDatabase | Placement::PostgresSchema => own == Placement::Sqlite,
    })?;
    let has_room = |server: &ServerSummary| server.state == ServerState::Active && server.tenants < server.capacity;
    if servers.iter().any(has_room) {
        return None;
    }
    let detail = format!("{needs_server} needs a registered server, and none has room: tenantry server add");
    Some(Check::fail("placement", detail))
}

fn told(checked: &Checked, server: &ServerSummary) -> Check {
    let fill = format!("{}: {} of {} organisations", server.name, server.tenants, server.capacity);
    match (&checked.error, &checked.facts) {
        (Some(error), _) => Check::fail("server", format!("{}: {error}", server.name)),
        (None, Some(facts)) if facts.tls.is_none() => {
            Check::warn("server", format!("{fill}, {}, and its connections are not encrypted", facts.version))
        }
        (None, facts) => {
            let version = facts.as_ref().map_or("", |facts| facts.version.as_str());
            Check::ok("server", format!("{fill}, {version}"))
        }
    }
}
