//! Putting a snapshot in a tenant's place. Nobody may have the database open while it is exchanged: a process with the
//! old file would go on writing into what no longer has a name.
//!
//! Three things keep that: the tenant is in maintenance, so that serving processes close it and don't open it; the
//! database itself is shut, by a mark beside the file or by `allow_connections`, for whoever didn't hear of it yet; and
//! the engine is asked whether anybody is left. A schema is exchanged under locks on its tables instead (`schemas.rs`).

use super::{
    DatabaseName, Db, DbError, Home, Lifecycle, PoolSize, SnapshotName,
    lifecycle::Site,
    open::{self, Purpose},
    postgres_roles::Tables,
    server::PostgresServer,
    sqlite_files::{copy_durably, remove_files, remove_log, rename_durably},
};
use std::{io, path::PathBuf, time::Duration};
use tokio::time::{Instant, sleep};

/// The moments of a restore at which a process may die.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestoreStep {
    /// Nobody is in it and nobody can come in.
    Shut,
    Swapped,
    Opened,
}

impl Lifecycle {
    /// Makes a tenant's database what the snapshot is; the snapshot stays. It can be done again after a crash at any of
    /// its steps. Whoever has the database open is waited for; after `patience` it stays as it was.
    pub async fn restore(
        &self,
        home: &Home,
        from: &SnapshotName,
        patience: Duration,
        reached: impl Fn(RestoreStep),
    ) -> Result<(), DbError> {
        let (site, name) = (self.site(home).await?, &home.name);
        let done = match &site {
            Site::File => self.restore_file(name, from, patience, &reached).await,
            Site::Database(server) => server.restore_database(name, from, patience, &reached).await,
            Site::Schema(server) => server.restore_schema(name, from.as_str(), patience, &reached).await,
        };
        self.open_up(&site, name).await?;
        match done {
            Ok(()) => reached(RestoreStep::Opened),
            Err(_) => self.drop_copy(&site, name).await?,
        }
        done
    }

    /// Opens a tenant's file, unless it is shut. The mark is looked for once the file is open: from then on whoever wants
    /// to exchange it sees that somebody has it.
    pub(super) async fn open_file(&self, name: &DatabaseName, size: PoolSize, purpose: Purpose) -> Result<Db, DbError> {
        let db = open::sqlite(&self.file(name.as_str()), size, purpose).await?;
        if self.mark(name).exists() {
            db.close().await;
            return Err(io::Error::other("the database is being exchanged").into());
        }
        Ok(db)
    }

    async fn restore_file(
        &self,
        name: &DatabaseName,
        from: &SnapshotName,
        patience: Duration,
        reached: &impl Fn(RestoreStep),
    ) -> Result<(), DbError> {
        let (file, copy) = (self.file(name.as_str()), self.copied_file(name));
        copy_durably(self.snapshot_file(from), copy.clone()).await?;
        std::fs::write(self.mark(name), "")?;
        let deadline = Instant::now() + patience;
        while !open::sqlite_is_alone(&file).await? {
            still_open(deadline).await?;
        }
        reached(RestoreStep::Shut);
        remove_log(&file).await?;
        rename_durably(copy, file).await?;
        reached(RestoreStep::Swapped);
        Ok(())
    }

    /// Lets everybody in again, whatever became of the exchange.
    async fn open_up(&self, site: &Site, name: &DatabaseName) -> Result<(), DbError> {
        match site {
            Site::File => match std::fs::remove_file(self.mark(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
                _ => Ok(()),
            },
            Site::Database(server) => {
                server.statement(format!("alter database \"{name}\" allow_connections true")).await
            }
            // It was shut by a transaction that has ended.
            Site::Schema(_) => Ok(()),
        }
    }

    /// Removes what was to take the database's place and didn't.
    async fn drop_copy(&self, site: &Site, name: &DatabaseName) -> Result<(), DbError> {
        match site {
            Site::File => remove_files(&self.copied_file(name)).await,
            Site::Database(server) => server.drop_database(&beside(name, "r_")).await,
            Site::Schema(server) => server.drop_schema(&beside(name, "r_")).await,
        }
    }

    fn copied_file(&self, name: &DatabaseName) -> PathBuf {
        self.file(name.as_str()).with_extension("restored")
    }

    fn mark(&self, name: &DatabaseName) -> PathBuf {
        self.file(name.as_str()).with_extension("shut")
    }
}

impl PostgresServer {
    async fn restore_database(
        &self,
        name: &DatabaseName,
        from: &SnapshotName,
        patience: Duration,
        reached: &impl Fn(RestoreStep),
    ) -> Result<(), DbError> {
        let (copy, old) = (beside(name, "r_"), beside(name, "o_"));
        self.copy_database(from.as_str(), &copy).await?;
        self.drop_database(&old).await?;
        self.statement(format!("alter database \"{name}\" allow_connections false")).await?;
        let (start, deadline) = (Instant::now(), Instant::now() + patience);
        while self.send_away(name.as_str(), start.elapsed() > patience / 2).await? > 0 {
            still_open(deadline).await?;
        }
        reached(RestoreStep::Shut);
        // One message, one transaction: there is never no database of that name.
        self.rename_both(name, &copy, &old, deadline).await?;
        reached(RestoreStep::Swapped);
        self.make_role(&Tables::of_database(name)).await?;
        self.drop_database(&old).await
    }

    /// Sessions that were told to end may take a moment.
    async fn rename_both(&self, name: &DatabaseName, copy: &str, old: &str, deadline: Instant) -> Result<(), DbError> {
        let swap =
            || format!("alter database \"{name}\" rename to \"{old}\"; alter database \"{copy}\" rename to \"{name}\"");
        while let Err(error) = self.statement(swap()).await {
            if !error.is_in_use() || still_open(deadline).await.is_err() {
                return Err(error);
            }
        }
        Ok(())
    }
}

/// The name of another database or schema that has to do with this one.
pub(super) fn beside(name: &DatabaseName, prefix: &str) -> String {
    name.as_str().replacen("t_", prefix, 1)
}

async fn still_open(deadline: Instant) -> Result<(), DbError> {
    if Instant::now() > deadline {
        return Err(io::Error::other("somebody else still has the database open").into());
    }
    sleep(Duration::from_millis(100)).await;
    Ok(())
}
