//! The sessions of an organisation, for operators who end them. A session is named by a hash of its hash: the name opens
//! nothing and finds nothing in a copy of the table.

use super::idle_since;
use crate::{
    db::{Connection, DbError, Timestamp, ToSqlx, Tx, sqlx},
    error::Result,
    ids::{TenantId, UserId},
    platform::Platform,
    tenants::{Page, TenantSession, cursor},
};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// What a screen shows; one more tells whether there is a next page.
const ROWS: usize = 50;

/// Where a page ended: when the last one was used, whose it is and when it began. The session's own hash isn't told.
type Place = (jiff::Timestamp, UserId, jiff::Timestamp);

/// The live ones, the last used first, behind the one that the cursor names.
pub(crate) async fn of_tenant(
    on: &mut impl Connection,
    platform: &Platform,
    tenant: TenantId,
    after: &str,
) -> Result<Page<TenantSession>> {
    let now = platform.clock.now();
    let place: Option<Place> = cursor::decode(after);
    let mut rows = sql!(
        on,
        fetch_all Row,
        r#"select s.id_hash, s.user_id, u.name, u.email, s.created_at, s.last_seen_at
           from session s join "user" u on u.id = s.user_id
           where s.tenant_id = $1 and s.expires_at > $2 and s.last_seen_at > $3
             and ($4 or (s.last_seen_at, s.user_id, s.created_at) < ($5, $6, $7))
           order by s.last_seen_at desc, s.user_id desc, s.created_at desc limit 51"#,
        tenant,
        now.to_sqlx(),
        idle_since(platform, now).to_sqlx(),
        place.is_none(),
        place.map(|(seen, ..)| seen.to_sqlx()),
        place.map(|(_, user, _)| user),
        place.map(|(.., began)| began.to_sqlx())
    )?;
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let last = rows.last().filter(|_| more);
    let next = last.map(|row| cursor::encode(&row.place())).transpose()?;
    Ok(Page { rows: rows.into_iter().map(Row::into_session).collect(), next })
}

/// Ends the one that the key names; gives whose it was.
pub(crate) async fn end_by_key(tx: &mut Tx, tenant: TenantId, key: &str) -> Result<Option<String>, DbError> {
    let text = r#"select s.id_hash, s.user_id, u.name, u.email, s.created_at, s.last_seen_at
                  from session s join "user" u on u.id = s.user_id where s.tenant_id = $1"#;
    let rows = sql!(tx, fetch_all Row, text, tenant)?;
    let Some(row) = rows.into_iter().find(|row| key_of(&row.id_hash) == key) else { return Ok(None) };
    sql!(tx, execute "delete from session where id_hash = $1", row.id_hash)?;
    Ok(Some(row.email))
}

pub(super) fn key_of(id_hash: &[u8]) -> String {
    Sha256::digest(id_hash).iter().take(16).fold(String::new(), |mut text, byte| {
        // Writing into a text doesn't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[derive(sqlx::FromRow)]
struct Row {
    id_hash: Vec<u8>,
    user_id: UserId,
    name: String,
    email: String,
    created_at: Timestamp,
    last_seen_at: Timestamp,
}

impl Row {
    fn place(&self) -> Place {
        (self.last_seen_at.to_jiff(), self.user_id, self.created_at.to_jiff())
    }

    fn into_session(self) -> TenantSession {
        TenantSession {
            key: key_of(&self.id_hash),
            name: self.name,
            email: self.email,
            began_at: self.created_at.to_jiff().to_string(),
            last_seen_at: self.last_seen_at.to_jiff().to_string(),
        }
    }
}
