//! A new password for who forgot theirs, by a link that comes by mail. Whoever asks is told the same, after the same work, whether
//! there is such an account or not: who the mail is for is looked up when it is sent.

use super::{
    Email, FORGOT_PASSWORD_PAGE, NEW_PASSWORD_PAGE, RESET_MINUTES, ResetPreview, forget_failures, note_reset,
    password_change::check_new, set_password, token,
};
use crate::{
    audit::{self, front_host},
    db::{Connection, ToSqlx, Tx, sqlx},
    error::{Error, Result},
    fault::{Problem, Problems},
    ids::{TenantId, UserId},
    mail,
    platform::Platform,
    sessions,
    tenants::Tenant,
};
use jiff::SignedDuration;
use std::net::IpAddr;

/// Has a link sent to whoever has a place here under the address: a member of the organisation or, without one, an operator.
///
/// # Errors
/// A problem of the field `email`; `RateLimited` after too many requests for one address or from one network; `NotFound` where no
/// mail is sent.
pub async fn ask_reset(platform: &Platform, tenant: Option<&Tenant>, address: IpAddr, email: &str) -> Result<()> {
    let email = Email::try_from(email.to_owned()).map_err(|problem| Error::field("email", problem))?;
    if !platform.mails.is_on() {
        return Err(Error::not_found());
    }
    let mut tx = platform.central.begin().await?;
    note_reset(&mut tx, platform, email.as_str(), address).await?;
    mail::queue_reset(&mut tx, platform, tenant.map(|tenant| tenant.id), &email).await?;
    Ok(tx.commit().await?)
}

/// What the mail of a reset tells, and to whom.
pub(crate) struct MailedReset {
    pub(crate) name: String,
    pub(crate) url: String,
}

/// Makes the link for a mail that goes out. `None` when nobody here has the address.
pub(crate) async fn mail_reset(
    platform: &Platform,
    tenant: Option<&Tenant>,
    email: &str,
) -> Result<Option<MailedReset>> {
    new_link(platform, tenant, email, "password-reset-mailed").await
}

/// A link for somebody who can't get it by mail, made by who can run commands on the server.
///
/// # Errors
/// Not found, when nobody here has the address.
pub async fn new_reset_link(platform: &Platform, tenant: Option<&Tenant>, email: &Email) -> Result<String> {
    let made = new_link(platform, tenant, email.as_str(), "password-reset-link-made").await?;
    Ok(made.ok_or_else(Error::not_found)?.url)
}

/// Makes a link; those of the same house before it no longer work.
async fn new_link(
    platform: &Platform,
    tenant: Option<&Tenant>,
    email: &str,
    event: &'static str,
) -> Result<Option<MailedReset>> {
    let (id, host) = (tenant.map(|tenant| tenant.id), front_host(platform, tenant));
    let mut tx = platform.central.begin().await?;
    let Some(Person { user_id, name, .. }) = by_email(&mut tx, platform, tenant, email).await? else {
        return Ok(None);
    };
    forget_open(&mut tx, user_id, id).await?;
    let token = store_link(&mut tx, platform, user_id, id).await?;
    audit::record_in(&mut tx, platform, event, id, Some(user_id), &host, "").await?;
    tx.commit().await?;
    let origin = platform.config.server.public_url.origin_of(&host);
    Ok(Some(MailedReset { name, url: format!("{origin}{NEW_PASSWORD_PAGE}?token={token}") }))
}

/// Whose password a link is about. Looking uses nothing up.
///
/// # Errors
/// `LinkExpired` at the field `token`, whether it is unknown, used, too old, or of another host.
pub async fn reset_preview(platform: &Platform, tenant: Option<&Tenant>, token: &str) -> Result<ResetPreview> {
    let mut reader = platform.central.read().await?;
    let person = by_link(&mut reader, platform, tenant, token).await?.ok_or_else(expired)?;
    Ok(ResetPreview { name: person.name, email: person.email })
}

/// Sets the password of a link's owner, uses the link up, and ends their sessions everywhere.
///
/// # Errors
/// Problems of the fields `new` and `repeat`; `LinkExpired` at the field `token`.
pub async fn reset_password(
    platform: &Platform,
    tenant: Option<&Tenant>,
    token: &str,
    new: String,
    repeat: String,
) -> Result<()> {
    let mut reader = platform.central.read().await?;
    let person = by_link(&mut reader, platform, tenant, token).await?.ok_or_else(expired)?;
    drop(reader);
    let house = tenant.map(|tenant| [tenant.name.as_str(), &tenant.slug]);
    let context = house.into_iter().flatten().chain([person.email.as_str(), &person.name]).collect::<Vec<_>>();
    let mut problems = Problems::default();
    check_new(&mut problems, &new, &repeat, &context);
    problems.finish()?;
    let hash = platform.passwords.hash(new).await?;
    let id = tenant.map(|tenant| tenant.id);
    let mut tx = platform.central.begin().await?;
    let user = use_up(&mut tx, platform, token).await?.ok_or_else(expired)?;
    set_password(&mut tx, user, &hash).await?;
    // One of another house would be a second key to the same account.
    sql!(&mut tx, execute "delete from password_reset where user_id = $1 and used_at is null", user)?;
    sessions::end_all(&mut tx, user).await?;
    forget_failures(&mut tx, &person.email).await?;
    audit::record_in(&mut tx, platform, "password-reset", id, Some(user), &front_host(platform, tenant), "").await?;
    mail::queue_password_changed(&mut tx, platform, id, user, (&person.email, &person.name)).await?;
    Ok(tx.commit().await?)
}

/// The address of the page where somebody asks for a link.
pub(crate) fn asking_url(platform: &Platform, tenant: Option<&Tenant>) -> String {
    let origin = platform.config.server.public_url.origin_of(&front_host(platform, tenant));
    format!("{origin}{FORGOT_PASSWORD_PAGE}")
}

fn expired() -> Error {
    Error::field("token", Problem::LinkExpired)
}

#[derive(sqlx::FromRow)]
struct Person {
    user_id: UserId,
    email: String,
    name: String,
}

async fn by_email(
    on: &mut impl Connection,
    platform: &Platform,
    tenant: Option<&Tenant>,
    email: &str,
) -> Result<Option<Person>> {
    let text = r#"select id as user_id, email, name from "user" where email = $1"#;
    match sql!(on, fetch_optional Person, text, email)? {
        Some(person) if has_place(on, platform, tenant, person.user_id).await? => Ok(Some(person)),
        _ => Ok(None),
    }
}

/// The owner of a link of this house that can still be used.
async fn by_link(
    on: &mut impl Connection,
    platform: &Platform,
    tenant: Option<&Tenant>,
    token: &str,
) -> Result<Option<Person>> {
    let person = sql!(
        on,
        fetch_optional Person,
        r#"select u.id as user_id, u.email, u.name from password_reset r join "user" u on u.id = r.user_id
           where r.token_hash = $1 and r.used_at is null and r.expires_at > $2
             and (r.tenant_id = $3 or (r.tenant_id is null and $3 is null))"#,
        token::hash(token),
        platform.clock.now().to_sqlx(),
        tenant.map(|tenant| tenant.id)
    )?;
    match person {
        Some(person) if has_place(on, platform, tenant, person.user_id).await? => Ok(Some(person)),
        _ => Ok(None),
    }
}

/// As at the door: a member of the organisation, or an operator at the console.
async fn has_place(
    on: &mut impl Connection,
    platform: &Platform,
    tenant: Option<&Tenant>,
    user: UserId,
) -> Result<bool> {
    let places = match tenant {
        Some(tenant) => {
            let text = "select count(*) from membership
                        where user_id = $1 and tenant_id = $2 and (expires_at is null or expires_at > $3)";
            sql!(on, scalar i64, text, user, tenant.id, platform.clock.now().to_sqlx())?
        }
        None => sql!(on, scalar i64, "select count(*) from operator where user_id = $1", user)?,
    };
    Ok(places > 0)
}

async fn forget_open(tx: &mut Tx, user: UserId, tenant: Option<TenantId>) -> Result<()> {
    let text = "delete from password_reset where user_id = $1 and used_at is null
                and (tenant_id = $2 or (tenant_id is null and $2 is null))";
    sql!(tx, execute text, user, tenant)?;
    Ok(())
}

/// Stores a link and gives its secret.
async fn store_link(tx: &mut Tx, platform: &Platform, user: UserId, tenant: Option<TenantId>) -> Result<String> {
    let token = token::new(&platform.random);
    let now = platform.clock.now();
    sql!(
        tx,
        execute "insert into password_reset (token_hash, user_id, tenant_id, created_at, expires_at)
                 values ($1, $2, $3, $4, $5)",
        token::hash(&token),
        user,
        tenant,
        now.to_sqlx(),
        (now + SignedDuration::from_mins(RESET_MINUTES)).to_sqlx()
    )?;
    Ok(token)
}

/// One statement, so that of two uses at the same time one finds the link used.
async fn use_up(tx: &mut Tx, platform: &Platform, token: &str) -> Result<Option<UserId>> {
    let text = "update password_reset set used_at = $1 where token_hash = $2 and used_at is null and expires_at > $1
                returning user_id";
    Ok(sql!(tx, scalar_optional UserId, text, platform.clock.now().to_sqlx(), token::hash(token))?)
}

pub(crate) async fn purge_resets(tx: &mut Tx, now: jiff::Timestamp) -> Result<()> {
    sql!(tx, execute "delete from password_reset where expires_at <= $1", now.to_sqlx())?;
    Ok(())
}
