//! Removing backups that nobody needs any more: first the file, then its mention, so that what a crash leaves is found again.

use super::{folder, retention, store};
use crate::{
    error::{Error, Result},
    ids::TenantId,
    platform::Platform,
};
use jiff::SignedDuration;

/// Those of an organisation that the settings don't keep.
pub(super) async fn old_of(platform: &Platform, tenant: TenantId) -> Result<()> {
    let mut reader = platform.central.read().await?;
    let whole = store::whole(&mut reader, tenant).await?;
    let damaged = store::damaged(&mut reader, tenant).await?;
    drop(reader);
    let moments = whole.iter().enumerate().map(|(index, row)| (row.holds(), index)).collect();
    let (now, schedule) = (platform.clock.now(), platform.settings.current().backups.schedule());
    let obsolete = retention::obsolete(moments, now, schedule);
    for index in obsolete {
        remove(platform, &whole[index]).await?;
    }
    // Nobody keeps one for its week that can't be brought back. Until then operators are told of it.
    let days = SignedDuration::from_hours(24 * i64::from(schedule.keep_days));
    for row in damaged.iter().filter(|row| now.duration_since(row.holds()) > days) {
        remove(platform, row).await?;
    }
    Ok(())
}

/// The files of all of an organisation, which is removed itself; their mention goes with its own.
pub(crate) async fn remove_all(platform: &Platform, tenant: TenantId) -> Result<()> {
    let mut reader = platform.central.read().await?;
    let all = store::all_of(&mut reader, tenant).await?;
    drop(reader);
    for row in &all {
        folder::remove_drafts(platform, row.id).map_err(Error::internal)?;
        folder::remove(platform, &row.file).map_err(Error::internal)?;
    }
    Ok(())
}

async fn remove(platform: &Platform, row: &store::Stored) -> Result<()> {
    folder::remove(platform, &row.file).map_err(Error::internal)?;
    let mut tx = platform.central.begin().await?;
    sql!(&mut tx, execute "delete from backup where id = $1", row.id)?;
    Ok(tx.commit().await?)
}
