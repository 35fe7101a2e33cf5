//! How one organisation does now.

use super::{CertificateHealth, DatabaseState, DomainHealth, OrganisationHealth, attention::LATELY};
use crate::{
    backups,
    db::Timestamp,
    domains::{self, DomainState, OwnDomain},
    error::{Error, Result},
    fault::Kind,
    jobs, mail, metrics, plans,
    platform::Platform,
    tenants::{self, Tenant},
    tls::{self, CertificateState, CertificateSummary},
    upgrades::{self, Which},
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
    let text = "select drifted_at from tenant where id = $1";
    let drifted_at = sql!(&mut reader, scalar_optional Option<Timestamp>, text, tenant.id)?.flatten();
    let now = platform.clock.now();
    let failed_jobs = jobs::of_organisation(&mut reader, tenant.id, now - LATELY).await?;
    let backup = backups::health(&mut reader, platform, tenant.id).await?;
    let mails = mail::unsent(&mut reader, Some(tenant.id), now).await?;
    drop(reader);
    Ok(OrganisationHealth {
        failed_jobs,
        mails,
        backup,
        database: database(platform, &tenant).await,
        recent: metrics::recent(platform, tenant.id).await?,
        last_active_at: summary.last_active_at,
        version: summary.version,
        newest_version,
        is_behind: summary.is_behind,
        quarantine: summary.quarantine,
        drifted_at: drifted_at.map(|at| at.to_jiff().to_string()),
        domains: worst_domain(domains::domains_of(platform, slug).await?.domains),
        quota: quota(platform, slug).await?,
        snapshot_at: upgrades::restorable(platform, &Which::Tenant(slug.to_owned()))
            .await?
            .pop()
            .map(|of| of.snapshot_at),
        certificate: worst(tls::of_organisation(platform, tenant.id).await?),
    })
}

async fn quota(platform: &Platform, slug: &str) -> Result<Option<plans::Meter>> {
    match plans::of_organisation(platform, slug).await {
        Ok(plan) => Ok(Some(plan.meter)),
        Err(error) if error.kind() == Kind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The host that is worst off speaks for all. What nobody has verified yet is nobody's trouble.
fn worst_domain(domains: Vec<OwnDomain>) -> DomainHealth {
    let hosts = domains.iter().filter(|domain| domain.state.is_served()).count();
    let in_state = |state| domains.iter().find(|domain| domain.state == state);
    match (in_state(DomainState::Lost), in_state(DomainState::Failing)) {
        (Some(lost), _) => DomainHealth::Lost { host: lost.shown.clone() },
        (None, Some(failing)) => DomainHealth::Failing {
            host: failing.shown.clone(),
            until: failing.grace_ends_at.clone().unwrap_or_default(),
        },
        (None, None) if hosts == 0 => DomainHealth::None,
        (None, None) => DomainHealth::Served { hosts: i64::try_from(hosts).unwrap_or(i64::MAX) },
    }
}

/// The host that is worst off speaks for all.
fn worst(certificates: Vec<CertificateSummary>) -> CertificateHealth {
    let grave = |of: &CertificateSummary| match of.state {
        CertificateState::Valid => 0,
        CertificateState::Waiting => 1,
        CertificateState::Failing => 2,
        CertificateState::Missing => 3,
    };
    let first_end = certificates.iter().filter_map(|of| of.valid_until.clone()).min();
    let Some(worst) = certificates.into_iter().max_by_key(grave) else { return CertificateHealth::None };
    let CertificateSummary { host, error, .. } = worst;
    match worst.state {
        CertificateState::Valid => CertificateHealth::Valid { until: first_end.unwrap_or_default() },
        CertificateState::Failing => CertificateHealth::Failing { host, error: error.unwrap_or_default() },
        CertificateState::Waiting | CertificateState::Missing => CertificateHealth::Missing { host, error },
    }
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
