//! Deletions as the central database keeps them.

use super::{Deletion, FinalExport, WrittenExport, found::Found};
use crate::{
    db::{Connection, DbError, Home, HomeRow, Timestamp, sqlx},
    ids::TenantId,
};
use jiff::Timestamp as Moment;
use sqlx::types::Json;

/// A row with all that the work on it needs.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) tenant: TenantId,
    pub(super) slug: String,
    pub(super) name: String,
    /// `None` for a stored name that nobody can have made.
    pub(super) home: Option<Home>,
    pub(super) gone_at: Moment,
    pub(super) requested_at: Moment,
    pub(super) found: Option<Found>,
    pub(super) deletion: Deletion,
}

impl Stored {
    pub(super) fn export_is_missing(&self) -> bool {
        self.deletion.export.as_ref().is_some_and(|export| export.written.is_none())
    }
}

/// What is known of an organisation's deletion; `None` when it isn't deleted.
pub(crate) async fn of(on: &mut impl Connection, tenant: TenantId) -> Result<Option<Deletion>, DbError> {
    Ok(stored(on, tenant).await?.map(|stored| stored.deletion))
}

pub(super) async fn stored(on: &mut impl Connection, tenant: TenantId) -> Result<Option<Stored>, DbError> {
    let text = "select t.id, t.slug, t.name, t.placement, t.server_id, t.database_name, d.requested_at, d.gone_at, d.requested_by, d.reason,
                       d.export_path, d.exported_at, d.export_bytes, d.export_sha256, d.last_error, d.purge_began_at, d.found
                from deletion d join tenant t on t.id = d.tenant_id where d.tenant_id = $1";
    Ok(sql!(on, fetch_optional Row, text, tenant)?.map(Row::into_stored))
}

#[derive(sqlx::FromRow)]
struct Row {
    id: TenantId,
    slug: String,
    name: String,
    #[sqlx(flatten)]
    home: HomeRow,
    requested_at: Timestamp,
    gone_at: Timestamp,
    requested_by: String,
    reason: Option<String>,
    export_path: Option<String>,
    exported_at: Option<Timestamp>,
    export_bytes: Option<i64>,
    export_sha256: Option<String>,
    last_error: Option<String>,
    purge_began_at: Option<Timestamp>,
    found: Option<Json<Found>>,
}

impl Row {
    fn into_stored(self) -> Stored {
        let (requested_at, gone_at) = (self.requested_at.to_jiff(), self.gone_at.to_jiff());
        let written = match (self.exported_at, self.export_bytes, self.export_sha256) {
            (Some(at), Some(bytes), Some(sha256)) => {
                Some(WrittenExport { at: at.to_jiff().to_string(), bytes, sha256 })
            }
            _ => None,
        };
        Stored {
            tenant: self.id,
            slug: self.slug,
            name: self.name,
            home: self.home.home(),
            gone_at,
            requested_at,
            found: self.found.map(|Json(found)| found),
            deletion: Deletion {
                requested_at: requested_at.to_string(),
                gone_at: gone_at.to_string(),
                requested_by: self.requested_by,
                reason: self.reason,
                export: self.export_path.map(|path| FinalExport { path, written }),
                is_being_erased: self.purge_began_at.is_some(),
                has_failed: self.last_error.is_some(),
            },
        }
    }
}
