//! How one organisation does now.

use super::{DatabaseState, OrganisationHealth};
use crate::{
    error::{Error, Result},
    metrics,
    platform::Platform,
    tenants::{self, Tenant},
};
use std::time::{Duration, Instant};

/// Who looks at the page doesn't wait for longer.
const PATIENCE: Duration = Duration::from_secs(2);

/// # Errors
/// `NotFound` for an unknown name.
pub async fn health_of(platform: &Platform, slug: &str) -> Result<OrganisationHealth> {
    let tenant = tenants::find(platform, slug).await?.ok_or_else(Error::not_found)?;
    let summary = tenants::detail(platform, slug).await?.ok_or_else(Error::not_found)?.summary;
    let mut reader = platform.central.read().await?;
    let text = "select coalesce(max(version), 0) from schema_head where set_name = 'core'";
    let newest_version = sql!(&mut reader, scalar i64, text)?;
    drop(reader);
    Ok(OrganisationHealth {
        database: database(platform, &tenant).await,
        recent: metrics::recent(platform, tenant.id).await?,
        last_active_at: summary.last_active_at,
        version: summary.version,
        newest_version,
        is_behind: summary.is_behind,
        quarantine: summary.quarantine,
    })
}

/// Asked as a visit would ask it.
async fn database(platform: &Platform, tenant: &Tenant) -> DatabaseState {
    if tenant.is_shut() || tenant.going.is_some() {
        return DatabaseState::Shut;
    }
    let started = Instant::now();
    let asked = async {
        let held = platform.fleet.open(tenant).await?;
        let mut reader = held.db().read().await?;
        sql!(&mut reader, scalar i64, "select cast(1 as bigint)").map_err(Error::from)
    };
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(_)) => {
            DatabaseState::Answers { micros: i64::try_from(started.elapsed().as_micros()).unwrap_or(i64::MAX) }
        }
        Ok(Err(error)) => {
            tracing::warn!(error = %error.with_causes(), tenant = %tenant.slug, "an organisation's database does not answer");
            DatabaseState::Unreachable
        }
        Err(_) => DatabaseState::Unreachable,
    }
}
