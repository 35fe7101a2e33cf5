//! Where backups are.

use crate::{ids::BackupId, platform::Platform};
use jiff::Timestamp;
use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

/// What a backup's file is called in the folder: whose it is, when it was made, and enough of its id that no two are called
/// the same.
pub(super) fn file_name(slug: &str, id: BackupId, now: Timestamp) -> String {
    let id = id.to_string();
    format!("{slug}/{slug}-{}-{}.db.gz", now.strftime("%Y%m%dT%H%M%SZ"), &id[id.len() - 8..])
}

pub(super) fn path(platform: &Platform, file: &str) -> PathBuf {
    platform.config.backups_directory().join(file)
}

/// The unpacked database of one that is made, checked or brought back. It is removed when it is done with.
#[derive(Debug)]
pub(crate) struct Draft(PathBuf);

impl Draft {
    pub(super) fn of(platform: &Platform, id: BackupId, what: &str) -> Self {
        Self(drafts(platform).join(format!("{id}.{what}.db")))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let mut name = self.0.as_os_str().to_owned();
            name.push(suffix);
            if let Err(error) = fs::remove_file(&name)
                && error.kind() != io::ErrorKind::NotFound
            {
                tracing::warn!(%error, file = %self.0.display(), "a draft of a backup could not be removed");
            }
        }
    }
}

/// Removes what processes that died left of this one.
pub(super) fn remove_drafts(platform: &Platform, id: BackupId) -> io::Result<()> {
    let prefix = format!("{id}.");
    for entry in entries(platform)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(&prefix) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Removes what nobody has written to for a day: whoever worked on it is gone.
pub(super) fn sweep_drafts(platform: &Platform) -> io::Result<()> {
    const A_DAY: Duration = Duration::from_hours(24);
    for entry in entries(platform)? {
        let entry = entry?;
        if entry.metadata()?.modified()?.elapsed().is_ok_and(|age| age > A_DAY) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn entries(platform: &Platform) -> io::Result<impl Iterator<Item = io::Result<fs::DirEntry>>> {
    match fs::read_dir(drafts(platform)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None.into_iter().flatten()),
        entries => Ok(Some(entries?).into_iter().flatten()),
    }
}

/// Removes a backup's file, and its folder with the last one. What isn't there is no error.
pub(super) fn remove(platform: &Platform, file: &str) -> io::Result<()> {
    let path = path(platform, file);
    for path in [super::pack::draft_of(&path), path.clone()] {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    if let Some(folder) = path.parent() {
        // Others may be in it.
        let _others = fs::remove_dir(folder);
    }
    Ok(())
}

fn drafts(platform: &Platform) -> PathBuf {
    platform.config.backups_directory().join(".drafts")
}
