//! Putting a snapshot in a tenant's place. Nobody may have the database open while it is exchanged: a process with the
//! old file would go on writing into what no longer has a name.
//!
//! Three things keep that: the tenant is in maintenance, so that serving processes close it and don't open it; the
//! database itself is shut, by a mark beside the file or by `allow_connections`, for whoever didn't hear of it yet; and
//! the engine is asked whether anybody is left.

use super::{
    DatabaseName, Db, DbError, Lifecycle, Location, PoolSize, SnapshotName,
    open::{self, Purpose},
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
        name: &DatabaseName,
        from: &SnapshotName,
        patience: Duration,
        reached: impl Fn(RestoreStep),
    ) -> Result<(), DbError> {
        let done = match &self.location {
            Location::Sqlite(_) => self.restore_file(name, from, patience, &reached).await,
            Location::Postgres(_) => self.restore_database(name, from, patience, &reached).await,
        };
        self.open_up(name).await?;
        match done {
            Ok(()) => reached(RestoreStep::Opened),
            Err(_) => self.drop_copy(name).await?,
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

    async fn restore_database(
        &self,
        name: &DatabaseName,
        from: &SnapshotName,
        patience: Duration,
        reached: &impl Fn(RestoreStep),
    ) -> Result<(), DbError> {
        let (copy, old) = (beside(name, "r_"), beside(name, "o_"));
        self.copy_database(from.as_str(), &copy).await?;
        self.statement(format!("drop database if exists \"{old}\" with (force)")).await?;
        self.statement(format!("alter database \"{name}\" allow_connections false")).await?;
        let (start, deadline) = (Instant::now(), Instant::now() + patience);
        while self.send_away(name.as_str(), start.elapsed() > patience / 2).await? > 0 {
            still_open(deadline).await?;
        }
        reached(RestoreStep::Shut);
        // One message, one transaction: there is never no database of that name.
        self.rename_both(name, &copy, &old, deadline).await?;
        reached(RestoreStep::Swapped);
        self.make_role(name).await?;
        self.statement(format!("drop database if exists \"{old}\" with (force)")).await
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

    /// Lets everybody in again, whatever became of the exchange.
    async fn open_up(&self, name: &DatabaseName) -> Result<(), DbError> {
        match &self.location {
            Location::Sqlite(_) => match std::fs::remove_file(self.mark(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
                _ => Ok(()),
            },
            Location::Postgres(_) => self.statement(format!("alter database \"{name}\" allow_connections true")).await,
        }
    }

    /// Removes what was to take the database's place and didn't.
    async fn drop_copy(&self, name: &DatabaseName) -> Result<(), DbError> {
        match &self.location {
            Location::Sqlite(_) => remove_files(&self.copied_file(name)).await,
            Location::Postgres(_) => {
                self.statement(format!("drop database if exists \"{}\" with (force)", beside(name, "r_"))).await
            }
        }
    }

    fn copied_file(&self, name: &DatabaseName) -> PathBuf {
        self.file(name.as_str()).with_extension("restored")
    }

    fn mark(&self, name: &DatabaseName) -> PathBuf {
        self.file(name.as_str()).with_extension("shut")
    }
}

/// The name of another database that has to do with this one.
fn beside(name: &DatabaseName, prefix: &str) -> String {
    name.as_str().replacen("t_", prefix, 1)
}

async fn still_open(deadline: Instant) -> Result<(), DbError> {
    if Instant::now() > deadline {
        return Err(io::Error::other("somebody else still has the database open").into());
    }
    sleep(Duration::from_millis(100)).await;
    Ok(())
}
