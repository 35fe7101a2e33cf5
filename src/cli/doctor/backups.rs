//! The directory of backups: can they be written, and are they on another disk than what they are of?

use super::Check;
use crate::config::Config;
use rustix::fs::{Access, access};
use std::{
    io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

const NAME: &str = "backups";

pub(super) fn check(config: &Config) -> Check {
    let directory = config.backups_directory();
    let at = directory.display();
    let Some(there) = nearest(&directory) else { return Check::fail(NAME, format!("{at} can't be made")) };
    if !there.is_dir() {
        return Check::fail(NAME, format!("{} is not a directory", there.display()));
    }
    if access(&there, Access::WRITE_OK | Access::EXEC_OK).is_err() {
        return Check::fail(NAME, format!("{} is not writable for this user", there.display()));
    }
    let every = match config.backups.every_hours {
        0 => "none by themselves".to_owned(),
        1 => "every hour".to_owned(),
        hours => format!("every {hours} hours"),
    };
    let data = nearest(config.database.files());
    let is_beside = data.is_some_and(|data| disk(&data).ok() == disk(&there).ok());
    let place = if is_beside { "on the disk of the data" } else { "on a disk of their own" };
    let detail = format!("{at}, {every}, {place}");
    if config.backups.every_hours == 0 { Check::warn(NAME, detail) } else { Check::ok(NAME, detail) }
}

/// It, or the nearest directory above that exists: the first backup makes the rest.
fn nearest(directory: &Path) -> Option<PathBuf> {
    let here = |path: &Path| if path.as_os_str().is_empty() { PathBuf::from(".") } else { path.to_owned() };
    directory.ancestors().map(here).find(|path| path.exists())
}

fn disk(path: &Path) -> io::Result<u64> {
    Ok(std::fs::metadata(path)?.dev())
}
