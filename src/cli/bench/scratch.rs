//! What a benchmark lives in. It is gone when that ends, however it ends.

use super::{Outcome, house};
use crate::{
    cli::progress::Progress,
    db::{Location, create_postgres_database, drop_postgres_databases},
};
use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

pub(super) struct Scratch {
    pub(super) directory: PathBuf,
    pub(super) location: Location,
    /// The address of the PostgreSQL server that was given.
    server: Option<String>,
}

impl Scratch {
    /// In a temporary directory; with the address of a PostgreSQL server in a file, in databases of its own there.
    pub(super) async fn make(postgres: Option<&Path>) -> Outcome<Self> {
        let server = postgres.map(read_address).transpose()?;
        let directory = std::env::temp_dir().join(name());
        std::fs::create_dir_all(&directory)?;
        let location = match &server {
            Some(address) => Location::Postgres(create_postgres_database(address, &name()).await?),
            None => Location::Sqlite(directory.join("data")),
        };
        Ok(Self { directory, location, server })
    }

    pub(super) fn engine(&self) -> &'static str {
        if self.server.is_some() { "PostgreSQL" } else { "SQLite" }
    }

    /// Gives how long it took.
    pub(super) async fn remove(&self) -> Outcome<Duration> {
        let started = Instant::now();
        if let Some(address) = &self.server {
            let databases = house::databases(self.location.clone()).await?;
            let progress = Progress::new("Removing", databases.len());
            for name in &databases {
                drop_postgres_databases(address, &[name]).await?;
                progress.advance();
            }
            drop_postgres_databases(address, &[name()]).await?;
        }
        std::fs::remove_dir_all(&self.directory)?;
        Ok(started.elapsed())
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.directory);
    }
}

fn name() -> String {
    format!("tenantry_bench_{}", std::process::id())
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
