//! Files of SQLite databases: whole or not there.

use super::DbError;
use std::{
    io,
    path::{Path, PathBuf},
};

pub(super) fn make_private_directory(directory: &Path) -> Result<(), DbError> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
    Ok(())
}

/// The copy is on the disk under its name, or it isn't there at all.
pub(super) async fn copy_durably(from: PathBuf, to: PathBuf) -> Result<(), DbError> {
    let copied = tokio::task::spawn_blocking(move || {
        let draft = draft_of(&to);
        std::fs::copy(&from, &draft)?;
        put_durably(&draft, &to)
    });
    copied.await.unwrap_or_else(|error| Err(io::Error::other(error))).map_err(DbError::from)
}

/// What a copy is called while it isn't whole yet.
pub(super) fn draft_of(file: &Path) -> PathBuf {
    file.with_extension("draft")
}

/// Gives a finished file its name, and takes the name from whatever had it.
pub(super) async fn rename_durably(draft: PathBuf, to: PathBuf) -> Result<(), DbError> {
    let renamed = tokio::task::spawn_blocking(move || put_durably(&draft, &to));
    renamed.await.unwrap_or_else(|error| Err(io::Error::other(error))).map_err(DbError::from)
}

fn put_durably(draft: &Path, to: &Path) -> io::Result<()> {
    std::fs::File::open(draft)?.sync_all()?;
    std::fs::rename(draft, to)?;
    to.parent().map_or(Ok(()), |directory| std::fs::File::open(directory)?.sync_all())
}

pub(super) async fn remove_files(file: &Path) -> Result<(), DbError> {
    remove(file, &["", "-wal", "-shm", "-journal"]).await
}

/// The same with the copy that whoever was to make the file may have died over.
pub(super) async fn remove_with_draft(file: &Path) -> Result<(), DbError> {
    remove_files(&draft_of(file)).await?;
    remove_files(file).await
}

/// What a broken database left beside its file: SQLite would read it into whatever comes in the file's place.
pub(super) async fn remove_log(file: &Path) -> Result<(), DbError> {
    remove(file, &["-wal", "-shm"]).await
}

async fn remove(file: &Path, suffixes: &[&str]) -> Result<(), DbError> {
    for suffix in suffixes {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        match tokio::fs::remove_file(&name).await {
            Err(error) if !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Err(error.into());
            }
            _ => {}
        }
    }
    Ok(())
}
