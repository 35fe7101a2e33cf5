//! Writing mails down, in the transaction of what they tell of.

use super::MailKind;
use crate::{
    db::{ToSqlx, Tx, sqlx},
    error::Result,
    ids::{InvitationId, MailId, SupportRequestId, TenantId, UserId},
    platform::Platform,
    users::Email,
};
use uuid::Uuid;

/// What a mail tells of: its text is made when it goes out, from what is there then.
#[derive(Clone, Copy, Debug)]
pub(crate) enum About<'a> {
    /// Who it is for is looked up by the address.
    Nothing,
    Invitation(InvitationId),
    User(UserId),
    Request(SupportRequestId),
    Host(&'a str),
}

/// Writes down that somebody is to be told of their invitation, in the transaction that makes it.
pub(crate) async fn queue_invitation(
    tx: &mut Tx,
    platform: &Platform,
    tenant: TenantId,
    invitation: InvitationId,
    (email, name): (&Email, &str),
) -> Result<()> {
    queue(tx, platform, Some(tenant), (MailKind::Invitation, About::Invitation(invitation)), (email.as_str(), name))
        .await
}

/// Writes down that somebody asked for a link to a new password, whether there is such an account or not: that is looked up when
/// the mail is sent. Without an organisation the console writes.
pub(crate) async fn queue_reset(
    tx: &mut Tx,
    platform: &Platform,
    tenant: Option<TenantId>,
    email: &Email,
) -> Result<()> {
    queue(tx, platform, tenant, (MailKind::PasswordReset, About::Nothing), (email.as_str(), "")).await
}

/// Writes down that somebody is to be told of their new password, in the transaction that sets it.
pub(crate) async fn queue_password_changed(
    tx: &mut Tx,
    platform: &Platform,
    tenant: Option<TenantId>,
    user: UserId,
    (email, name): (&str, &str),
) -> Result<()> {
    queue(tx, platform, tenant, (MailKind::PasswordChanged, About::User(user)), (email, name)).await
}

/// Writes down that the organisation's owners are to be told of something, in the transaction that makes it so.
pub(crate) async fn queue_to_owners(
    tx: &mut Tx,
    platform: &Platform,
    tenant: TenantId,
    kind: MailKind,
    about: About<'_>,
) -> Result<()> {
    let owners = sql!(
        tx,
        fetch_all Owner,
        r#"select u.email, u.name from membership m join "user" u on u.id = m.user_id
           where m.tenant_id = $1 and m.role = 'owner' and (m.expires_at is null or m.expires_at > $2) order by u.email"#,
        tenant,
        platform.clock.now().to_sqlx()
    )?;
    for Owner { email, name } in owners {
        queue(tx, platform, Some(tenant), (kind, about), (&email, &name)).await?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Owner {
    email: String,
    name: String,
}

async fn queue(
    tx: &mut Tx,
    platform: &Platform,
    tenant: Option<TenantId>,
    (kind, about): (MailKind, About<'_>),
    (email, name): (&str, &str),
) -> Result<()> {
    if !platform.mails.is_on() {
        return Ok(());
    }
    let now = platform.clock.now().to_sqlx();
    let (subject, host) = match about {
        About::Nothing => (Uuid::nil(), None),
        About::Invitation(id) => (id.as_uuid(), None),
        About::User(id) => (id.as_uuid(), None),
        About::Request(id) => (id.as_uuid(), None),
        About::Host(host) => (Uuid::nil(), Some(host)),
    };
    sql!(
        tx,
        execute "insert into mail (id, tenant_id, kind, subject_id, host, recipient, recipient_name, state, created_at, due_at)
                 values ($1, $2, $3, $4, $5, $6, $7, 'queued', $8, $8)",
        MailId::new(&platform.random, &platform.clock),
        tenant,
        kind.key(),
        subject,
        host,
        email,
        name,
        now
    )?;
    // It may be looked for before this is committed, and is then found a little later.
    platform.mails.awake.notify_one();
    Ok(())
}
