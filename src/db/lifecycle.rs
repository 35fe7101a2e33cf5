//! Making, opening and removing databases. An engine's own dialect lives here, in `open.rs`, `templates.rs`,
//! `postgres_roles.rs`, `fingerprint.rs`, `upgrade.rs`, `snapshots.rs` and `restore.rs` alone.

use super::{
    Condition, Conn, Connection, DatabaseName, Db, DbError, Location, Migrations, PoolSize, Schema,
    open::{self, Purpose},
    pool::Server,
    postgres_roles,
    sqlite_files::{copy_durably, make_private_directory, remove_files},
    version::too_old,
};
use crate::modules::Module;
use sqlx::{AssertSqlSafe, Executor, PgConnection, PgPool};
use std::{collections::HashMap, io, path::PathBuf, sync::Arc};
use tokio::sync::Mutex;

/// Creates, opens and drops the databases of one deployment.
#[derive(Clone, Debug)]
pub struct Lifecycle {
    pub(super) location: Location,
    /// Held while a template is made, so that two sign-ups don't make it twice.
    pub(super) making_template: Arc<Mutex<()>>,
    pub(super) migrations: Migrations,
    /// What a clean install is, by the name of the template that it was read from.
    pub(super) clean_installs: Arc<Mutex<HashMap<String, Arc<Condition>>>>,
    /// The connections to tenants' databases on PostgreSQL, which have one budget. The central database's aren't part of
    /// it: what all need must not wait for any.
    pub(super) server: Server<PgConnection>,
    admin: Arc<tokio::sync::OnceCell<PgPool>>,
}

impl Lifecycle {
    pub fn new(location: Location) -> Self {
        Self::with(location, Migrations::default())
    }

    /// The same of a program that knows these migrations.
    pub fn with(location: Location, migrations: Migrations) -> Self {
        let (making_template, clean_installs) = (Arc::default(), Arc::default());
        let server = Server::with_budget(DEFAULT_BUDGET);
        Self { location, making_template, migrations, clean_installs, server, admin: Arc::default() }
    }

    pub fn location(&self) -> &Location {
        &self.location
    }

    /// The connections to tenants' databases on PostgreSQL, over all of them.
    pub(crate) fn server(&self) -> &Server<PgConnection> {
        &self.server
    }

    /// The sessions that the deployment's own PostgreSQL server allows to others than its administrators.
    pub(crate) async fn connections_allowed(&self) -> Result<Option<u32>, DbError> {
        if matches!(self.location, Location::Sqlite(_)) {
            return Ok(None);
        }
        let text = "select current_setting('max_connections')::int
                           - current_setting('superuser_reserved_connections')::int";
        let allowed: i32 = sqlx::query_scalar(text).fetch_one(self.admin().await?).await?;
        Ok(u32::try_from(allowed).ok())
    }

    /// What `tenant.placement` says of a tenant that is made now.
    pub fn placement(&self) -> &'static str {
        match self.location {
            Location::Sqlite(_) => "sqlite",
            Location::Postgres(_) => "postgres-database",
        }
    }

    /// Opens the central database and brings it to the newest version. On SQLite the first start makes it.
    pub async fn open_central(&self, size: PoolSize) -> Result<Db, DbError> {
        let db = match &self.location {
            Location::Sqlite(directory) => {
                make_private_directory(directory)?;
                open::sqlite(&directory.join("central.db"), size, Purpose::Making).await?
            }
            Location::Postgres(address) => open::postgres(&Server::unlimited(), address, None, size).await?,
        };
        if let Some(problem) = too_old(&self.engine_version(&db).await?) {
            return Err(io::Error::other(problem).into());
        }
        self.migrations.apply(Schema::Central, &db).await?;
        if let Db::Postgres(pool) = &db {
            postgres_roles::shut_out_others(&mut *pool.acquire().await?).await?;
        }
        Ok(db)
    }

    /// Opens the central database as it is: it must exist, and it isn't migrated.
    pub async fn inspect_central(&self, size: PoolSize) -> Result<Db, DbError> {
        match &self.location {
            Location::Sqlite(directory) => open::sqlite(&directory.join("central.db"), size, Purpose::Reading).await,
            Location::Postgres(address) => open::postgres(&Server::unlimited(), address, None, size).await,
        }
    }

    /// Opens a tenant's database, which must exist, for its people: on PostgreSQL as the tenant's own role.
    pub async fn open(&self, name: &DatabaseName, size: PoolSize) -> Result<Db, DbError> {
        match &self.location {
            Location::Sqlite(_) => self.open_file(name, size, Purpose::Reading).await,
            Location::Postgres(address) => self.open_as_role(address, name, size).await,
        }
    }

    /// Makes a tenant's database as a copy of the migrated template for these modules, and its role on PostgreSQL. Gives
    /// what it is now.
    pub async fn create(&self, name: &DatabaseName, modules: &[Module]) -> Result<Arc<Condition>, DbError> {
        let clean = self.clean(modules).await?;
        let template = self.template(modules).await?;
        match &self.location {
            Location::Sqlite(_) => copy_durably(self.file(&template), self.file(name.as_str())).await?,
            Location::Postgres(_) => {
                self.statement(format!("create database \"{name}\" template \"{template}\" strategy wal_log")).await?;
                self.make_role(name).await?;
            }
        }
        Ok(clean)
    }

    /// Removes a tenant's database and all that is in it, and its role. What isn't there is no error.
    pub async fn drop(&self, name: &DatabaseName) -> Result<(), DbError> {
        match &self.location {
            Location::Sqlite(_) => remove_files(&self.file(name.as_str())).await,
            Location::Postgres(_) => {
                self.statement(format!("drop database if exists \"{name}\" with (force)")).await?;
                self.drop_role(name).await
            }
        }
    }

    /// Bytes that a tenant's database takes on its server or disk.
    pub async fn size(&self, name: &DatabaseName) -> Result<i64, DbError> {
        match &self.location {
            Location::Sqlite(_) => {
                let file = self.file(name.as_str());
                // What was written last is in the log until it is written back.
                let log = tokio::fs::metadata(file.with_extension("db-wal")).await.map_or(0, |log| log.len());
                let bytes = tokio::fs::metadata(file).await?.len() + log;
                Ok(i64::try_from(bytes).unwrap_or(i64::MAX))
            }
            Location::Postgres(_) => {
                let size = sqlx::query_scalar("select pg_database_size($1)").bind(name.as_str());
                Ok(size.fetch_one(self.admin().await?).await?)
            }
        }
    }

    /// The engine's version, for people: `SQLite 3.51.3`, `PostgreSQL 15.18`.
    pub async fn engine_version(&self, db: &Db) -> Result<String, DbError> {
        let mut reader = db.read().await?;
        Ok(match reader.conn() {
            Conn::Sqlite(connection) => {
                let version: String = sqlx::query_scalar("select sqlite_version()").fetch_one(connection).await?;
                format!("SQLite {version}")
            }
            Conn::Postgres(connection) => {
                let version: String = sqlx::query_scalar("show server_version").fetch_one(connection).await?;
                format!("PostgreSQL {}", version.split(' ').next().unwrap_or_default())
            }
        })
    }

    /// Makes the templates for these modules now, so that the first sign-up needn't wait for it.
    pub async fn prepare(&self, modules: &[Module]) -> Result<(), DbError> {
        self.clean(modules).await.map(drop)
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        let Location::Sqlite(directory) = &self.location else { return PathBuf::new() };
        directory.join("tenants").join(format!("{name}.db"))
    }

    /// Runs DDL whose identifiers were all generated here.
    pub(super) async fn statement(&self, ddl: String) -> Result<(), DbError> {
        self.admin().await?.execute(AssertSqlSafe(ddl)).await?;
        Ok(())
    }

    pub(super) async fn admin(&self) -> Result<&PgPool, DbError> {
        let Location::Postgres(address) = &self.location else {
            return Err(io::Error::other("SQLite has no server to administer").into());
        };
        self.admin.get_or_try_init(|| open::postgres_admin(address)).await
    }
}

/// Until the settings say how many connections there may be.
const DEFAULT_BUDGET: u32 = 60;

/// Makes an empty database for a deployment's central tables on a server, and gives its address. For `tenantry` itself
/// somebody makes it by hand; tests and benchmarks make many.
///
/// # Errors
/// When the server can't be reached, or a name is no plain identifier.
pub async fn create_postgres_database(address: &str, name: &str) -> Result<String, DbError> {
    if !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_') {
        return Err(io::Error::other("a database is named by a-z, 0-9 and _").into());
    }
    let admin = open::postgres_admin(address).await?;
    admin.execute(AssertSqlSafe(format!("create database \"{name}\""))).await?;
    admin.close().await;
    let (server, parameters) = address.split_once('?').map_or((address, None), |(server, rest)| (server, Some(rest)));
    let authority_end = server.find("://").map_or(0, |at| at + 3);
    let base = server[authority_end..].find('/').map_or(server, |at| &server[..authority_end + at]);
    Ok(parameters.map_or_else(|| format!("{base}/{name}"), |parameters| format!("{base}/{name}?{parameters}")))
}
