//! The sessions of an organisation, for operators who end them. A session is named by a hash of its hash: the name opens
//! nothing and finds nothing in a copy of the table.

use super::idle_since;
use crate::{
    db::{Connection, DbError, Timestamp, ToSqlx, Tx, sqlx},
    ids::TenantId,
    platform::Platform,
    tenants::TenantSession,
};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The live ones, the last used first.
pub(crate) async fn of_tenant(
    on: &mut impl Connection,
    platform: &Platform,
    tenant: TenantId,
) -> Result<Vec<TenantSession>, DbError> {
    let now = platform.clock.now();
    let rows = sql!(
        on,
        fetch_all Row,
        r#"select s.id_hash, u.name, u.email, s.created_at, s.last_seen_at
           from session s join "user" u on u.id = s.user_id
           where s.tenant_id = $1 and s.expires_at > $2 and s.last_seen_at > $3
           order by s.last_seen_at desc, s.id_hash limit 500"#,
        tenant,
        now.to_sqlx(),
        idle_since(platform, now).to_sqlx()
    )?;
    Ok(rows.into_iter().map(Row::into_session).collect())
}

/// Ends the one that the key names; gives whose it was.
pub(crate) async fn end_by_key(tx: &mut Tx, tenant: TenantId, key: &str) -> Result<Option<String>, DbError> {
    let text = r#"select s.id_hash, u.name, u.email, s.created_at, s.last_seen_at
                  from session s join "user" u on u.id = s.user_id where s.tenant_id = $1"#;
    let rows = sql!(tx, fetch_all Row, text, tenant)?;
    let Some(row) = rows.into_iter().find(|row| key_of(&row.id_hash) == key) else { return Ok(None) };
    sql!(tx, execute "delete from session where id_hash = $1", row.id_hash)?;
    Ok(Some(row.email))
}

fn key_of(id_hash: &[u8]) -> String {
    Sha256::digest(id_hash).iter().take(16).fold(String::new(), |mut text, byte| {
        // Writing into a text doesn't fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[derive(sqlx::FromRow)]
struct Row {
    id_hash: Vec<u8>,
    name: String,
    email: String,
    created_at: Timestamp,
    last_seen_at: Timestamp,
}

impl Row {
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
