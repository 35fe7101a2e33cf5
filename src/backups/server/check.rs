//! Reading backups back: that a file is there doesn't say that it is worth anything.

use super::{
    super::{Backup, BackupState},
    folder::Draft,
    make::{off_the_runtime, path_of},
    pack, store,
};
use crate::{
    db::ToSqlx,
    error::{Error, Result},
    ids::BackupId,
    platform::Platform,
};

/// Reads a backup back now, from its beginning to its end. What is found stands in it: one whose file is gone or isn't what
/// it was is damaged until it is found to be what it was.
///
/// # Errors
/// `NotFound`.
pub async fn check(platform: &Platform, id: BackupId) -> Result<Backup> {
    let row = store::one(platform, id).await?;
    if row.is_in(BackupState::Whole) || row.is_in(BackupState::Damaged) {
        check_row(platform, &row).await?;
    }
    store::one(platform, id).await?.into_backup()
}

/// The same for all of an organisation, or of all of them, in the order of their names.
pub async fn check_now(platform: &Platform, slug: Option<&str>, told: impl Fn(u64, u64)) -> Result<Vec<Backup>> {
    let mut reader = platform.central.read().await?;
    let text = "select b.id from backup b join tenant t on t.id = b.tenant_id
                where b.state in ('whole', 'damaged') and (cast($1 as text) is null or t.slug = $1) order by t.slug, b.began_at";
    let all = sql!(&mut reader, scalar_all BackupId, text, slug)?;
    drop(reader);
    let (mut checked, of) = (Vec::new(), all.len() as u64);
    for (number, id) in (1..).zip(all) {
        match check(platform, id).await {
            Ok(backup) => checked.push(backup),
            // It was old enough to be removed.
            Err(error) if error.is_not_found() => {}
            Err(error) => return Err(error),
        }
        told(number, of);
    }
    Ok(checked)
}

pub(super) async fn check_row(platform: &Platform, row: &store::Stored) -> Result<()> {
    let sha256 = row.sha256.as_deref().unwrap_or_default();
    let read = read_back(platform, row.id, &row.file, sha256).await;
    let (state, error) = match &read {
        Ok(_) => (BackupState::Whole, None),
        Err(error) => (BackupState::Damaged, Some(error.with_causes())),
    };
    if let Some(error) = &error {
        tracing::error!(slug = row.slug, file = %path_of(platform, row).display(), error, "a backup is damaged");
    }
    let mut tx = platform.central.begin().await?;
    let text =
        "update backup set state = $1, error = $2, checked_at = $3 where id = $4 and state in ('whole', 'damaged')";
    sql!(&mut tx, execute text, state.name(), error, platform.clock.now().to_sqlx(), row.id)?;
    Ok(tx.commit().await?)
}

/// Gives how many rows are in it.
pub(super) async fn read_back(platform: &Platform, id: BackupId, file: &str, sha256: &str) -> Result<u64> {
    let draft = Draft::of(platform, id, "check");
    let (from, to, sha256) = (super::folder::path(platform, file), draft.path().to_owned(), sha256.to_owned());
    off_the_runtime(move || pack::unpack(&from, &sha256, &to)).await?;
    platform.lifecycle.read_back(draft.path()).await.map_err(Error::internal)
}
