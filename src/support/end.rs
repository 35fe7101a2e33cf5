//! How it ends: by an owner, by the operator, at the command line, and by itself.

use super::{
    SupportRequest,
    decide::unanswerable,
    store::{self, Reader},
};
use crate::{
    audit,
    context::{Author, TenantCtx},
    db::{ToSqlx, Tx, sqlx},
    error::{Error, Result},
    fault::Kind,
    ids::{SupportRequestId, TenantId},
    platform::Platform,
};

/// Who ends it, and what one that nobody has answered then is.
pub(super) struct Why<'a> {
    pub(super) by: &'a str,
    pub(super) of_asked: &'static str,
}

/// Ends one that is open. Its sessions go with it, so that the next request from inside is nobody's.
pub(super) async fn end_in(
    tx: &mut Tx,
    platform: &Platform,
    tenant: TenantId,
    id: SupportRequestId,
    why: &Why<'_>,
) -> Result<bool> {
    let ended = sql!(
        tx,
        execute "update support_request
                 set state = case when state = 'asked' then $1 else 'ended' end, ended_by = $2, ended_at = $3
                 where id = $4 and tenant_id = $5
                   and ((state = 'asked' and expires_at > $3) or (state = 'allowed' and ends_at > $3))",
        why.of_asked,
        why.by,
        platform.clock.now().to_sqlx(),
        id,
        tenant
    )?;
    sql!(tx, execute "delete from session where support_request_id = $1", id)?;
    sql!(tx, execute "delete from support_handoff where request_id = $1", id)?;
    Ok(ended == 1)
}

/// Ends it now, for an owner.
///
/// # Errors
/// Not found; `Conflict` when it is over already.
pub async fn end(ctx: &TenantCtx, id: SupportRequestId) -> Result<()> {
    let platform = &ctx.platform;
    let mut tx = platform.central.begin().await?;
    let why = Why { by: &ctx.actor.name, of_asked: "refused" };
    if !end_in(&mut tx, platform, ctx.tenant.id, id, &why).await? {
        return Err(unanswerable(&mut tx, ctx, id).await?);
    }
    audit::record_by_member(&mut tx, ctx, "support-ended", "").await?;
    platform.support.changed(platform, tx).await
}

/// One that is open, whichever organisation it is of.
///
/// # Errors
/// Not found; `Conflict` when it is over already.
pub async fn find_by_id(platform: &Platform, id: SupportRequestId) -> Result<SupportRequest> {
    let mut reader = platform.central.read().await?;
    let text = "select tenant_id from support_request where id = $1";
    let tenant = sql!(&mut reader, scalar_optional TenantId, text, id)?.ok_or_else(Error::not_found)?;
    let row = store::find(&mut reader, tenant, id).await?.ok_or_else(Error::not_found)?;
    let request = row.shown(platform.clock.now(), &Reader::Operator(None))?;
    if request.state.is_open() { Ok(request) } else { Err(Error::new(Kind::Conflict)) }
}

/// The same from outside, whichever organisation it is of.
///
/// # Errors
/// Not found; `Conflict` when it is over already.
pub async fn end_by_id(platform: &Platform, id: SupportRequestId, author: &Author) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text = "select tenant_id from support_request where id = $1";
    let tenant = sql!(&mut tx, scalar_optional TenantId, text, id)?.ok_or_else(Error::not_found)?;
    let why = Why { by: author.name(), of_asked: "withdrawn" };
    if !end_in(&mut tx, platform, tenant, id, &why).await? {
        return Err(Error::new(Kind::Conflict));
    }
    audit::record_by(&mut tx, platform, "support-ended", Some(tenant), author, "").await?;
    platform.support.changed(platform, tx).await
}

#[derive(sqlx::FromRow)]
struct Over {
    id: SupportRequestId,
    tenant_id: TenantId,
}

/// Notes what is over by itself; gives the number. Nothing depends on it: whoever reads a request compares its moments.
pub async fn expire(platform: &Platform) -> Result<usize> {
    let now = platform.clock.now().to_sqlx();
    let mut reader = platform.central.read().await?;
    let text = "select count(*) from support_request
                where (state = 'asked' and expires_at <= $1) or (state = 'allowed' and ends_at <= $1)";
    let due = sql!(&mut reader, scalar i64, text, now)?;
    drop(reader);
    if due == 0 {
        return Ok(0);
    }
    let mut tx = platform.central.begin().await?;
    let expired = note_expired(&mut tx, platform).await?;
    platform.support.changed(platform, tx).await?;
    Ok(expired)
}

pub(super) async fn note_expired(tx: &mut Tx, platform: &Platform) -> Result<usize> {
    let now = platform.clock.now().to_sqlx();
    let over = sql!(
        tx,
        fetch_all Over,
        "update support_request set state = 'expired', ended_at = case when state = 'asked' then expires_at else ends_at end
         where (state = 'asked' and expires_at <= $1) or (state = 'allowed' and ends_at <= $1)
         returning id, tenant_id",
        now
    )?;
    for of in &over {
        sql!(tx, execute "delete from session where support_request_id = $1", of.id)?;
        sql!(tx, execute "delete from support_handoff where request_id = $1", of.id)?;
        audit::record_by(tx, platform, "support-ended", Some(of.tenant_id), &Author::Housekeeping, "by itself").await?;
    }
    Ok(over.len())
}
