//! Claims as they are stored, and as they are shown.

use super::{DomainSetup, DomainState, FailingDomain, HostName, Look, OwnDomain, OwnDomains, look::Wanted, own_host};
use crate::{
    context::TenantCtx,
    db::{Connection, Timestamp, ToSqlx, sqlx},
    error::{Error, Result},
    fault::Problem,
    ids::TenantId,
    platform::Platform,
    tenants::Tenant,
};
use sqlx::types::Json;

macro_rules! select {
    ($conditions:literal) => {
        concat!(
            "select c.host, c.token, c.expires_at, c.looked_at, c.found, c.failing_since, c.lost_at, d.verified_at,
                    coalesce(d.is_main, false) as is_main,
                    exists (select 1 from domain o where o.host = c.host and o.tenant_id <> c.tenant_id
                              and o.verified_at is not null) as is_taken
             from domain_claim c left join domain d on d.host = c.host and d.tenant_id = c.tenant_id
             where c.tenant_id = $1 and (c.expires_at is null or c.expires_at > $2)",
            $conditions
        )
    };
}

/// A claim that holds.
#[derive(sqlx::FromRow)]
pub(super) struct Claim {
    pub(super) host: String,
    pub(super) token: String,
    pub(super) expires_at: Option<Timestamp>,
    pub(super) looked_at: Option<Timestamp>,
    found: Option<Json<serde_json::Value>>,
    pub(super) failing_since: Option<Timestamp>,
    pub(super) lost_at: Option<Timestamp>,
    pub(super) verified_at: Option<Timestamp>,
    is_main: bool,
    is_taken: bool,
}

/// The organisation's addresses.
pub async fn own_domains(ctx: &TenantCtx) -> Result<OwnDomains> {
    of_tenant(&ctx.platform, &ctx.tenant).await
}

/// One of its hosts with the records that it needs.
///
/// # Errors
/// `NotFound` for a host that it doesn't claim, whoever else does; `Invalid` without one.
pub async fn own_domain(ctx: &TenantCtx, host: &str) -> Result<DomainSetup> {
    let claim = find_claim(&ctx.platform, ctx.tenant.id, host).await?;
    Ok(setup(&ctx.platform, &ctx.tenant, claim))
}

pub(super) async fn of_tenant(platform: &Platform, tenant: &Tenant) -> Result<OwnDomains> {
    let mut reader = platform.central.read().await?;
    let now = platform.clock.now().to_sqlx();
    let claims = sql!(&mut reader, fetch_all Claim, select!(" order by c.host"), tenant.id, now)?;
    // One that stands in the table of domains without a claim was put there by hand, or by an earlier version: it has one soon.
    let text = "select d.host, d.is_main, d.verified_at from domain d
                where d.tenant_id = $1 and d.verified_at is not null
                  and not exists (select 1 from domain_claim c where c.host = d.host and c.tenant_id = d.tenant_id) order by d.host";
    let others = sql!(&mut reader, fetch_all Bare, text, tenant.id)?;
    let subdomain = subdomain(platform, tenant);
    let bare = others.into_iter().filter(|bare| bare.host != subdomain).map(Bare::into_domain);
    let mut domains: Vec<OwnDomain> = claims.iter().map(|claim| shown(platform, claim)).chain(bare).collect();
    domains.sort_by(|one, other| one.host.cmp(&other.host));
    Ok(OwnDomains {
        main: tenant.main_host.clone(),
        most: platform.config.domains.per_organisation,
        subdomain,
        domains,
    })
}

/// The hosts whose records are gone, from what the directory remembers of the organisation.
pub fn failing_domains(platform: &Platform, tenant: &Tenant) -> Vec<FailingDomain> {
    let grace = platform.config.domains.grace();
    let failing = tenant.failing.iter().map(|(host, since)| FailingDomain {
        host: host.clone(),
        shown: own_host::shown(host),
        grace_ends_at: (*since + grace).to_string(),
    });
    failing.collect()
}

#[derive(sqlx::FromRow)]
struct Bare {
    host: String,
    is_main: bool,
    verified_at: Option<Timestamp>,
}

impl Bare {
    fn into_domain(self) -> OwnDomain {
        OwnDomain {
            shown: own_host::shown(&self.host),
            host: self.host,
            state: DomainState::Verified,
            is_main: self.is_main,
            expires_at: None,
            verified_at: self.verified_at.map(|at| at.to_jiff().to_string()),
            looked_at: None,
            grace_ends_at: None,
            look: None,
        }
    }
}

/// The host that the organisation has of the deployment.
pub(super) fn subdomain(platform: &Platform, tenant: &Tenant) -> String {
    platform.config.server.public_url.subdomain(&tenant.slug)
}

/// A host as somebody names it, in its one form.
pub(super) fn named(host: &str) -> Result<String> {
    if host.trim().is_empty() {
        return Err(Error::field("host", Problem::Required));
    }
    Ok(HostName::parse(host.trim()).ok_or_else(Error::not_found)?.to_string())
}

pub(super) async fn find_claim(platform: &Platform, tenant: TenantId, host: &str) -> Result<Claim> {
    let host = named(host)?;
    let mut reader = platform.central.read().await?;
    find_claim_in(&mut reader, platform, tenant, &host).await?.ok_or_else(Error::not_found)
}

pub(super) async fn find_claim_in(
    on: &mut impl Connection,
    platform: &Platform,
    tenant: TenantId,
    host: &str,
) -> Result<Option<Claim>> {
    let now = platform.clock.now().to_sqlx();
    Ok(sql!(on, fetch_optional Claim, select!(" and c.host = $3"), tenant, now, host)?)
}

pub(super) fn setup(platform: &Platform, tenant: &Tenant, claim: Claim) -> DomainSetup {
    let wanted = Wanted::of(&platform.config, &claim.host, &claim.token);
    DomainSetup {
        domain: shown(platform, &claim),
        subdomain: subdomain(platform, tenant),
        proof_name: wanted.proof_name,
        proof_value: wanted.proof_value,
        is_bare: own_host::is_bare(&claim.host),
        target: wanted.target,
        addresses: wanted.addresses.iter().map(ToString::to_string).collect(),
        authority: wanted.authority,
        url: platform.config.server.public_url.origin_of(&claim.host),
    }
}

fn shown(platform: &Platform, claim: &Claim) -> OwnDomain {
    let text = |at: Option<Timestamp>| at.map(|at| at.to_jiff().to_string());
    let grace_ends = claim.failing_since.map(|since| since.to_jiff() + platform.config.domains.grace());
    OwnDomain {
        host: claim.host.clone(),
        shown: own_host::shown(&claim.host),
        state: claim.state(),
        is_main: claim.is_main,
        expires_at: text(claim.expires_at),
        verified_at: text(claim.verified_at),
        looked_at: text(claim.looked_at),
        grace_ends_at: grace_ends.map(|at| at.to_string()),
        look: claim.look(),
    }
}

impl Claim {
    pub(super) fn is_verified(&self) -> bool {
        self.verified_at.is_some()
    }

    /// What was seen last. What a program of another version kept, and this one can't read, wasn't seen here.
    fn look(&self) -> Option<Look> {
        serde_json::from_value(self.found.as_ref()?.0.clone()).ok()
    }

    fn state(&self) -> DomainState {
        match (self.is_verified(), self.failing_since.is_some()) {
            (true, true) => DomainState::Failing,
            (true, false) => DomainState::Verified,
            (false, _) if self.is_taken => DomainState::Taken,
            (false, _) if self.lost_at.is_some() => DomainState::Lost,
            (false, _) => DomainState::Claimed,
        }
    }
}
