//! A new password for who forgot theirs, by a link that comes by mail. Whoever asks is told the same, after the same work, whether
//! there is such an account or not: who the mail is for is looked up when it is sent.

use super::{
    Email, FORGOT_PASSWORD_PAGE, NEW_PASSWORD_PAGE, RESET_MINUTES, ResetPreview, find, note_link_of_another,
    note_reset, password_change::check_new, prove_email, replace_password, token,
};
use crate::{
    audit::{self, front_host},
    db::{Connection, ToSqlx, Tx, sqlx},
    error::{Error, Result},
    fault::{Problem, Problems},
    ids::{TenantId, UserId},
    mail,
    platform::Platform,
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
    new_link(platform, tenant, email, Way::Mailed).await
}

/// A link for somebody who can't get it by mail, made by who can run commands on the server.
///
/// # Errors
/// Not found, when nobody here has the address.
pub async fn new_reset_link(platform: &Platform, tenant: Option<&Tenant>, email: &Email) -> Result<String> {
    let made = new_link(platform, tenant, email.as_str(), Way::HandedOver).await?;
    Ok(made.ok_or_else(Error::not_found)?.url)
}

/// How a link comes to its owner.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Mailed,
    HandedOver,
}

impl Way {
    fn event(self) -> &'static str {
        match self {
            Self::Mailed => "password-reset-mailed",
            Self::HandedOver => "password-reset-link-made",
        }
    }
}

/// Makes a link; those of the same house before it no longer work.
async fn new_link(platform: &Platform, tenant: Option<&Tenant>, email: &str, way: Way) -> Result<Option<MailedReset>> {
    let (id, host) = (tenant.map(|tenant| tenant.id), front_host(platform, tenant));
    let mut tx = platform.central.begin().await?;
    let Some(Person { user_id, name, .. }) = by_email(&mut tx, platform, tenant, email).await? else {
        return Ok(None);
    };
    forget_open(&mut tx, user_id, id).await?;
    let token = store_link(&mut tx, platform, (user_id, id), way).await?;
    audit::record_in(&mut tx, platform, way.event(), id, Some(user_id), &host, "").await?;
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
    let person = by_link(&mut reader, platform, tenant, token).await?;
    drop(reader);
    match person {
        Some(person) => Ok(ResetPreview { name: person.name, email: person.email }),
        None => Err(opens_nothing(platform, tenant, token).await),
    }
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
    let person = by_link(&mut reader, platform, tenant, token).await?;
    drop(reader);
    let Some(person) = person else { return Err(opens_nothing(platform, tenant, token).await) };
    let house = tenant.map(|tenant| [tenant.name.as_str(), &tenant.slug]);
    let context = house.into_iter().flatten().chain([person.email.as_str(), &person.name]).collect::<Vec<_>>();
    let mut problems = Problems::default();
    check_new(&mut problems, &new, &repeat, &context);
    problems.finish()?;
    let hash = platform.passwords.hash(new).await?;
    let id = tenant.map(|tenant| tenant.id);
    let mut tx = platform.central.begin().await?;
    let used = use_up(&mut tx, platform, token).await?.ok_or_else(expired)?;
    let user = find(&mut tx, used.user_id).await?.ok_or_else(expired)?;
    replace_password(&mut tx, platform, id, &user, &hash).await?;
    if used.is_mailed {
        prove_email(&mut tx, user.id, platform.clock.now()).await?;
    }
    audit::record_in(&mut tx, platform, "password-reset", id, Some(user.id), &front_host(platform, tenant), "").await?;
    Ok(tx.commit().await?)
}

/// The address of the page where somebody asks for a link.
pub(crate) fn asking_url(platform: &Platform, tenant: Option<&Tenant>) -> String {
    let origin = platform.config.server.public_url.origin_of(&front_host(platform, tenant));
    format!("{origin}{FORGOT_PASSWORD_PAGE}")
}

async fn opens_nothing(platform: &Platform, tenant: Option<&Tenant>, token: &str) -> Error {
    note_link_of_another(platform, token, tenant).await;
    expired()
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

/// As at the door: a member of the organisation, or an operator at the console. Who is invited to the organisation has
/// one too: when somebody else made an account for their address, this is how they get hold of it, to accept by its
/// password.
async fn has_place(
    on: &mut impl Connection,
    platform: &Platform,
    tenant: Option<&Tenant>,
    user: UserId,
) -> Result<bool> {
    let places = if let Some(tenant) = tenant {
        let text = r#"select (select count(*) from membership
                              where user_id = $1 and tenant_id = $2 and (expires_at is null or expires_at > $3))
                           + (select count(*) from invitation i join "user" u on u.email = i.email
                              where u.id = $1 and i.tenant_id = $2 and i.accepted_at is null and i.expires_at > $3)"#;
        sql!(on, scalar i64, text, user, tenant.id, platform.clock.now().to_sqlx())?
    } else {
        let text = "select count(*) from operator where user_id = $1 and entered_at is not null";
        sql!(on, scalar i64, text, user)?
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
async fn store_link(
    tx: &mut Tx,
    platform: &Platform,
    (user, tenant): (UserId, Option<TenantId>),
    way: Way,
) -> Result<String> {
    let token = token::new(&platform.random);
    let now = platform.clock.now();
    sql!(
        tx,
        execute "insert into password_reset (token_hash, user_id, tenant_id, created_at, expires_at, is_mailed)
                 values ($1, $2, $3, $4, $5, $6)",
        token::hash(&token),
        user,
        tenant,
        now.to_sqlx(),
        (now + SignedDuration::from_mins(RESET_MINUTES)).to_sqlx(),
        way == Way::Mailed
    )?;
    Ok(token)
}

#[derive(sqlx::FromRow)]
struct Used {
    user_id: UserId,
    is_mailed: bool,
}

/// One statement, so that of two uses at the same time one finds the link used.
async fn use_up(tx: &mut Tx, platform: &Platform, token: &str) -> Result<Option<Used>> {
    let text = "update password_reset set used_at = $1 where token_hash = $2 and used_at is null and expires_at > $1
                returning user_id, is_mailed";
    Ok(sql!(tx, fetch_optional Used, text, platform.clock.now().to_sqlx(), token::hash(token))?)
}

pub(crate) async fn purge_resets(tx: &mut Tx, now: jiff::Timestamp) -> Result<()> {
    sql!(tx, execute "delete from password_reset where expires_at <= $1", now.to_sqlx())?;
    Ok(())
}
