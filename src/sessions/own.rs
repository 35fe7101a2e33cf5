//! A person's own sessions, wherever they are signed in: the account is one, and so is its password.

use super::{device, idle_since, listing::key_of, store};
use crate::{
    audit,
    db::{Connection, DbError, Timestamp, ToSqlx, Tx, sqlx},
    error::Result,
    ids::{TenantId, UserId},
    platform::Platform,
    users::OwnSession,
};
use jiff::tz::TimeZone;
use tower_sessions::Session;

/// Whose they are, and where they look at them.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'a> {
    pub(crate) user: UserId,
    pub(crate) email: &'a str,
    pub(crate) tenant: Option<TenantId>,
    pub(crate) host: &'a str,
}

/// The live ones, the last used first. Times are of a zone.
pub(crate) async fn own(
    platform: &Platform,
    user: UserId,
    session: &Session,
    zone: &TimeZone,
) -> Result<Vec<OwnSession>> {
    let rows = rows(&mut platform.central.read().await?, platform, user).await?;
    let this = hash_of(session);
    Ok(rows.into_iter().map(|row| row.into_own(&this, zone)).collect())
}

/// Ends the one that the key names. One that is over already, or is the one in use, is no failure.
pub(crate) async fn end_own(platform: &Platform, owner: Owner<'_>, session: &Session, key: &str) -> Result<()> {
    let this = hash_of(session);
    let mut tx = platform.central.begin().await?;
    let all = rows(&mut tx, platform, owner.user).await?;
    let Some(row) = all.into_iter().find(|row| row.id_hash != this && key_of(&row.id_hash) == key) else {
        return Ok(());
    };
    sql!(&mut tx, execute "delete from session where id_hash = $1", row.id_hash)?;
    note(&mut tx, platform, owner, owner.email).await?;
    Ok(tx.commit().await?)
}

/// Ends all but the one in use.
pub(crate) async fn end_own_others(platform: &Platform, owner: Owner<'_>, session: &Session) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let ended = super::end_others(&mut tx, owner.user, session).await?;
    note(&mut tx, platform, owner, &format!("{ended} sessions")).await?;
    Ok(tx.commit().await?)
}

async fn note(tx: &mut Tx, platform: &Platform, owner: Owner<'_>, detail: &str) -> Result<()> {
    audit::record_in(tx, platform, "sessions-ended", owner.tenant, Some(owner.user), owner.host, detail).await
}

fn hash_of(session: &Session) -> Vec<u8> {
    session.id().map(store::hash).unwrap_or_default()
}

/// Nobody is known to be signed in at so many places.
async fn rows(on: &mut impl Connection, platform: &Platform, user: UserId) -> Result<Vec<Row>, DbError> {
    let now = platform.clock.now();
    sql!(
        on,
        fetch_all Row,
        "select s.id_hash, s.device, s.created_at, s.last_seen_at, t.name as place
         from session s left join tenant t on t.id = s.tenant_id
         where s.user_id = $1 and s.expires_at > $2 and s.last_seen_at > $3
         order by s.last_seen_at desc, s.created_at desc, s.id_hash limit 200",
        user,
        now.to_sqlx(),
        idle_since(platform, now).to_sqlx()
    )
}

#[derive(sqlx::FromRow)]
struct Row {
    id_hash: Vec<u8>,
    device: Option<String>,
    created_at: Timestamp,
    last_seen_at: Timestamp,
    place: Option<String>,
}

impl Row {
    fn into_own(self, this: &[u8], zone: &TimeZone) -> OwnSession {
        let (browser, system) = device::parts(self.device.as_deref());
        let time = |at: Timestamp| zone.to_datetime(at.to_jiff());
        OwnSession {
            key: key_of(&self.id_hash),
            browser: browser.to_owned(),
            system: system.to_owned(),
            place: self.place,
            began: time(self.created_at),
            last_used: time(self.last_seen_at),
            is_this: self.id_hash == this,
        }
    }
}
