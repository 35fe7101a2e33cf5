//! From the console to the organisation's host. The console's session stays where it is; the way there is a secret that
//! works once, within a minute, on that host alone.

use super::{ENTRANCE, SupportActor};
use crate::{
    access::{OperatorRole, Permission, Plane},
    audit,
    context::OperatorCtx,
    db::{Timestamp, ToSqlx, sqlx},
    error::{Error, Result},
    fault::{Kind, Problem},
    ids::{SupportRequestId, TenantId, UserId},
    platform::Platform,
    tenants::Tenant,
    users::{self, Principal, Tried, token},
};
use jiff::SignedDuration;

const VALID_FOR: SignedDuration = SignedDuration::from_secs(60);

/// Makes the address by which the operator goes in. Only the hash of its secret is kept, and an earlier one no longer works.
///
/// # Errors
/// Not found, also another operator's; `Conflict` when it isn't allowed now, or the organisation isn't open.
pub async fn hand_off(ctx: &OperatorCtx, id: SupportRequestId) -> Result<String> {
    let (platform, now) = (&ctx.platform, ctx.platform.clock.now());
    let mut tx = platform.central.begin().await?;
    let text = "select tenant_id from support_request where id = $1 and operator_id = $2";
    let tenant = sql!(&mut tx, scalar_optional TenantId, text, id, ctx.actor.operator)?.ok_or_else(Error::not_found)?;
    let slug = sql!(
        &mut tx,
        scalar_optional String,
        "select t.slug from support_request r join tenant t on t.id = r.tenant_id
         where r.id = $1 and r.tenant_id = $2 and r.state = 'allowed' and r.ends_at > $3 and t.status = 'active'
           and not exists (select 1 from deletion d where d.tenant_id = r.tenant_id)",
        id,
        tenant,
        now.to_sqlx()
    )?;
    // The subdomain is there whatever the main address is, and the console's forms may lead to it.
    let public_url = &platform.config.server.public_url;
    let host = public_url.subdomain(&slug.ok_or_else(|| Error::new(Kind::Conflict))?);
    let secret = token::new(&platform.random);
    sql!(&mut tx, execute "delete from support_handoff where request_id = $1 and used_at is null", id)?;
    sql!(
        &mut tx,
        execute "insert into support_handoff (token_hash, request_id, host, created_at, expires_at) values ($1, $2, $3, $4, $5)",
        token::hash(&secret),
        id,
        host.as_str(),
        now.to_sqlx(),
        (now + VALID_FOR).to_sqlx()
    )?;
    tx.commit().await?;
    Ok(format!("{}{ENTRANCE}?token={secret}", public_url.origin_of(&host)))
}

/// Whose session begins, and until when it may last.
pub(crate) struct Entry {
    pub(crate) principal: Principal,
    pub(crate) request: SupportRequestId,
    pub(crate) ends_at: jiff::Timestamp,
}

#[derive(sqlx::FromRow)]
struct Inside {
    user_id: UserId,
    role: String,
    ends_at: Timestamp,
}

/// Uses the secret up, on the host and for the organisation that it was made for.
///
/// # Errors
/// `LinkExpired` at the field `token`, whether it is unknown, used, too old, of another host, or the request is over.
pub(crate) async fn consume(platform: &Platform, tenant: &Tenant, host: &str, secret: &str) -> Result<Entry> {
    let expired = || Error::field("token", Problem::LinkExpired);
    let now = platform.clock.now();
    let mut tx = platform.central.begin().await?;
    let request = sql!(
        &mut tx,
        scalar_optional SupportRequestId,
        "update support_handoff set used_at = $1 where token_hash = $2 and host = $3 and used_at is null and expires_at > $1
         returning request_id",
        now.to_sqlx(),
        token::hash(secret),
        host
    )?;
    let Some(request) = request else {
        drop(tx);
        let tried = Tried { plane: Plane::Tenant, tenant: Some(tenant.id), host };
        users::note_foreign_link(platform, secret, tried).await;
        return Err(expired());
    };
    let inside = sql!(
        &mut tx,
        fetch_optional Inside,
        "select o.user_id, o.role, r.ends_at from support_request r join operator o on o.id = r.operator_id
         where r.id = $1 and r.tenant_id = $2 and r.state = 'allowed' and r.ends_at > $3",
        request,
        tenant.id,
        now.to_sqlx()
    )?;
    let inside = inside.ok_or_else(expired)?;
    let role = inside.role.parse::<OperatorRole>().map_err(|_| expired())?;
    if !role.may(Permission::OrganisationsSupport) {
        return Err(expired());
    }
    let of = (Some(tenant.id), Some(inside.user_id));
    audit::record_in(&mut tx, platform, "support-entered", of.0, of.1, host, "").await?;
    tx.commit().await?;
    let principal = Principal { user: inside.user_id, tenant: Some(tenant.id) };
    Ok(Entry { principal, request, ends_at: inside.ends_at.to_jiff() })
}

/// Notes that support has gone. The request stays allowed until its end.
pub async fn leave(platform: &Platform, tenant: &Tenant, actor: &SupportActor) -> Result<()> {
    let of = (Some(tenant.id), Some(actor.actor.user));
    audit::record(platform, "support-left", of.0, of.1, &tenant.main_host, "").await
}
