//! Tables as files of JSON Lines, in a folder beside the export that they become part of.

use super::ManifestFile;
use crate::{
    db::{Connection, Db, Rows, Table},
    error::Result,
    ids::TenantId,
    platform::Platform,
};
use sha2::{Digest, Sha256};
use std::{
    fs,
    io::{self, BufWriter, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

/// The folder in which an export is put together. It is removed when it is done with, whatever came of it.
pub(super) struct Draft {
    pub(super) folder: PathBuf,
}

impl Draft {
    pub(super) fn begin(to: &Path) -> io::Result<Self> {
        Self::remove(to)?;
        let folder = Self::folder(to);
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
        for part in ["tenant", "central"] {
            fs::create_dir(folder.join(part))?;
        }
        Ok(Self { folder })
    }

    pub(super) fn remove(to: &Path) -> io::Result<()> {
        match fs::remove_dir_all(Self::folder(to)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn folder(to: &Path) -> PathBuf {
        to.with_file_name(format!(".{}.draft", to.file_name().unwrap_or_default().to_string_lossy()))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            tracing::warn!(%error, folder = %self.folder.display(), "a draft of an export could not be removed");
        }
    }
}

const PIECE: usize = 64 * 1024;

/// Every table of the organisation's own database.
pub(super) async fn of_tenant(platform: &Platform, db: &Db, draft: &Draft) -> Result<Vec<ManifestFile>> {
    let mut view = db.view().await?;
    let mut files = Vec::new();
    for table in platform.lifecycle.tables_of_tenant(&mut view).await? {
        files.push(write(&mut view, &table, Rows::All, "tenant", draft, |column| column.ends_with("_hash")).await?);
    }
    Ok(files)
}

/// The organisation's rows of the central database, and the people who belong to it. Hashes of secrets stay where they
/// are: they are worth nothing to whoever takes the data along.
pub(super) async fn of_central(platform: &Platform, tenant: TenantId, draft: &Draft) -> Result<Vec<ManifestFile>> {
    let mut view = platform.central.view().await?;
    let mut files = Vec::new();
    for table in platform.lifecycle.central_tables(&mut view).await? {
        let rows = match table.name() {
            "tenant" => Rows::Itself(tenant),
            "user" => Rows::Members(tenant),
            _ if table.names_tenants() => Rows::Of(tenant),
            _ => continue,
        };
        files.push(write(&mut view, &table, rows, "central", draft, |column| column.ends_with("_hash")).await?);
    }
    Ok(files)
}

async fn write(
    view: &mut impl Connection,
    table: &Table,
    rows: Rows,
    part: &str,
    draft: &Draft,
    is_left_out: fn(&str) -> bool,
) -> Result<ManifestFile> {
    let path = format!("{part}/{}.jsonl", file_name(table.name()));
    let file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(draft.folder.join(&path));
    let file = file.map_err(crate::db::DbError::from)?;
    // Written to the system's memory, in large pieces: that takes no longer than the hash.
    let (mut out, mut digest, mut bytes) = (BufWriter::with_capacity(PIECE, file), Sha256::new(), 0_u64);
    let rows = table
        .each_row(view, rows, is_left_out, |mut line| {
            line.push('\n');
            digest.update(&line);
            bytes += line.len() as u64;
            out.write_all(line.as_bytes())
        })
        .await?;
    out.flush().map_err(crate::db::DbError::from)?;
    Ok(ManifestFile { path, table: table.name().to_owned(), rows, bytes, sha256: format!("{:x}", digest.finalize()) })
}

/// A table that somebody made by hand may be called anything.
fn file_name(table: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if table.chars().all(is_plain) && table.len() <= 63 {
        return table.to_owned();
    }
    format!("table-{:x}", Sha256::digest(table))
}
