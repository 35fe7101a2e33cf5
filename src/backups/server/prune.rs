//! Removing backups that nobody needs any more: first the file, then its mention, so that what a crash leaves is found again.

use super::{folder, retention, store};
use crate::{
    error::{Error, Result},
    ids::TenantId,
    platform::Platform,
};

/// Those of an organisation that the settings don't keep.
pub(super) async fn old_of(platform: &Platform, tenant: TenantId) -> Result<()> {
    let mut reader = platform.central.read().await?;
    let whole = store::whole(&mut reader, tenant).await?;
    drop(reader);
    let moments = whole.iter().enumerate().map(|(index, row)| (row.holds(), index)).collect();
    let obsolete = retention::obsolete(moments, platform.clock.now(), platform.settings.current().backups.schedule());
    for index in obsolete {
        remove(platform, &whole[index]).await?;
    }
    Ok(())
}

/// All of an organisation: it is removed itself. Gives the names of the files.
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
