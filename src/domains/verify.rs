//! Proving that a host is one's own. The first who proves it has it; all others are told.

use super::{
    By, RecordState,
    check::look_now,
    store::{Claim, find_claim, find_claim_in},
};
use crate::{
    context::TenantCtx,
    db::{ToSqlx, Tx},
    error::{Error, Result},
    fault::Problem,
    ids::TenantId,
    platform::Platform,
};
use jiff::SignedDuration;

const NEXT_CHECK: SignedDuration = SignedDuration::from_hours(24);

/// Looks at the host now, and lets it lead to the organisation when its records are right.
///
/// # Errors
/// `NotFound`, `RateLimited`, and `Invalid` at `host`: `HostNotReady`, or `HostTaken` when another organisation was first.
pub async fn verify(ctx: &TenantCtx, host: &str) -> Result<()> {
    verify_by(&ctx.platform, ctx.tenant.id, host, &By::Member(ctx)).await
}

pub(super) async fn verify_by(platform: &Platform, tenant: TenantId, host: &str, by: &By<'_>) -> Result<()> {
    let claim = find_claim(platform, tenant, host).await?;
    let seen = look_now(platform, tenant, &claim).await?;
    if claim.is_verified() {
        return Ok(());
    }
    if !seen.is_kept() || seen.authority.state == RecordState::Wrong {
        return Err(Error::field("host", Problem::HostNotReady));
    }
    let mut tx = platform.central.begin().await?;
    take(&mut tx, platform, tenant, &claim).await?;
    by.record(&mut tx, platform, tenant, "domain-verified", &claim.host).await?;
    platform.directory.changed(&mut tx).await?;
    tx.commit().await?;
    platform.directory.forget();
    Ok(())
}

/// The table has a host once, so that one of two who come together gets it.
async fn take(tx: &mut Tx, platform: &Platform, tenant: TenantId, claim: &Claim) -> Result<()> {
    let now = platform.clock.now().to_sqlx();
    // It may have been removed, or have expired, while the DNS was asked.
    let held = find_claim_in(tx, platform, tenant, &claim.host).await?.ok_or_else(Error::not_found)?;
    let text = "insert into domain (host, tenant_id, is_main, verified_at, created_at) values ($1, $2, false, $3, $3)
                on conflict (host) do update set verified_at = excluded.verified_at, tenant_id = excluded.tenant_id
                where domain.tenant_id = excluded.tenant_id or domain.verified_at is null";
    if sql!(tx, execute text, &held.host, tenant, now)? == 0 {
        return Err(Error::field("host", Problem::HostTaken));
    }
    let text = "update domain_claim set expires_at = null, lost_at = null, failing_since = null, next_check_at = $1
                where tenant_id = $2 and host = $3";
    let next = (platform.clock.now() + NEXT_CHECK).to_sqlx();
    // Its claim ran out in this moment: without one nobody would look at the host again.
    if sql!(tx, execute text, next, tenant, &held.host)? == 0 {
        return Err(Error::not_found());
    }
    Ok(())
}
