//! What bringing a backup back needs to know. The work itself goes the way of a move (`crate::moves`).

use super::{
    super::{BackupState, PlannedRestore},
    folder::{self, Draft},
    make::off_the_runtime,
    pack, store,
};
use crate::{
    db::{Timestamp, sqlx},
    error::{Error, Result},
    fault::Problem,
    ids::{BackupId, TenantId},
    platform::Platform,
};

/// A backup that is brought back.
#[derive(Clone, Debug)]
pub(crate) struct Restored {
    pub(crate) id: BackupId,
    pub(crate) tenant: TenantId,
    pub(crate) holds: jiff::Timestamp,
    /// It goes on when what is there now can't be read any more.
    pub(crate) whatever_is_there: bool,
    file: String,
    sha256: String,
}

/// What would happen, without doing it.
///
/// # Errors
/// `NotFound` when the organisation has no such backup; `Invalid` when there is no whole file.
pub async fn plan_restore(platform: &Platform, slug: &str, id: BackupId) -> Result<PlannedRestore> {
    let row = whole(platform, slug, id).await?;
    let mut reader = platform.central.read().await?;
    let text = "select name, last_active_at from tenant where id = $1";
    let Facts { name, last_active_at } = sql!(&mut reader, fetch_one Facts, text, row.tenant_id)?;
    drop(reader);
    Ok(PlannedRestore {
        name,
        backup: row.into_backup()?,
        kept_days: i64::from(platform.config.moves.keep_days),
        last_active_at: last_active_at.map(|at| at.to_jiff().to_string()),
    })
}

#[derive(sqlx::FromRow)]
struct Facts {
    name: String,
    last_active_at: Option<Timestamp>,
}

/// Of this organisation, with a whole file.
async fn whole(platform: &Platform, slug: &str, id: BackupId) -> Result<store::Stored> {
    let row = store::one(platform, id).await?;
    match () {
        () if row.slug != slug => Err(Error::not_found()),
        () if !row.is_in(BackupState::Whole) => Err(Error::field("backup", Problem::BackupNotWhole)),
        () => Ok(row),
    }
}

/// The backup to bring back.
pub(crate) async fn restored(
    platform: &Platform,
    slug: &str,
    id: BackupId,
    whatever_is_there: bool,
) -> Result<Restored> {
    let row = whole(platform, slug, id).await?;
    let (holds, sha256) = (row.holds(), row.sha256.unwrap_or_default());
    Ok(Restored { id, tenant: row.tenant_id, holds, whatever_is_there, file: row.file, sha256 })
}

/// What a process that died had unpacked of it.
pub(crate) fn forget_unpacked(platform: &Platform, id: BackupId) -> Result<()> {
    folder::remove_drafts(platform, id).map_err(Error::internal)
}

/// Its database as a file, which goes with what is given.
pub(crate) async fn unpacked(platform: &Platform, backup: &Restored) -> Result<Draft> {
    let draft = Draft::of(platform, backup.id, "restore");
    let (from, sha256, to) = (folder::path(platform, &backup.file), backup.sha256.clone(), draft.path().to_owned());
    off_the_runtime(move || pack::unpack(&from, &sha256, &to)).await?;
    Ok(draft)
}
