//! Where a benchmark's organisations live, and how it comes to a server.

use super::{Outcome, house, report::Report};
use crate::{
    cli::progress::Progress,
    db::{Location, create_postgres_database, drop_postgres_database},
};
use std::{
    path::{Path, PathBuf},
    time::Instant,
};

/// What the fleet lives in. It is gone when the benchmark ends, however it ends.
pub(super) struct Scratch {
    pub(super) directory: PathBuf,
    pub(super) location: Location,
}

impl Scratch {
    pub(super) async fn make(server: Option<&str>) -> Outcome<Self> {
        let name = format!("tenantry_bench_{}", std::process::id());
        let directory = std::env::temp_dir().join(&name);
        std::fs::create_dir_all(&directory)?;
        let location = match server {
            Some(address) => Location::Postgres(create_postgres_database(address, &name).await?),
            None => Location::Sqlite(directory.join("data")),
        };
        Ok(Self { directory, location })
    }

    pub(super) async fn remove(&self, server: Option<&str>, report: &mut Report) -> Outcome<()> {
        let started = Instant::now();
        if let Some(address) = server {
            let databases = house::databases(self.location.clone()).await?;
            let progress = Progress::new("Removing", databases.len());
            for name in &databases {
                drop_postgres_database(address, name).await?;
                progress.advance();
            }
            drop_postgres_database(address, &format!("tenantry_bench_{}", std::process::id())).await?;
        }
        std::fs::remove_dir_all(&self.directory)?;
        report.removed(started.elapsed());
        Ok(())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

/// From a file, so that the password is never an argument that others see in the list of processes.
pub(super) fn read_address(file: &Path) -> Outcome<String> {
    let text = if file == Path::new("-") {
        std::io::read_to_string(std::io::stdin())?
    } else {
        std::fs::read_to_string(file)?
    };
    Ok(text.trim().to_owned())
}
