//! The daily look at verified hosts, all of them, and the end of claims that nobody verified.

use super::{
    By,
    check::keep,
    look::{Wanted, look},
};
use crate::{
    context::Author,
    db::{ToSqlx, Tx, sqlx},
    error::Result,
    ids::TenantId,
    jobs::{self, Ended, JobKind},
    platform::Platform,
    users::token,
};
use futures::{StreamExt, stream};
use jiff::SignedDuration;

/// Looks at once, so that a zone that answers slowly doesn't hold up the others.
const AT_ONCE: usize = 4;
/// For so long a look belongs to the process that began it.
const LEASE: SignedDuration = SignedDuration::from_mins(10);

/// Looks at the hosts that are due, and gives how many those were. What can't be looked at keeps nobody.
pub async fn recheck_due(platform: &Platform) -> Result<usize> {
    forget_expired(platform).await?;
    let looks = stream::iter(due(platform).await?).map(|of| async move {
        let looked = recheck(platform, &of).await;
        if let Err(error) = &looked {
            tracing::warn!(host = of.host, error = %error.with_causes(), "a domain could not be looked at");
        }
        looked.unwrap_or(false)
    });
    let looked: Vec<bool> = looks.buffer_unordered(AT_ONCE).collect().await;
    Ok(looked.into_iter().filter(|is_mine| *is_mine).count())
}

/// Has those hosts looked at, too, that are verified without a claim that says when: somebody put them into the table by hand, or an
/// earlier version did. Each gets a claim, and with it a record to make; until that is there the host fails, and has the grace of
/// any other. Gives how many there were.
pub async fn watch_unclaimed(platform: &Platform) -> Result<usize> {
    let mut reader = platform.central.read().await?;
    let text = "select d.tenant_id, d.host from domain d
                left join domain_claim c on c.host = d.host and c.tenant_id = d.tenant_id
                where d.verified_at is not null and d.host <> $1 and d.host not like '%.' || $1
                  and c.next_check_at is null order by d.host limit 500";
    let base = platform.config.server.public_url.host();
    let unclaimed = sql!(&mut reader, fetch_all Unclaimed, text, base)?;
    drop(reader);
    for of in &unclaimed {
        let mut tx = platform.central.begin().await?;
        give_claim(&mut tx, platform, of).await?;
        tx.commit().await?;
    }
    Ok(unclaimed.len())
}

#[derive(sqlx::FromRow)]
struct Unclaimed {
    tenant_id: TenantId,
    host: String,
}

/// A claim that the organisation began before the host was verified by hand becomes this one.
async fn give_claim(tx: &mut Tx, platform: &Platform, of: &Unclaimed) -> Result<()> {
    let (tenant, now) = (of.tenant_id, platform.clock.now().to_sqlx());
    let text = "insert into domain_claim (tenant_id, host, token, created_at, next_check_at)
                select $1, $2, $3, $4, $4 from domain where host = $2 and tenant_id = $1 and verified_at is not null
                on conflict (tenant_id, host) do update set expires_at = null, next_check_at = excluded.next_check_at
                where domain_claim.next_check_at is null";
    if sql!(tx, execute text, tenant, &of.host, token::new(&platform.random), now)? > 0 {
        let by = By::Outside(&Author::Housekeeping);
        by.record(tx, platform, tenant, "domain-claimed", &of.host).await?;
    }
    Ok(())
}

async fn forget_expired(platform: &Platform) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    sql!(&mut tx, execute "delete from domain_claim where expires_at <= $1", platform.clock.now().to_sqlx())?;
    Ok(tx.commit().await?)
}

#[derive(sqlx::FromRow)]
struct Due {
    tenant_id: TenantId,
    host: String,
    token: String,
}

async fn due(platform: &Platform) -> Result<Vec<Due>> {
    let mut reader = platform.central.read().await?;
    let text =
        "select tenant_id, host, token from domain_claim where next_check_at <= $1 order by next_check_at limit 200";
    Ok(sql!(&mut reader, fetch_all Due, text, platform.clock.now().to_sqlx())?)
}

/// Gives whether this process was the one that looked.
async fn recheck(platform: &Platform, of: &Due) -> Result<bool> {
    if !claim(platform, of).await? {
        return Ok(false);
    }
    let looked = async {
        let seen = look(&platform.dns, &Wanted::for_look(platform, &of.host, &of.token).await).await;
        keep(platform, of.tenant_id, &of.host, &seen).await
    };
    jobs::run(platform, JobKind::Domain, &[of.tenant_id], looked, Ended::of).await?;
    Ok(true)
}

/// Moves the moment on: another process finds it no longer due, unless this one dies.
async fn claim(platform: &Platform, of: &Due) -> Result<bool> {
    let now = platform.clock.now();
    let mut tx = platform.central.begin().await?;
    let text = "update domain_claim set next_check_at = $1 where tenant_id = $2 and host = $3 and next_check_at <= $4";
    let claimed = sql!(&mut tx, execute text, (now + LEASE).to_sqlx(), of.tenant_id, &of.host, now.to_sqlx())?;
    tx.commit().await?;
    Ok(claimed > 0)
}
