//! The directory of SQLite's files: is it there, ours alone, writable, and is there room?

use super::Check;
use crate::{
    cli::words,
    config::Config,
    db::Location,
    servers::{COMFORTABLE_FREE, disk},
};
use rustix::fs::{Access, access};
use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

/// Below that the next write may fail.
const LEAST_FREE: i64 = 100_000_000;

pub(super) fn check(config: &Config) -> Vec<Check> {
    let directory = config.database.files();
    match config.database.location {
        _ if directory.exists() => vec![rights(directory), room(directory)],
        Location::Sqlite(_) => vec![future(directory)],
        // Nobody has a file there.
        Location::Postgres(_) => Vec::new(),
    }
}

fn rights(directory: &Path) -> Check {
    let (name, at) = ("data directory", directory.display());
    let mode = match std::fs::metadata(directory) {
        Ok(metadata) if !metadata.is_dir() => return Check::fail(name, format!("{at} is not a directory")),
        Ok(metadata) => metadata.permissions().mode() & 0o777,
        Err(error) => return Check::fail(name, format!("{at}: {error}")),
    };
    if access(directory, Access::WRITE_OK | Access::EXEC_OK).is_err() {
        return Check::fail(name, format!("{at} is not writable for this user"));
    }
    if mode & 0o077 != 0 {
        return Check::fail(name, format!("{at} has mode {mode:o}, others may enter: chmod 700 {at}"));
    }
    Check::ok(name, format!("{at}, writable, mode {mode:o}"))
}

fn room(directory: &Path) -> Check {
    let name = "free space";
    let free = match disk(directory) {
        Ok(disk) => disk.of - disk.used,
        Err(error) => return Check::warn(name, format!("unknown: {error}")),
    };
    let detail = words::size(free);
    match free {
        ..LEAST_FREE => Check::fail(name, format!("{detail}: the next write may fail")),
        LEAST_FREE..COMFORTABLE_FREE => Check::warn(name, detail),
        _ => Check::ok(name, detail),
    }
}

/// The first start makes the directory, in the nearest one that exists.
fn future(directory: &Path) -> Check {
    let parent = directory.ancestors().skip(1).map(here_when_empty).find(|ancestor| ancestor.exists());
    let at = directory.display();
    match parent.filter(|parent| access(parent, Access::WRITE_OK | Access::EXEC_OK).is_ok()) {
        Some(_) => Check::ok("data directory", format!("{at} isn't there yet; the first start makes it")),
        None => Check::fail("data directory", format!("{at} isn't there, and this user can't make it")),
    }
}

fn here_when_empty(path: &Path) -> PathBuf {
    if path.as_os_str().is_empty() { PathBuf::from(".") } else { path.to_owned() }
}
