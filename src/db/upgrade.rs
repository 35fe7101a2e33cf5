//! One tenant's database to the newest version: all of it in one transaction that is committed only when what came out
//! equals a clean install.

use super::{
    Condition, Conn, Connection, DatabaseName, Db, DbError, Lifecycle, Location, PoolSize, Schema, SnapshotName, Tx,
    UpgradeError,
    open::{self, Purpose},
    postgres_roles,
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
        name: &DatabaseName,
        modules: &[Module],
        snapshot: &SnapshotName,
        reached: impl Fn(UpgradeStep),
    ) -> Result<Upgraded, UpgradeError> {
        let clean = self.clean(modules).await?;
        let db = self.open_as_owner(name).await?;
        let before = settle(&db, self.condition(&db, modules).await).await?;
        if before.versions == clean.versions {
            settle(&db, self.give_rights(&db, name).await).await?;
            db.close().await;
            let kept = self.has_snapshot(snapshot).await?;
            before.compare(&clean)?;
            return Ok(Upgraded { condition: clean, snapshot: kept });
        }
        let db = self.snapshot(db, name, snapshot).await?;
        reached(UpgradeStep::Snapshotted);
        let applied = self.apply(&db, name.as_str(), modules, &clean, || reached(UpgradeStep::Applied)).await;
        if let Err(error) = settle(&db, applied).await {
            // It is as it was: there is nothing to go back to.
            self.drop_snapshot(snapshot).await?;
            return Err(error);
        }
        reached(UpgradeStep::Committed);
        settle(&db, self.give_rights(&db, name).await).await?;
        db.close().await;
        Ok(Upgraded { condition: clean, snapshot: true })
    }

    /// The same without a snapshot.
    pub async fn migrate(&self, name: &DatabaseName, modules: &[Module]) -> Result<(), UpgradeError> {
        let clean = self.clean(modules).await?;
        let db = self.open_as_owner(name).await?;
        settle(&db, self.apply(&db, name.as_str(), modules, &clean, || {}).await).await?;
        settle(&db, self.give_rights(&db, name).await).await?;
        db.close().await;
        Ok(())
    }

    /// Tries the upgrade on a copy, which is removed whatever comes of it.
    pub async fn rehearse(
        &self,
        name: &DatabaseName,
        modules: &[Module],
        copy: &SnapshotName,
    ) -> Result<(), UpgradeError> {
        let clean = self.clean(modules).await?;
        let db = self.open_as_owner(name).await?;
        self.snapshot(db, name, copy).await?.close().await;
        let tried = self.try_on(copy, modules, &clean).await;
        self.drop_snapshot(copy).await?;
        tried
    }

    async fn try_on(&self, copy: &SnapshotName, modules: &[Module], clean: &Condition) -> Result<(), UpgradeError> {
        let db = self.open_snapshot(copy).await?;
        let applied = self.apply(&db, copy.as_str(), modules, clean, || {}).await;
        db.close().await;
        applied
    }

    /// What a clean install with these modules looks like: the migrated template, read once for each.
    pub async fn clean(&self, modules: &[Module]) -> Result<Arc<Condition>, DbError> {
        let template = self.template(modules).await?;
        let mut known = self.clean_installs.lock().await;
        if let Some(clean) = known.get(&template) {
            return Ok(clean.clone());
        }
        let clean = Arc::new(self.read_template(&template, modules).await?);
        known.insert(template, clean.clone());
        Ok(clean)
    }

    /// Reads a tenant's database as it is now.
    pub async fn inspect(&self, name: &DatabaseName, modules: &[Module]) -> Result<Condition, DbError> {
        let db = self.open_as_owner(name).await?;
        let condition = self.condition(&db, modules).await;
        db.close().await;
        condition
    }

    /// The newest version of each set that this program knows.
    pub fn heads(&self) -> impl Iterator<Item = (&'static str, i64)> {
        Schema::of_tenant(&Module::ALL).map(|schema| (schema.key(), self.migrations.version(schema)))
    }

    async fn apply(
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
    pub(super) async fn open_as_owner(&self, name: &DatabaseName) -> Result<Db, DbError> {
        match &self.location {
            Location::Sqlite(_) => self.open_file(name, OWNER, Purpose::Writing).await,
            Location::Postgres(address) => open::postgres(&self.server, address, Some(name.as_str()), OWNER).await,
        }
    }

    pub(super) async fn give_rights(&self, db: &Db, name: &DatabaseName) -> Result<(), DbError> {
        if let Db::Postgres(pool) = db {
            self.make_role(name).await?;
            postgres_roles::give_rights(&mut *pool.acquire().await?, name).await?;
        }
        Ok(())
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
