//! The proofs of what was removed. They are only ever added.

use super::{Erasure, Removed, store::Stored};
use crate::{
    context::Author,
    db::{Timestamp, ToSqlx, Tx, sqlx},
    error::{Error, Result},
    ids::{EventId, TenantId},
    platform::Platform,
};
use jiff::Timestamp as Moment;
use sha2::{Digest, Sha256};
use sqlx::types::Json;

pub(super) fn of(stored: &Stored, removed: Removed, now: Moment, author: &Author) -> Erasure {
    Erasure {
        tenant_id: stored.tenant.to_string(),
        slug: stored.slug.clone(),
        name: stored.name.clone(),
        requested_at: stored.requested_at.to_string(),
        requested_by: stored.deletion.requested_by.clone(),
        reason: stored.deletion.reason.clone(),
        erased_at: now.to_string(),
        erased_by: author.name().to_owned(),
        database_sha256: format!("{:x}", Sha256::digest(stored.home.as_ref().map_or("", |home| home.name().as_str()))),
        removed,
    }
}

pub(super) async fn insert(tx: &mut Tx, platform: &Platform, tenant: TenantId, erasure: &Erasure) -> Result<()> {
    let moment = |text: &str| text.parse::<Moment>().map(ToSqlx::to_sqlx).map_err(Error::internal);
    sql!(
        tx,
        execute "insert into erasure (id, tenant_id, slug, name, requested_at, requested_by, reason, erased_at, erased_by,
                                      database_sha256, removed)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        EventId::new(&platform.random, &platform.clock),
        tenant,
        &erasure.slug,
        &erasure.name,
        moment(&erasure.requested_at)?,
        &erasure.requested_by,
        erasure.reason.as_deref(),
        moment(&erasure.erased_at)?,
        &erasure.erased_by,
        &erasure.database_sha256,
        Json(&erasure.removed)
    )?;
    Ok(())
}

/// Every organisation that was removed, the last one first.
pub async fn erasures(platform: &Platform) -> Result<Vec<Erasure>> {
    let mut reader = platform.central.read().await?;
    let text = "select tenant_id, slug, name, requested_at, requested_by, reason, erased_at, erased_by, database_sha256, removed
                from erasure order by erased_at desc, id desc";
    Ok(sql!(&mut reader, fetch_all Row, text)?.into_iter().map(Erasure::from).collect())
}

/// The last one that had this name.
pub async fn find(platform: &Platform, slug: &str) -> Result<Option<Erasure>> {
    Ok(erasures(platform).await?.into_iter().find(|erasure| erasure.slug == slug))
}

#[derive(sqlx::FromRow)]
struct Row {
    tenant_id: TenantId,
    slug: String,
    name: String,
    requested_at: Timestamp,
    requested_by: String,
    reason: Option<String>,
    erased_at: Timestamp,
    erased_by: String,
    database_sha256: String,
    removed: Json<Removed>,
}

impl From<Row> for Erasure {
    fn from(row: Row) -> Self {
        Self {
            tenant_id: row.tenant_id.to_string(),
            slug: row.slug,
            name: row.name,
            requested_at: row.requested_at.to_jiff().to_string(),
            requested_by: row.requested_by,
            reason: row.reason,
            erased_at: row.erased_at.to_jiff().to_string(),
            erased_by: row.erased_by,
            database_sha256: row.database_sha256,
            removed: row.removed.0,
        }
    }
}
