//! Who is signed in: rows of the central database, bound to a person, an organisation and a host, under the hash of the
//! cookie's secret.

mod authenticate;
mod device;
mod layer;
mod listing;
mod own;
mod store;

pub use authenticate::{Caller, authenticate};
pub use device::Device;
pub use layer::{SessionLayer, layer};
pub(crate) use listing::{end_by_key, of_tenant};
pub(crate) use own::{Owner, end_own, end_own_others, own};
pub use store::Store;

use crate::{
    db::{DbError, ToSqlx, Tx},
    error::{Error, Result},
    ids::{SupportRequestId, TenantId, UserId},
    operators,
    platform::Platform,
    users::{self, Principal},
};
use jiff::Timestamp;
use store::Facts;
use tower_sessions::Session;

/// Signs a person in: the session that was there ends, and another with a new secret begins on this host. The row is
/// written here, where a failure can still be told; the layer sends the cookie.
pub async fn start(session: &Session, principal: &Principal, host: &str) -> Result<()> {
    start_on(session, principal, host, Device::default()).await
}

/// The same on a device by which they know it again.
pub async fn start_on(session: &Session, principal: &Principal, host: &str, device: Device) -> Result<()> {
    begin(session, Facts::new(principal, host).on(device)).await
}

/// The same for an operator who comes into an organisation because of a request, with which the session ends.
pub(crate) async fn start_support(
    session: &Session,
    principal: &Principal,
    host: &str,
    (request, ends_at): (SupportRequestId, Timestamp),
    device: Device,
) -> Result<()> {
    begin(session, Facts::new(principal, host).because_of(request, ends_at).on(device)).await
}

async fn begin(session: &Session, facts: Facts) -> Result<()> {
    end(session).await?;
    session.insert(Facts::KEY, facts).await.map_err(Error::internal)?;
    session.save().await.map_err(Error::internal)
}

/// Signs out: the row is deleted and the browser told to drop the cookie.
pub async fn end(session: &Session) -> Result<()> {
    if session.id().is_some() {
        session.flush().await.map_err(Error::internal)?;
    }
    Ok(())
}

/// Ends all sessions of a person but the given one, on every host; gives how many those were.
pub async fn end_others(tx: &mut Tx, user: UserId, session: &Session) -> Result<u64, DbError> {
    let kept = session.id().map(store::hash).unwrap_or_default();
    sql!(tx, execute "delete from session where user_id = $1 and id_hash <> $2", user, kept)
}

/// Ends all sessions of a person, on every host. For a password that was set by a link.
pub(crate) async fn end_all(tx: &mut Tx, user: UserId) -> Result<(), DbError> {
    sql!(tx, execute "delete from session where user_id = $1", user)?;
    Ok(())
}

/// Ends a person's sessions in one organisation. For somebody who no longer belongs to it.
pub(crate) async fn end_of_member(tx: &mut Tx, user: UserId, tenant: TenantId) -> Result<(), DbError> {
    sql!(tx, execute "delete from session where user_id = $1 and tenant_id = $2", user, tenant)?;
    Ok(())
}

/// Ends a person's sessions in the console, and those of support. For somebody who is no operator any more.
pub(crate) async fn end_of_operator(tx: &mut Tx, user: UserId) -> Result<(), DbError> {
    let text = "delete from session where user_id = $1 and (tenant_id is null or support_request_id is not null)";
    sql!(tx, execute text, user)?;
    Ok(())
}

/// Deletes what has expired: sessions, links for operators and to new passwords, and failures to sign in that are forgotten by now.
pub async fn purge(platform: &Platform) -> Result<()> {
    let now = platform.clock.now();
    let mut tx = platform.central.begin().await?;
    sql!(
        &mut tx,
        execute "delete from session where expires_at <= $1 or last_seen_at <= $2",
        now.to_sqlx(),
        idle_since(platform, now).to_sqlx()
    )?;
    operators::purge_links(&mut tx, now).await?;
    users::purge_resets(&mut tx, now).await?;
    users::forget_old_failures(&mut tx, platform).await?;
    Ok(tx.commit().await?)
}

/// A session that wasn't seen since is over.
fn idle_since(platform: &Platform, now: Timestamp) -> Timestamp {
    now - platform.config.sessions.idle()
}
