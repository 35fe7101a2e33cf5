//! Saying that a host is one's own. It leads nowhere until that is proved.

use super::{By, own_host::own_host};
use crate::{
    context::TenantCtx,
    db::{ToSqlx, Tx},
    error::{Error, Result},
    fault::Problem,
    ids::TenantId,
    plans::Feature,
    platform::Platform,
    tenants::{self, Tenant},
    users::token,
};
use jiff::SignedDuration;

/// For so long somebody may take to make the records.
pub(super) const HOLDS_FOR: SignedDuration = SignedDuration::from_hours(24 * 7);

/// Claims a host, and gives its one form. One that the organisation claims already is left as it is.
///
/// # Errors
/// `Invalid` at `host`; `NotInPlan`.
pub async fn claim(ctx: &TenantCtx, typed: &str) -> Result<String> {
    claim_by(&ctx.platform, &ctx.tenant, typed, &By::Member(ctx)).await
}

pub(super) async fn claim_by(platform: &Platform, of: &Tenant, typed: &str, by: &By<'_>) -> Result<String> {
    of.need_feature(Feature::OwnDomain, platform.clock.now())?;
    let tenant = of.id;
    let host = own_host(&platform.config, typed).map_err(|problem| Error::field("host", problem))?.to_string();
    let now = platform.clock.now();
    let mut tx = platform.central.begin().await?;
    // What is counted and then added to is held against others who do the same.
    tenants::hold(&mut tx, tenant).await?;
    forget_expired(&mut tx, platform, tenant).await?;
    let text = "select count(*) from domain_claim where tenant_id = $1 and host = $2";
    if sql!(&mut tx, scalar i64, text, tenant, &host)? > 0 {
        return Ok(host);
    }
    let text = "select count(*) from domain where host = $1 and tenant_id <> $2 and verified_at is not null";
    if sql!(&mut tx, scalar i64, text, &host, tenant)? > 0 {
        return Err(Error::field("host", Problem::HostTaken));
    }
    let most = platform.config.domains.per_organisation;
    let text = "select count(*) from domain_claim where tenant_id = $1";
    if sql!(&mut tx, scalar i64, text, tenant)? >= i64::from(most) {
        return Err(Error::field("host", Problem::TooMany { most }));
    }
    sql!(
        &mut tx,
        execute "insert into domain_claim (tenant_id, host, token, created_at, expires_at) values ($1, $2, $3, $4, $5)",
        tenant,
        &host,
        token::new(&platform.random),
        now.to_sqlx(),
        (now + HOLDS_FOR).to_sqlx()
    )?;
    by.record(&mut tx, platform, tenant, "domain-claimed", &host).await?;
    tx.commit().await?;
    Ok(host)
}

async fn forget_expired(tx: &mut Tx, platform: &Platform, tenant: TenantId) -> Result<()> {
    let text = "delete from domain_claim where tenant_id = $1 and expires_at <= $2";
    sql!(tx, execute text, tenant, platform.clock.now().to_sqlx())?;
    Ok(())
}
