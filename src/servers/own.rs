//! The places of the deployment's own, and how full they are.

use super::{OwnPlace, Place, Placement, Room};
use crate::{
    db::sqlx,
    error::{Error, Result},
    platform::Platform,
};
use rustix::fs::statvfs;
use std::{io, path::Path};

/// Bytes that are free on a disk: with less of them it is time to make room.
pub(crate) const COMFORTABLE_FREE: i64 = 1_000_000_000;

/// That of the deployment's engine first, and the directory of files where some organisations are files beside it. Nothing but
/// an index is read, and the sessions of a server.
pub async fn own_places(platform: &Platform) -> Result<Vec<OwnPlace>> {
    let mut reader = platform.central.read().await?;
    let text = "select placement, count(*) as tenants, cast(coalesce(sum(database_bytes), 0) as bigint) as bytes
                from tenant where server_id is null group by placement";
    let rows = sql!(&mut reader, fetch_all Row, text)?;
    let sessions = platform.lifecycle.own_sessions(&mut reader).await?;
    drop(reader);
    let own = Place::of(platform.lifecycle.own_placement());
    let has_files = rows.iter().any(|row| row.placement == Placement::Sqlite.key());
    let beside = (own == Place::Server && has_files).then_some(Place::Directory);
    let mut places = Vec::new();
    for place in [Some(own), beside].into_iter().flatten() {
        let here = rows.iter().filter(|row| row.place() == Some(place));
        let (tenants, bytes) = here.fold((0, 0), |(tenants, bytes), row| (tenants + row.tenants, bytes + row.bytes));
        let (disk, connections) = match place {
            Place::Directory => (disk_of_files(platform).await?, None),
            Place::Server => (None, sessions.map(|of| Room { used: of.open, of: of.most })),
        };
        places.push(OwnPlace { place, tenants, database_bytes: bytes, disk, connections });
    }
    Ok(places)
}

#[derive(sqlx::FromRow)]
struct Row {
    placement: String,
    tenants: i64,
    bytes: i64,
}

impl Row {
    fn place(&self) -> Option<Place> {
        self.placement.parse().ok().map(Place::of)
    }
}

/// What is free for files of organisations. `None` when it can't be told.
pub(crate) async fn free_for_files(platform: &Platform) -> Result<Option<i64>> {
    Ok(disk_of_files(platform).await?.map(|disk| disk.of - disk.used))
}

/// The file system is asked beside the runtime: a remote one may take its time.
async fn disk_of_files(platform: &Platform) -> Result<Option<Room>> {
    let directory = platform.config.database.files().to_owned();
    let asked = tokio::task::spawn_blocking(move || disk(&directory)).await.map_err(Error::internal)?;
    Ok(asked
        .inspect_err(|error| tracing::warn!(%error, "how full the disk of the data directory is could not be asked"))
        .ok())
}

/// As `df` tells it: what is set aside for the system counts as neither.
pub(crate) fn disk(directory: &Path) -> io::Result<Room> {
    let disk = statvfs(directory)?;
    let bytes = |blocks: u64| i64::try_from(blocks.saturating_mul(disk.f_frsize)).unwrap_or(i64::MAX);
    let used = bytes(disk.f_blocks.saturating_sub(disk.f_bfree));
    Ok(Room { used, of: used.saturating_add(bytes(disk.f_bavail)) })
}
