//! What bringing a backup back needs to know. The work itself goes the way of a move (`crate::moves`).

use super::{
    super::{BackupState, PlannedRestore},
    folder::{self, Draft},
    make::off_the_runtime,
    pack, store,
};
use crate::{
    db::Timestamp,
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
    let row = store::one(platform, id).await?;
    if row.slug != slug {
        return Err(Error::not_found());
    }
    let mut reader = platform.central.read().await?;
    let name = sql!(&mut reader, scalar String, "select name from tenant where id = $1", row.tenant_id)?;
    let text = "select last_active_at from tenant where id = $1 and last_active_at is not null";
    let active = sql!(&mut reader, scalar_optional Timestamp, text, row.tenant_id)?;
    drop(reader);
    let backup = row.into_backup()?;
    if !backup.can_be_restored() {
        return Err(Error::field("backup", Problem::BackupNotWhole));
    }
    Ok(PlannedRestore {
        name,
        backup,
        kept_days: i64::from(platform.config.moves.keep_days),
        last_active_at: active.map(|at| at.to_jiff().to_string()),
    })
}

/// The backup to bring back.
pub(crate) async fn restored(
    platform: &Platform,
    slug: &str,
    id: BackupId,
    whatever_is_there: bool,
) -> Result<Restored> {
    let row = store::one(platform, id).await?;
    if row.slug != slug {
        return Err(Error::not_found());
    }
    if !row.is_in(BackupState::Whole) {
        return Err(Error::field("backup", Problem::BackupNotWhole));
    }
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
