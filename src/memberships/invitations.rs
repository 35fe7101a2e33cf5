//! Links that ask somebody to join one organisation. Each works once, within 72 hours, on that organisation's host.

pub use super::acceptance::{Acceptance, accept};

use super::{
    InvitationLink, InvitationPreview, PendingInvitation,
    members::note,
    store::{check_owners, is_member, stored_role},
};
use crate::{
    access::Role,
    audit,
    context::{OperatorCtx, TenantCtx},
    db::{Connection, Timestamp, ToSqlx, Tx, sqlx},
    error::{Error, Result},
    fault::{Problem, Problems},
    ids::{InvitationId, TenantId},
    mail,
    plans::{self, Place},
    platform::Platform,
    tenants::Tenant,
    users::{self, Email, token},
};
use jiff::{SignedDuration, tz::TimeZone};

const VALID_FOR: SignedDuration = SignedDuration::from_hours(72);

/// Asks somebody to join. The link is shown once: only the hash of its secret is kept. An earlier link to the same
/// address no longer works.
///
/// # Errors
/// Problems of the fields `email` (`IsMember`, `PlanLimit`) and `name`; `Forbidden` where who isn't an owner asks an
/// owner, or somebody whom an owner asked to be one; `OverLimit` when the organisation can't grow.
pub async fn invite(ctx: &TenantCtx, email: &str, name: &str, role: Role) -> Result<InvitationLink> {
    check_owners(ctx, role == Role::Owner)?;
    let mut problems = Problems::default();
    let email = problems.take("email", Email::try_from(email.to_owned()));
    let name = problems.take("name", users::name(name));
    problems.finish()?;
    let (Some(email), Some(name)) = (email, name) else { return Err(Error::not_found()) };
    let mut tx = ctx.platform.central.begin().await?;
    if is_member(&mut tx, ctx.tenant.id, email.as_str()).await? {
        return Err(Error::field("email", Problem::IsMember));
    }
    check_owners(ctx, is_asked_to_own(&mut tx, ctx.tenant.id, &email).await?)?;
    let token = create(&mut tx, &ctx.platform, ctx.tenant.id, &email, &name, role).await?;
    plans::check_place(&mut tx, &ctx.platform, &ctx.tenant, Place::Asked, "email").await?;
    note(&mut tx, ctx, "member-invited", role.name()).await?;
    tx.commit().await?;
    let url = url(&ctx.platform, &ctx.tenant.main_host, &token);
    Ok(InvitationLink { email: email.into(), url, is_mailed: ctx.platform.mails.is_on() })
}

/// Asks somebody to be an owner, in an operator's name: for an organisation whose people can't ask anybody themselves.
///
/// # Errors
/// Problems of the fields `email` (`IsMember`, `PlanLimit`) and `name`.
pub async fn invite_owner(ctx: &OperatorCtx, tenant: &Tenant, email: &str, name: &str) -> Result<InvitationLink> {
    let mut problems = Problems::default();
    let email = problems.take("email", Email::try_from(email.to_owned()));
    let name = problems.take("name", users::name(name));
    problems.finish()?;
    let (Some(email), Some(name)) = (email, name) else { return Err(Error::not_found()) };
    let mut tx = ctx.platform.central.begin().await?;
    if is_member(&mut tx, tenant.id, email.as_str()).await? {
        return Err(Error::field("email", Problem::IsMember));
    }
    let token = create(&mut tx, &ctx.platform, tenant.id, &email, &name, Role::Owner).await?;
    plans::check_place(&mut tx, &ctx.platform, tenant, Place::Asked, "email").await?;
    audit::record_by(&mut tx, &ctx.platform, "owner-invited", Some(tenant.id), &(&ctx.actor).into(), "").await?;
    tx.commit().await?;
    let url = url(&ctx.platform, &tenant.main_host, &token);
    Ok(InvitationLink { email: email.into(), url, is_mailed: ctx.platform.mails.is_on() })
}

/// The link of an invitation that can still be accepted, for whoever holds its secret.
pub async fn link(platform: &Platform, tenant: &Tenant, secret: &str) -> Result<Option<InvitationLink>> {
    let mut reader = platform.central.read().await?;
    let open = find(&mut reader, platform, tenant.id, secret).await?;
    let url = url(platform, &tenant.main_host, secret);
    Ok(open.map(|open| InvitationLink { email: open.email, url, is_mailed: platform.mails.is_on() }))
}

/// Whether a new invitation would take the place of one that makes an owner.
async fn is_asked_to_own(tx: &mut Tx, tenant: TenantId, email: &Email) -> Result<bool> {
    let text = "select role from invitation where tenant_id = $1 and email = $2 and accepted_at is null";
    let earlier = sql!(tx, scalar_optional String, text, tenant, email.as_str())?;
    Ok(earlier.map(|role| stored_role(&role)).transpose()? == Some(Role::Owner))
}

/// Stores an invitation and gives the secret of its link.
pub(crate) async fn create(
    tx: &mut Tx,
    platform: &Platform,
    tenant: TenantId,
    email: &Email,
    name: &str,
    role: Role,
) -> Result<String> {
    let now = platform.clock.now();
    let token = token::new(&platform.random);
    let earlier = "delete from invitation where tenant_id = $1 and email = $2 and accepted_at is null";
    sql!(tx, execute earlier, tenant, email.as_str())?;
    let id = InvitationId::new(&platform.random, &platform.clock);
    sql!(
        tx,
        execute "insert into invitation (id, tenant_id, email, name, role, token_hash, created_at, expires_at)
                 values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        tenant,
        email.as_str(),
        name,
        role.name(),
        token::hash(&token),
        now.to_sqlx(),
        (now + VALID_FOR).to_sqlx()
    )?;
    mail::queue_invitation(tx, platform, tenant, id, (email, name)).await?;
    Ok(token)
}

/// What the mail of an invitation tells.
pub(crate) struct Mailed {
    pub(crate) role: Role,
    pub(crate) url: String,
    pub(crate) expires_at: jiff::Timestamp,
}

/// Makes the link of an invitation's mail, in place of one that a mail before had. `None` when it can't be accepted any more.
pub(crate) async fn mail_link(platform: &Platform, tenant: &Tenant, id: InvitationId) -> Result<Option<Mailed>> {
    #[derive(sqlx::FromRow)]
    struct Open {
        role: String,
        expires_at: Timestamp,
    }
    let token = token::new(&platform.random);
    let mut tx = platform.central.begin().await?;
    let open = sql!(
        &mut tx,
        fetch_optional Open,
        "update invitation set mailed_hash = $1
         where id = $2 and tenant_id = $3 and accepted_at is null and expires_at > $4 returning role, expires_at",
        token::hash(&token),
        id,
        tenant.id,
        platform.clock.now().to_sqlx()
    )?;
    tx.commit().await?;
    let Some(open) = open else { return Ok(None) };
    let url = url(platform, &tenant.main_host, &token);
    Ok(Some(Mailed { role: stored_role(&open.role)?, url, expires_at: open.expires_at.to_jiff() }))
}

/// The address of an invitation's page.
pub(crate) fn url(platform: &Platform, host: &str, token: &str) -> String {
    format!("{}/invitation?token={token}", platform.config.server.public_url.origin_of(host))
}

/// Takes an invitation back: its link no longer works.
///
/// # Errors
/// Not found, also when it was accepted; `Forbidden` where who isn't an owner takes back an owner's.
pub async fn revoke(ctx: &TenantCtx, id: InvitationId) -> Result<()> {
    let mut tx = ctx.platform.central.begin().await?;
    let text = "delete from invitation where id = $1 and tenant_id = $2 and accepted_at is null returning role, email";
    let row = sql!(&mut tx, fetch_optional(String, String), text, id, ctx.tenant.id)?;
    let (role, email) = row.ok_or_else(Error::not_found)?;
    check_owners(ctx, stored_role(&role)? == Role::Owner)?;
    note(&mut tx, ctx, "invitation-revoked", &email).await?;
    Ok(tx.commit().await?)
}

/// What the page of a link shows; looking uses nothing up.
///
/// # Errors
/// `LinkExpired` at the field `token`, whether it is unknown, used, too old, or of another organisation.
pub async fn preview(platform: &Platform, tenant: &Tenant, token: &str) -> Result<InvitationPreview> {
    let mut reader = platform.central.read().await?;
    let open = find(&mut reader, platform, tenant.id, token).await?;
    drop(reader);
    let Some(open) = open else { return Err(opens_nothing(platform, tenant, token).await) };
    Ok(InvitationPreview { role: stored_role(&open.role)?, name: open.name, email: open.email })
}

pub(super) async fn opens_nothing(platform: &Platform, tenant: &Tenant, token: &str) -> Error {
    users::note_link_of_another(platform, token, Some(tenant)).await;
    expired()
}

pub(super) fn expired() -> Error {
    Error::field("token", Problem::LinkExpired)
}

/// An invitation that can still be accepted.
#[derive(sqlx::FromRow)]
pub(super) struct Open {
    pub(super) email: String,
    pub(super) name: String,
    pub(super) role: String,
    /// The link is the one that went to the address by mail.
    pub(super) is_mailed: bool,
}

pub(super) async fn find(
    on: &mut impl Connection,
    platform: &Platform,
    tenant: TenantId,
    token: &str,
) -> Result<Option<Open>> {
    Ok(sql!(
        on,
        fetch_optional Open,
        "select email, name, role, case when mailed_hash = $1 then true else false end as is_mailed from invitation
         where (token_hash = $1 or mailed_hash = $1) and tenant_id = $2 and accepted_at is null and expires_at > $3",
        token::hash(token),
        tenant,
        platform.clock.now().to_sqlx()
    )?)
}

/// Marks an invitation as accepted, if it still can be: of two at the same time, one is told no.
pub(super) async fn use_up(tx: &mut Tx, platform: &Platform, tenant: TenantId, token: &str) -> Result<bool> {
    let text = "update invitation set accepted_at = $1
                where (token_hash = $2 or mailed_hash = $2) and tenant_id = $3 and accepted_at is null and expires_at > $1";
    Ok(sql!(tx, execute text, platform.clock.now().to_sqlx(), token::hash(token), tenant)? == 1)
}

/// Those who were asked and haven't come, the newest first.
pub(super) async fn pending(on: &mut impl Connection, ctx: &TenantCtx) -> Result<Vec<PendingInvitation>> {
    let rows = sql!(
        on,
        fetch_all Row,
        "select id, name, email, role, expires_at from invitation
         where tenant_id = $1 and accepted_at is null and expires_at > $2 order by created_at desc, id desc",
        ctx.tenant.id,
        ctx.clock().now().to_sqlx()
    )?;
    rows.into_iter().map(|row| row.into_pending(&ctx.tenant.zone)).collect()
}

#[derive(sqlx::FromRow)]
struct Row {
    id: InvitationId,
    name: String,
    email: String,
    role: String,
    expires_at: Timestamp,
}

impl Row {
    fn into_pending(self, zone: &TimeZone) -> Result<PendingInvitation> {
        Ok(PendingInvitation {
            role: stored_role(&self.role)?,
            expires: zone.to_datetime(self.expires_at.to_jiff()).date(),
            id: self.id,
            name: self.name,
            email: self.email,
        })
    }
}
