//! Everything of one organisation in one file, to be taken along: every table of its database and its rows of the central
//! one as JSON Lines, with a manifest, in a tar.gz that is whole or not there.

mod archive;
mod manifest;
mod rows;

pub use manifest::{Manifest, ManifestFile, ManifestTenant};

use crate::{
    db::PoolSize,
    error::{Error, Result},
    platform::Platform,
    tenants::Tenant,
};
use rows::Draft;
use serde::Serialize;
use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

/// An export that was written.
#[derive(Clone, Debug, Serialize)]
pub struct Exported {
    pub path: PathBuf,
    pub bytes: i64,
    /// Of the whole file, in hexadecimal.
    pub sha256: String,
    pub manifest: Manifest,
}

/// What reads a whole database, one table after the other.
const READER: PoolSize = PoolSize { most: 1, wait: Duration::from_secs(30) };

/// Writes the export to this path, in place of whatever is there. Each of the two databases is read in one state. What a
/// process that died left of it is written anew.
///
/// # Errors
/// `Unavailable` when the organisation's database can't be opened.
pub async fn export(platform: &Platform, tenant: &Tenant, to: &Path) -> Result<Exported> {
    let draft = Draft::begin(to).map_err(Error::internal)?;
    let mut files = Vec::new();
    let db = platform.lifecycle.open(&tenant.home, READER).await?;
    let read = rows::of_tenant(platform, &db, &draft).await;
    db.close().await;
    files.extend(read?);
    files.extend(rows::of_central(platform, tenant.id, &draft).await?);
    let manifest = Manifest::of(tenant, platform.clock.now(), files);
    let (folder, target, written) = (draft.folder.clone(), to.to_owned(), manifest.clone());
    let packed = tokio::task::spawn_blocking(move || archive::pack(&folder, &written, &target)).await;
    let (bytes, sha256) = packed.map_err(Error::internal)?.map_err(Error::internal)?;
    Ok(Exported { path: to.to_owned(), bytes, sha256, manifest })
}

/// Where an organisation's export goes when nobody says where: a name that tells whose it is and of when.
pub fn usual_path(platform: &Platform, slug: &str) -> Result<PathBuf> {
    path_in(&platform.config.exports_directory(), platform, slug)
}

/// The path that somebody gave: a folder, in which the file gets its usual name, or the file itself.
pub fn given_path(platform: &Platform, slug: &str, given: &Path) -> Result<PathBuf> {
    if given.is_dir() {
        return path_in(given, platform, slug);
    }
    match given.parent() {
        Some(folder) if folder.as_os_str().is_empty() || folder.is_dir() => {
            std::path::absolute(given).map_err(Error::internal)
        }
        _ => Err(Error::internal(io::Error::new(
            io::ErrorKind::NotFound,
            format!("there is no folder for {}", given.display()),
        ))),
    }
}

fn path_in(folder: &Path, platform: &Platform, slug: &str) -> Result<PathBuf> {
    let at = platform.clock.now().strftime("%Y%m%dT%H%M%SZ");
    std::path::absolute(folder.join(format!("{slug}-{at}.tar.gz"))).map_err(Error::internal)
}

/// Removes what a process that died left of an export.
pub(crate) fn remove_draft(to: &Path) -> Result<()> {
    Draft::remove(to).map_err(Error::internal)
}
