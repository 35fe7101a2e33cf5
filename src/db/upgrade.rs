//! One tenant's database to the newest version: all of it in one transaction that is committed only when what came out
//! equals a clean install.

use super::{
    Condition, Conn, Connection, Db, DbError, Home, Lifecycle, PoolSize, Schema, SnapshotName, Tx, UpgradeError,
    lifecycle::Site,
    open::Purpose,
    postgres_roles::{self, Tables},
};
use crate::modules::Module;
use sqlx::Executor;
use std::{sync::Arc, time::Duration};

/// What came out of an upgrade.
#[derive(Clone, Debug)]
pub struct Upgraded {
    pub condition: Arc<Condition>,
    /// There is a copy of what it was before.
    pub snapshot: bool,
}

/// The moments of an upgrade at which a process may die.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpgradeStep {
    Snapshotted,
    /// Everything is applied and read back, nothing is committed.
    Applied,
    Committed,
}

impl Lifecycle {
    /// Brings a tenant's database to the newest version, after a snapshot of what it was. On PostgreSQL it works as the
    /// login that owns the tables. What has nothing new stays as it is.
    pub async fn upgrade(
        &self,
        home: &Home,
        modules: &[Module],
        snapshot: &SnapshotName,
        reached: impl Fn(UpgradeStep),
    ) -> Result<Upgraded, UpgradeError> {
        let clean = self.clean(home, modules).await?;
        let db = self.open_as_owner(home).await?;
        let before = settle(&db, self.condition(&db, modules).await).await?;
        if before.versions == clean.versions {
            settle(&db, self.give_rights(&db, home).await).await?;
            db.close().await;
            let kept = self.has_snapshot(home, snapshot).await?;
            before.compare(&clean)?;
            return Ok(Upgraded { condition: clean, snapshot: kept });
        }
        let db = self.snapshot(db, home, snapshot).await?;
        reached(UpgradeStep::Snapshotted);
        let applied = self.apply(&db, home.name.as_str(), modules, &clean, || reached(UpgradeStep::Applied)).await;
        if let Err(error) = settle(&db, applied).await {
            // It is as it was: there is nothing to go back to.
            self.drop_snapshot(home, snapshot).await?;
            return Err(error);
        }
        reached(UpgradeStep::Committed);
        settle(&db, self.give_rights(&db, home).await).await?;
        db.close().await;
        Ok(Upgraded { condition: clean, snapshot: true })
    }

    /// The same without a snapshot.
    pub async fn migrate(&self, home: &Home, modules: &[Module]) -> Result<(), UpgradeError> {
        let clean = self.clean(home, modules).await?;
        let db = self.open_as_owner(home).await?;
        settle(&db, self.apply(&db, home.name.as_str(), modules, &clean, || {}).await).await?;
        settle(&db, self.give_rights(&db, home).await).await?;
        db.close().await;
        Ok(())
    }

    /// Tries the upgrade on a copy, which is removed whatever comes of it.
    pub async fn rehearse(&self, home: &Home, modules: &[Module], copy: &SnapshotName) -> Result<(), UpgradeError> {
        let clean = self.clean(home, modules).await?;
        let db = self.open_as_owner(home).await?;
        self.snapshot(db, home, copy).await?.close().await;
        let tried = self.try_on(home, copy, modules, &clean).await;
        self.drop_snapshot(home, copy).await?;
        tried
    }

    async fn try_on(
        &self,
        home: &Home,
        copy: &SnapshotName,
        modules: &[Module],
        clean: &Condition,
    ) -> Result<(), UpgradeError> {
        let db = self.open_snapshot(home, copy).await?;
        let applied = self.apply(&db, copy.as_str(), modules, clean, || {}).await;
        db.close().await;
        applied
    }

    /// Reads a tenant's database as it is now.
    pub async fn inspect(&self, home: &Home, modules: &[Module]) -> Result<Condition, DbError> {
        let db = self.open_as_owner(home).await?;
        let condition = self.condition(&db, modules).await;
        db.close().await;
        condition
    }

    /// The newest version of each set that this program knows.
    pub fn heads(&self) -> impl Iterator<Item = (&'static str, i64)> {
        Schema::of_tenant(&Module::ALL).map(|schema| (schema.key(), self.migrations.version(schema)))
    }

    pub(super) async fn apply(
        &self,
        db: &Db,
        name: &str,
        modules: &[Module],
        clean: &Condition,
        before_commit: impl FnOnce(),
    ) -> Result<(), UpgradeError> {
        let mut tx = db.begin().await?;
        if let Conn::Postgres(connection) = tx.conn() {
            // A backfill may take longer than a request may, and waits only so long for those who are at work. Two
            // who were both sent here follow each other.
            connection.execute("set local statement_timeout = 0; set local lock_timeout = '10s'").await?;
            let lock = sqlx::query("select pg_advisory_xact_lock(hashtextextended($1, 0))").bind(name);
            lock.execute(connection).await.map_err(DbError::from)?;
        }
        self.migrations.apply_within(Schema::of_tenant(modules), &mut tx).await?;
        Condition::read(&mut tx, modules).await?.compare(clean)?;
        before_commit();
        Ok(tx.commit().await?)
    }

    pub(super) async fn condition(&self, db: &Db, modules: &[Module]) -> Result<Condition, DbError> {
        // On the connection that is there: a second one only for this would be opened for every database.
        let mut tx = match db {
            Db::Sqlite { writer, .. } => Tx::Sqlite(writer.begin("begin").await?),
            Db::Postgres(pool) => Tx::Postgres(pool.begin("begin").await?),
        };
        Condition::read(&mut tx, modules).await
    }

    /// Opens a tenant's database for work on its tables: on PostgreSQL as the login that owns them.
    pub(super) async fn open_as_owner(&self, home: &Home) -> Result<Db, DbError> {
        let name = home.name.as_str();
        match self.site(home).await? {
            Site::File => self.open_file(&home.name, OWNER, Purpose::Writing).await,
            Site::Database(server) => server.open(name, "public", OWNER).await,
            Site::Schema(server) => server.open_schema_as_owner(name, OWNER).await,
        }
    }

    async fn give_rights(&self, db: &Db, home: &Home) -> Result<(), DbError> {
        let (Db::Postgres(pool), site) = (db, self.site(home).await?) else { return Ok(()) };
        let (server, tables) = match &site {
            Site::File => return Ok(()),
            Site::Database(server) => (server, Tables::of_database(&home.name)),
            Site::Schema(server) => (server, server.tables_of_schema(&home.name)?),
        };
        server.make_role(&tables).await?;
        Ok(postgres_roles::give_rights(&mut *pool.acquire().await?, &tables).await?)
    }
}

/// One statement follows the other: such work needs no second connection.
pub(super) const OWNER: PoolSize = PoolSize { most: 1, wait: Duration::from_secs(30) };

/// Closes the database when the work on it failed.
pub(super) async fn settle<T, E>(db: &Db, done: Result<T, E>) -> Result<T, E> {
    if done.is_err() {
        db.close().await;
    }
    done
}
