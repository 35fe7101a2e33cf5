//! The table of sessions as tower-sessions sees it. What a session says of its owner stands in columns; the map of data
//! that tower-sessions knows is only the way by which it comes here.

use super::Device;
use crate::{
    clock::Clock,
    db::{Db, DbError, Timestamp, ToSqlx, Tx, sqlx},
    ids::SupportRequestId,
    platform::Platform,
    random::Random,
    users::Principal,
};
use async_trait::async_trait;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::error::Error as StdError;
use time::OffsetDateTime;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{self, Error},
};
use uuid::Uuid;

#[derive(Clone, Debug)]
pub struct Store {
    central: Db,
    clock: Clock,
    random: Random,
    longest: SignedDuration,
    idle: SignedDuration,
}

impl Store {
    pub fn new(platform: &Platform) -> Self {
        let settings = &platform.config.sessions;
        Self {
            central: platform.central.clone(),
            clock: platform.clock.clone(),
            random: platform.random.clone(),
            longest: settings.absolute(),
            idle: settings.idle(),
        }
    }

    async fn insert(&self, id: Id, facts: &Facts) -> Result<(), DbError> {
        let now = self.clock.now();
        let mut tx = self.central.begin().await?;
        sql!(
            &mut tx,
            execute "insert into session
                       (id_hash, user_id, tenant_id, host, created_at, last_seen_at, expires_at, support_request_id, device)
                     values ($1, $2, $3, $4, $5, $5, $6, $7, $8)",
            hash(id),
            facts.user,
            facts.tenant,
            facts.host.as_str(),
            now.to_sqlx(),
            facts.ends_at.map_or(now + self.longest, |end| end.min(now + self.longest)).to_sqlx(),
            facts.support,
            facts.device.as_deref()
        )?;
        note_member_seen(&mut tx, id, now).await?;
        tx.commit().await
    }

    async fn find(&self, id: Id) -> Result<Option<Row>, DbError> {
        let now = self.clock.now();
        let mut reader = self.central.read().await?;
        sql!(
            &mut reader,
            fetch_optional Row,
            "select user_id, tenant_id, host, expires_at, support_request_id from session
             where id_hash = $1 and expires_at > $2 and last_seen_at > $3",
            hash(id),
            now.to_sqlx(),
            (now - self.idle).to_sqlx()
        )
    }

    async fn remove(&self, id: Id) -> Result<(), DbError> {
        let mut tx = self.central.begin().await?;
        sql!(&mut tx, execute "delete from session where id_hash = $1", hash(id))?;
        tx.commit().await
    }
}

/// When a member was last here outlives their sessions.
pub(super) async fn note_member_seen(tx: &mut Tx, id: Id, now: jiff::Timestamp) -> Result<(), DbError> {
    let text = "update membership set last_seen_at = $1
                where tenant_id = (select tenant_id from session where id_hash = $2 and support_request_id is null)
                  and user_id = (select user_id from session where id_hash = $2)";
    sql!(tx, execute text, now.to_sqlx(), hash(id))?;
    Ok(())
}

/// What a row is looked up by: whoever reads the table learns no cookie.
pub(super) fn hash(id: Id) -> Vec<u8> {
    Sha256::digest(id.0.to_le_bytes()).to_vec()
}

/// Who a session is of, and where it holds. The ids are plain: an organisation's can't be deserialised.
#[derive(Serialize, Deserialize)]
pub(super) struct Facts {
    user: Uuid,
    tenant: Option<Uuid>,
    host: String,
    /// The request because of which an operator is here, and when it ends.
    #[serde(default)]
    support: Option<Uuid>,
    #[serde(default)]
    ends_at: Option<jiff::Timestamp>,
    /// On what it began. Only told when it begins.
    #[serde(default)]
    device: Option<String>,
}

impl Facts {
    pub(super) const KEY: &str = "facts";

    pub(super) fn new(principal: &Principal, host: &str) -> Self {
        let tenant = principal.tenant.map(|tenant| tenant.as_uuid());
        let (user, host) = (principal.user.as_uuid(), host.to_owned());
        Self { user, tenant, host, support: None, ends_at: None, device: None }
    }

    pub(super) fn because_of(self, request: SupportRequestId, ends_at: jiff::Timestamp) -> Self {
        Self { support: Some(request.as_uuid()), ends_at: Some(ends_at), ..self }
    }

    pub(super) fn on(self, device: Device) -> Self {
        Self { device: Some(device.to_string()), ..self }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    user_id: Uuid,
    tenant_id: Option<Uuid>,
    host: String,
    expires_at: Timestamp,
    #[sqlx(rename = "support_request_id")]
    support: Option<Uuid>,
}

#[async_trait]
impl SessionStore for Store {
    /// Every row gets a secret of its own. tower-sessions would keep the one that the browser sent after a `flush`,
    /// and so let a stranger choose it.
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        let facts =
            record.data.get(Facts::KEY).ok_or_else(|| Error::Encode("a session without an owner".to_owned()))?;
        let facts = Facts::deserialize(facts).map_err(|error| Error::Encode(error.to_string()))?;
        record.id = Id(i128::from_le_bytes(self.random.bytes()));
        self.insert(record.id, &facts).await.map_err(backend)
    }

    /// What a session says never changes, so there is nothing to write after `create`.
    async fn save(&self, _: &Record) -> session_store::Result<()> {
        Ok(())
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let Some(row) = self.find(*id).await.map_err(backend)? else { return Ok(None) };
        let (user, tenant) = (row.user_id, row.tenant_id);
        let facts = Facts { user, tenant, host: row.host, support: row.support, ends_at: None, device: None };
        let facts = serde_json::to_value(facts).map_err(|error| Error::Decode(error.to_string()))?;
        let expires = OffsetDateTime::from_unix_timestamp(row.expires_at.to_jiff().as_second());
        let expiry_date = expires.map_err(|error| Error::Decode(error.to_string()))?;
        Ok(Some(Record { id: *id, data: [(Facts::KEY.to_owned(), facts)].into(), expiry_date }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        self.remove(*id).await.map_err(backend)
    }
}

/// tower-sessions takes a text alone: the causes go into it.
fn backend(error: DbError) -> Error {
    let cause = error.source().map(ToString::to_string).unwrap_or_default();
    Error::Backend(format!("{error}: {cause}"))
}
