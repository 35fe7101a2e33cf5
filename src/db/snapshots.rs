//! Copies of tenants' databases, whole and made while others work: a file in the folder `snapshots` beside `tenants`, a
//! database of the same server, or a schema of the same database.

use super::{
    Db, DbError, Home, Lifecycle, SnapshotName,
    lifecycle::Site,
    open::{self, Purpose},
    server::PostgresServer,
    sqlite_files::{draft_of, make_private_directory, remove_files, remove_with_draft, rename_durably},
    upgrade::{OWNER, settle},
};
use std::{path::PathBuf, pin::pin, time::Duration};
use tokio::time::{Instant, timeout};

/// How long somebody may go on with what they do in a database that is to be copied. `create database` itself waits for
/// five seconds until nobody is left.
const GRACE: Duration = Duration::from_secs(2);

impl Lifecycle {
    /// Copies a tenant's database, instead of an older copy of that name. Gives the open database back: PostgreSQL copies
    /// only databases that nobody is connected to, so that there it is a new connection.
    pub(super) async fn snapshot(&self, db: Db, home: &Home, to: &SnapshotName) -> Result<Db, DbError> {
        let copied = match self.site(home).await? {
            Site::Database(server) => {
                db.close().await;
                server.copy_database(home.name.as_str(), to.as_str()).await?;
                return self.open_as_owner(home).await;
            }
            Site::File => self.vacuum_into(&db, to).await,
            Site::Schema(server) => server.copy_schema(home.name.as_str(), to.as_str()).await,
        };
        settle(&db, copied).await?;
        Ok(db)
    }

    pub(super) async fn open_snapshot(&self, home: &Home, name: &SnapshotName) -> Result<Db, DbError> {
        match self.site(home).await? {
            Site::File => open::sqlite(&self.snapshot_file(name), OWNER, Purpose::Writing).await,
            Site::Database(server) => server.open(name.as_str(), "public", OWNER).await,
            Site::Schema(server) => server.open_schema_as_owner(name.as_str(), OWNER).await,
        }
    }

    /// Whether there is a whole copy of that name of this tenant.
    pub async fn has_snapshot(&self, home: &Home, name: &SnapshotName) -> Result<bool, DbError> {
        match self.site(home).await? {
            Site::File => Ok(tokio::fs::try_exists(self.snapshot_file(name)).await?),
            Site::Database(server) => server.has_database(name.as_str()).await,
            Site::Schema(server) => server.has_schema(name.as_str()).await,
        }
    }

    /// The same, or a part of one: what [`Self::drop_snapshot`] would remove.
    pub async fn has_part_of_snapshot(&self, home: &Home, name: &SnapshotName) -> Result<bool, DbError> {
        let is_whole = self.has_snapshot(home, name).await?;
        Ok(is_whole || tokio::fs::try_exists(draft_of(&self.snapshot_file(name))).await?)
    }

    /// Removes a copy. What isn't there is no error.
    pub async fn drop_snapshot(&self, home: &Home, name: &SnapshotName) -> Result<(), DbError> {
        match self.site(home).await? {
            Site::File => remove_with_draft(&self.snapshot_file(name)).await,
            Site::Database(server) => server.drop_database(name.as_str()).await,
            Site::Schema(server) => server.drop_schema(name.as_str()).await,
        }
    }

    pub(super) fn snapshot_file(&self, name: &SnapshotName) -> PathBuf {
        self.folder_of_snapshots().join(format!("{name}.db"))
    }

    /// `vacuum into` reads one state of the database, whoever writes meanwhile.
    async fn vacuum_into(&self, db: &Db, to: &SnapshotName) -> Result<(), DbError> {
        let Db::Sqlite { writer, .. } = db else { return Ok(()) };
        let file = self.snapshot_file(to);
        if let Some(folder) = file.parent() {
            make_private_directory(folder)?;
        }
        let draft = draft_of(&file);
        remove_files(&draft).await?;
        sqlx::query("vacuum into $1")
            .bind(draft.to_string_lossy().into_owned())
            .execute(&mut *writer.acquire().await?)
            .await?;
        rename_durably(draft, file).await
    }
}

impl PostgresServer {
    /// Copies a database of the server. While PostgreSQL copies, who wants to enter the source waits; who is in it and
    /// idle is sent away at once, who is at work after a grace. Their pools connect again.
    pub(super) async fn copy_database(&self, from: &str, to: &str) -> Result<(), DbError> {
        self.drop_database(to).await?;
        self.send_away(from, false).await?;
        let patient_until = Instant::now() + GRACE;
        let mut copying = pin!(self.create_database(to, from));
        loop {
            match timeout(Duration::from_millis(100), &mut copying).await {
                Ok(copied) => break copied?,
                Err(_) => drop(self.send_away(from, Instant::now() > patient_until).await?),
            }
        }
        self.statement(format!("revoke all on database \"{to}\" from public")).await
    }

    /// Ends the sessions in a database: the idle ones, or all. Gives how many are left that weren't ended.
    pub(super) async fn send_away(&self, name: &str, everybody: bool) -> Result<i64, DbError> {
        let text = "select count(*) filter (where not coalesce(ended, false))
                    from (select case when $2 or state = 'idle' then pg_terminate_backend(pid) end as ended
                          from pg_stat_activity
                          where datname = $1 and pid <> pg_backend_pid() and backend_type = 'client backend') sessions";
        let left = sqlx::query_scalar(text).bind(name).bind(everybody);
        Ok(left.fetch_one(self.admin().await?).await?)
    }
}
