//! Looking at a host now, and what follows from what is found.

use super::{
    By, DomainSetup, Look,
    claim::HOLDS_FOR,
    look::{Wanted, look},
    main_address::back_to_subdomain,
    store::{self, Claim, find_claim, find_claim_in},
};
use crate::{
    context::{Author, TenantCtx},
    db::{Timestamp, ToSqlx, Tx, sqlx},
    error::{Error, Result},
    fault::Kind,
    ids::TenantId,
    mail::{self, About, MailKind},
    platform::Platform,
    tenants::Tenant,
};
use jiff::SignedDuration;
use sqlx::types::Json;

/// A look that is as young as this stands for another: several pages may be open.
const FRESH_FOR: SignedDuration = SignedDuration::from_secs(3);
const WINDOW: SignedDuration = SignedDuration::from_mins(1);
const DAILY: SignedDuration = SignedDuration::from_hours(24);
/// When something is the matter, it is looked at more often.
const SOON: SignedDuration = SignedDuration::from_hours(1);

/// Looks at one of the organisation's hosts.
///
/// # Errors
/// `NotFound`, or `RateLimited` when it had its hosts looked up too often.
pub async fn check(ctx: &TenantCtx, host: &str) -> Result<DomainSetup> {
    check_in(&ctx.platform, &ctx.tenant, host).await
}

pub(super) async fn check_in(platform: &Platform, tenant: &Tenant, host: &str) -> Result<DomainSetup> {
    let claim = find_claim(platform, tenant.id, host).await?;
    let since = |at: Timestamp| platform.clock.now().duration_since(at.to_jiff());
    if claim.looked_at.is_some_and(|at| since(at) < FRESH_FOR) {
        return Ok(store::setup(platform, tenant, claim));
    }
    look_now(platform, tenant.id, &claim).await?;
    let claim = find_claim(platform, tenant.id, &claim.host).await?;
    Ok(store::setup(platform, tenant, claim))
}

/// Looks whatever was seen before, and keeps what it sees.
pub(super) async fn look_now(platform: &Platform, tenant: TenantId, claim: &Claim) -> Result<Look> {
    count(platform, tenant).await?;
    let wanted = Wanted::for_look(platform, &claim.host, &claim.token).await;
    let seen = look(&platform.dns, &wanted).await;
    keep(platform, tenant, &claim.host, &seen).await?;
    Ok(seen)
}

/// Counts before the look, so that looks at the same time can't slip past the limit together.
async fn count(platform: &Platform, tenant: TenantId) -> Result<()> {
    let now = platform.clock.now();
    let mut tx = platform.central.begin().await?;
    let so_far = sql!(
        &mut tx,
        fetch_one SoFar,
        "insert into domain_check_count (tenant_id, began_at, checks) values ($1, $2, 1)
         on conflict (tenant_id) do update set
           checks = case when domain_check_count.began_at <= $3 then 1 else domain_check_count.checks + 1 end,
           began_at = case when domain_check_count.began_at <= $3 then excluded.began_at else domain_check_count.began_at end
         returning began_at, checks",
        tenant,
        now.to_sqlx(),
        (now - WINDOW).to_sqlx()
    )?;
    if so_far.checks > i64::from(platform.config.domains.checks_per_minute) {
        let left = (so_far.began_at.to_jiff() + WINDOW).duration_since(now).as_secs();
        return Err(Error::new(Kind::RateLimited { seconds: u32::try_from(left.max(1)).unwrap_or(1) }));
    }
    Ok(tx.commit().await?)
}

#[derive(sqlx::FromRow)]
struct SoFar {
    began_at: Timestamp,
    checks: i64,
}

/// Keeps what was seen. A verified host whose records are gone gets its grace, and loses its place at the end of it; what could
/// not be seen changes neither.
pub(super) async fn keep(platform: &Platform, tenant: TenantId, host: &str, seen: &Look) -> Result<()> {
    let now = platform.clock.now();
    let mut tx = platform.central.begin().await?;
    let text = "update domain_claim set looked_at = $1, found = $2 where tenant_id = $3 and host = $4";
    sql!(&mut tx, execute text, now.to_sqlx(), Json(seen), tenant, host)?;
    let mut has_changed = false;
    if let Some(claim) = find_claim_in(&mut tx, platform, tenant, host).await?.filter(Claim::is_verified) {
        has_changed = judge(&mut tx, platform, tenant, &claim, seen).await?;
    }
    tx.commit().await?;
    if has_changed {
        platform.directory.forget();
        platform.own_organisations.forget_all();
    }
    Ok(())
}

/// Gives whether others see it: the host began to fail, recovered, or was lost. The owners are told of the first and the last.
async fn judge(tx: &mut Tx, platform: &Platform, tenant: TenantId, claim: &Claim, seen: &Look) -> Result<bool> {
    let now = platform.clock.now();
    let since = claim.failing_since.map(Timestamp::to_jiff);
    let since = match (seen.is_kept(), seen.is_gone()) {
        (true, _) => None,
        (false, true) => since.or(Some(now)),
        (false, false) => since,
    };
    let by = By::Outside(&Author::Housekeeping);
    if seen.is_gone() && since.is_some_and(|since| since + platform.config.domains.grace() <= now) {
        lose(tx, platform, tenant, &claim.host).await?;
        by.record(tx, platform, tenant, "domain-lost", &claim.host).await?;
        mail::queue_to_owners(tx, platform, tenant, MailKind::DomainLost, About::Host(&claim.host)).await?;
        return Ok(true);
    }
    let next = now + if seen.is_kept() { DAILY } else { SOON };
    let text = "update domain_claim set failing_since = $1, next_check_at = $2 where tenant_id = $3 and host = $4";
    sql!(tx, execute text, since.map(ToSqlx::to_sqlx), next.to_sqlx(), tenant, &claim.host)?;
    let kind = match (claim.failing_since, since) {
        (None, Some(_)) => "domain-failing",
        (Some(_), None) => "domain-recovered",
        _ => return Ok(false),
    };
    by.record(tx, platform, tenant, kind, &claim.host).await?;
    if kind == "domain-failing" {
        mail::queue_to_owners(tx, platform, tenant, MailKind::DomainFailing, About::Host(&claim.host)).await?;
    }
    platform.directory.changed(tx).await?;
    Ok(true)
}

/// It is a claim again, with the time of a new one to mend the records.
async fn lose(tx: &mut Tx, platform: &Platform, tenant: TenantId, host: &str) -> Result<()> {
    let now = platform.clock.now();
    release(tx, platform, tenant, host).await?;
    let text = "update domain_claim set failing_since = null, next_check_at = null, lost_at = $1, expires_at = $2
                where tenant_id = $3 and host = $4";
    sql!(tx, execute text, now.to_sqlx(), (now + HOLDS_FOR).to_sqlx(), tenant, host)?;
    Ok(())
}

/// Takes a host out of the table of domains, with the sessions that hold for it; the subdomain is the main address before.
pub(super) async fn release(tx: &mut Tx, platform: &Platform, tenant: TenantId, host: &str) -> Result<()> {
    let text = "select count(*) from domain where tenant_id = $1 and host = $2 and is_main";
    if sql!(tx, scalar i64, text, tenant, host)? > 0 {
        back_to_subdomain(tx, platform, tenant).await?;
    }
    sql!(tx, execute "delete from session where tenant_id = $1 and host = $2", tenant, host)?;
    sql!(tx, execute "delete from domain where tenant_id = $1 and host = $2", tenant, host)?;
    platform.directory.changed(tx).await
}
