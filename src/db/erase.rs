//! Removing a tenant's database for good, with all that ever stood beside it. Nobody may have it open: a process with the
//! old file would go on writing into what no longer has a name.

use super::{DatabaseName, DbError, Home, Lifecycle, SnapshotName, lifecycle::Site, open, restore::beside};
use std::{io, path::Path, time::Duration};
use tokio::time::{Instant, sleep};

impl Lifecycle {
    /// Removes the database, its role, and what an exchange or a copy left beside it. Whoever has a file open is waited
    /// for; after `patience` it stays as it was. What isn't there is no error. On PostgreSQL the snapshots go first: the
    /// role has rights in them.
    pub async fn erase(&self, home: &Home, patience: Duration) -> Result<(), DbError> {
        let others = ["r_", "o_"].map(|prefix| beside(&home.name, prefix));
        match self.site(home).await? {
            Site::File => return self.erase_files(&home.name, patience).await,
            Site::Database(server) => {
                for other in others {
                    server.drop_database(&other).await?;
                }
            }
            Site::Schema(server) => {
                for other in others {
                    server.drop_schema(&other).await?;
                }
            }
        }
        self.drop(home).await
    }

    /// What there is of a tenant on the disk or the server, by name.
    pub async fn traces(&self, home: &Home, snapshots: &[SnapshotName]) -> Result<Vec<String>, DbError> {
        let name = &home.name;
        let names = || {
            let own = ["t_", "r_", "o_"].map(|prefix| beside(name, prefix));
            snapshots.iter().map(ToString::to_string).chain(own).collect::<Vec<_>>()
        };
        let (server, mut traces) = match self.site(home).await? {
            Site::File => {
                let mut traces = named(&self.folder_of_tenants(), name.as_str())?;
                for snapshot in snapshots {
                    traces.extend(named(&self.folder_of_snapshots(), snapshot.as_str())?);
                }
                return Ok(traces);
            }
            Site::Database(server) => (server, Vec::new()),
            Site::Schema(server) => {
                let mut schemas = Vec::new();
                for name in names() {
                    if server.has_schema(&name).await? {
                        schemas.push(format!("schema {name}"));
                    }
                }
                (server, schemas)
            }
        };
        let text = "select 'database ' || datname from pg_database where datname = any($1)
                    union all select 'role ' || rolname from pg_roles where rolname = $2 order by 1";
        let found = sqlx::query_scalar(text).bind(names()).bind(name.as_str());
        traces.extend(found.fetch_all(server.admin().await?).await?);
        traces.sort();
        Ok(traces)
    }

    async fn erase_files(&self, name: &DatabaseName, patience: Duration) -> Result<(), DbError> {
        let file = self.file(name.as_str());
        if tokio::fs::try_exists(&file).await? {
            // Whoever opens it from now on lets go of it again.
            std::fs::write(file.with_extension("shut"), "")?;
            let deadline = Instant::now() + patience;
            while !open::sqlite_is_alone(&file).await? {
                if Instant::now() > deadline {
                    std::fs::remove_file(file.with_extension("shut"))?;
                    return Err(io::Error::other("somebody else still has the database open").into());
                }
                sleep(Duration::from_millis(100)).await;
            }
        }
        let Some(folder) = file.parent() else { return Ok(()) };
        // The mark goes last, so that nobody comes in while there is something to come into.
        let mut names = named(folder, name.as_str())?;
        names.sort_by_key(|name| Path::new(name).extension().is_some_and(|of| of == "shut"));
        for name in names {
            std::fs::remove_file(folder.join(file_name(&name)))?;
        }
        Ok(())
    }
}

/// The files of a folder that belong to a database: its name, a point, and what they are.
fn named(folder: &Path, name: &str) -> io::Result<Vec<String>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let folder = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut names = Vec::new();
    for entry in entries {
        let of = entry?.file_name().to_string_lossy().into_owned();
        if of.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')) {
            names.push(format!("{folder}/{of}"));
        }
    }
    names.sort();
    Ok(names)
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
