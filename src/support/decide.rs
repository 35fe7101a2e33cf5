//! An owner answers.

use super::{ask::length, store};
use crate::{
    audit,
    context::TenantCtx,
    db::{ToSqlx, Tx},
    error::{Error, Result},
    fault::{Kind, Problem, Problems},
    ids::SupportRequestId,
};
use jiff::SignedDuration;

/// Lets an operator in from now on, for so many minutes; to change something only where that was asked for and is said here
/// (`write`, else `read`). One that the policy has let in for looking may so be allowed to change something, within its time.
///
/// # Errors
/// Problems of the fields `minutes` and `access`; not found; `Conflict` when it was answered already or is over.
pub async fn allow(ctx: &TenantCtx, id: SupportRequestId, minutes: &str, access: &str) -> Result<()> {
    let mut problems = Problems::default();
    let minutes = problems.take("minutes", length(&ctx.platform, minutes));
    let write = match access {
        "read" => Some(false),
        "write" => Some(true),
        _ => {
            problems.add("access", Problem::NotAChoice);
            None
        }
    };
    problems.finish()?;
    let (Some(minutes), Some(write)) = (minutes, write) else { return Err(Error::not_found()) };
    let (platform, now) = (&ctx.platform, ctx.clock().now());
    let mut tx = platform.central.begin().await?;
    let allowed = sql!(
        &mut tx,
        execute "update support_request
                 set state = 'allowed', may_write = wants_write and $1, decided_by = $2, decided_at = $3, starts_at = $3, ends_at = $4
                 where id = $5 and tenant_id = $6 and state = 'asked' and expires_at > $3",
        write,
        ctx.actor.name.as_str(),
        now.to_sqlx(),
        (now + SignedDuration::from_mins(minutes)).to_sqlx(),
        id,
        ctx.tenant.id
    )?;
    if allowed == 0 && !(write && allow_changes(&mut tx, ctx, id).await?) {
        return Err(unanswerable(&mut tx, ctx, id).await?);
    }
    let detail = format!("{minutes} min, {}", if write { "to change" } else { "to look" });
    audit::record_by_member(&mut tx, ctx, "support-allowed", &detail).await?;
    platform.support.changed(platform, tx).await
}

/// One that came in by notice looks already; its time stays as it is.
async fn allow_changes(tx: &mut Tx, ctx: &TenantCtx, id: SupportRequestId) -> Result<bool> {
    let changed = sql!(
        tx,
        execute "update support_request set may_write = wants_write, decided_by = $1, decided_at = $2
                 where id = $3 and tenant_id = $4 and state = 'allowed' and ends_at > $2 and wants_write and not may_write",
        ctx.actor.name.as_str(),
        ctx.clock().now().to_sqlx(),
        id,
        ctx.tenant.id
    )?;
    Ok(changed == 1)
}

/// Says no.
///
/// # Errors
/// Not found; `Conflict` when it was answered already or is over.
pub async fn refuse(ctx: &TenantCtx, id: SupportRequestId) -> Result<()> {
    let platform = &ctx.platform;
    let mut tx = platform.central.begin().await?;
    let refused = sql!(
        &mut tx,
        execute "update support_request set state = 'refused', decided_by = $1, decided_at = $2
                 where id = $3 and tenant_id = $4 and state = 'asked' and expires_at > $2",
        ctx.actor.name.as_str(),
        ctx.clock().now().to_sqlx(),
        id,
        ctx.tenant.id
    )?;
    if refused == 0 {
        return Err(unanswerable(&mut tx, ctx, id).await?);
    }
    audit::record_by_member(&mut tx, ctx, "support-refused", "").await?;
    platform.support.changed(platform, tx).await
}

/// Why nothing was changed: it isn't this organisation's, or somebody was first.
pub(super) async fn unanswerable(tx: &mut Tx, ctx: &TenantCtx, id: SupportRequestId) -> Result<Error> {
    let is_there = store::find(tx, ctx.tenant.id, id).await?.is_some();
    Ok(if is_there { Error::new(Kind::Conflict) } else { Error::not_found() })
}
