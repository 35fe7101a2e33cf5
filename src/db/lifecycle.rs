//! Making, opening and removing databases. An engine's own dialect lives here, in `open.rs`, `server.rs`, `templates.rs`,
//! `schemas.rs`, `postgres_roles.rs`, `postgres_databases.rs`, `fingerprint.rs`, `upgrade.rs`, `snapshots.rs`, `restore.rs`,
//! `check.rs`, `tables.rs`, `erase.rs`, `copy.rs`, `drafts.rs` and in migrations that carry the engine in their name.

use super::{
    Addresses, Condition, Conn, Connection, Db, DbError, Home, Location, Migrations, PoolSize, Schema,
    open::{self, Purpose},
    pool::Server,
    postgres_roles::{self, Tables},
    server::{PostgresServer, Registered},
    shares::Shares,
    sqlite_files::{copy_durably, make_private_directory, remove_with_draft},
    templates::Templates,
    version::too_old,
};
use crate::{modules::Module, servers::Placement};
use futures::future::join_all;
use sqlx::PgConnection;
use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// Creates, opens and drops the databases of one deployment.
#[derive(Clone, Debug)]
pub struct Lifecycle {
    pub(super) location: Location,
    pub(super) migrations: Migrations,
    /// Where the files of tenants on SQLite are.
    files: PathBuf,
    pub(super) file_templates: Arc<Templates>,
    /// The server of the central database, when that is on one.
    pub(super) own: Option<Arc<PostgresServer>>,
    pub(super) registered: Arc<Registered>,
}

/// How a tenant's data is kept, which is how it is worked on.
#[derive(Clone, Debug)]
pub(super) enum Site {
    File,
    Database(Arc<PostgresServer>),
    Schema(Arc<PostgresServer>),
}

impl Lifecycle {
    pub fn new(location: Location) -> Self {
        Self::with(location, Migrations::default())
    }

    /// The same of a program that knows these migrations.
    pub fn with(location: Location, migrations: Migrations) -> Self {
        let (files, own) = match &location {
            Location::Sqlite(directory) => (directory.clone(), None),
            Location::Postgres(address) => {
                let own = PostgresServer::own(address.clone(), DEFAULT_BUDGET);
                (PathBuf::from("data"), Some(Arc::new(own)))
            }
        };
        let registered = Arc::new(Registered::new(Shares::alone(DEFAULT_BUDGET, 0)));
        Self { location, migrations, files, file_templates: Arc::default(), own, registered }
    }

    /// Keeps the files of tenants on SQLite in this directory, unless the central database is a file: then they are
    /// beside it.
    #[must_use]
    pub fn with_files_in(mut self, directory: &Path) -> Self {
        if let Location::Postgres(_) = self.location {
            directory.clone_into(&mut self.files);
        }
        self
    }

    /// Tells who knows the addresses of registered servers.
    pub fn know_servers(&self, addresses: Box<dyn Addresses>) {
        self.registered.know(addresses);
    }

    /// Lets this process have so many connections to tenants' databases on each PostgreSQL server that it had to do with, whatever
    /// the server allows: that is asked when servers are shared, and when a registered one is met. Those to the central database
    /// aren't part of it: what all need must not wait for any.
    pub(crate) fn allow(&self, shares: Shares) {
        self.registered.agree(shares);
        self.servers().for_each(|server| server.connections.allow(shares.setting));
    }

    /// Takes this process's part of each server that it had to do with, and of those that it will meet.
    ///
    /// # Errors
    /// When the own server can't be asked. A registered one that doesn't answer keeps what it had.
    pub(crate) async fn share(&self, shares: Shares) -> Result<(), DbError> {
        self.registered.agree(shares);
        let registered = self.registered.all();
        join_all(registered.iter().map(|server| server.share(shares))).await;
        match &self.own {
            Some(own) => own.share(shares).await,
            None => Ok(()),
        }
    }

    /// The connections to tenants' databases on each PostgreSQL server that this process had to do with, by the server's name;
    /// the deployment's own has none.
    pub(crate) fn connections(&self) -> Vec<(Option<String>, Server<PgConnection>)> {
        self.servers().map(|server| (server.name.clone(), server.connections.clone())).collect()
    }

    pub(super) fn servers(&self) -> impl Iterator<Item = Arc<PostgresServer>> {
        self.own.iter().cloned().chain(self.registered.all())
    }

    /// Closes the connections to PostgreSQL servers that nobody used for so long.
    pub(crate) async fn reap(&self, idle: Duration) {
        for server in self.servers() {
            server.connections.reap(idle).await;
        }
    }

    pub fn location(&self) -> &Location {
        &self.location
    }

    /// What a new tenant's placement is when nobody says anything of it.
    pub fn own_placement(&self) -> Placement {
        match self.location {
            Location::Sqlite(_) => Placement::Sqlite,
            Location::Postgres(_) => Placement::PostgresDatabase,
        }
    }

    /// Opens the central database and brings it to the newest version. On SQLite the first start makes it.
    pub async fn open_central(&self, size: PoolSize) -> Result<Db, DbError> {
        let db = match &self.location {
            Location::Sqlite(directory) => {
                make_private_directory(directory)?;
                open::sqlite(&directory.join("central.db"), size, Purpose::Making).await?
            }
            Location::Postgres(address) => open::postgres(&Server::unlimited(), address, None, "public", size).await?,
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
            Location::Postgres(address) => open::postgres(&Server::unlimited(), address, None, "public", size).await,
        }
    }

    /// Opens a tenant's database, which must exist, for its people: on PostgreSQL as the tenant's own role.
    pub async fn open(&self, home: &Home, size: PoolSize) -> Result<Db, DbError> {
        match self.site(home).await? {
            Site::File => self.open_file(&home.name, size, Purpose::Reading).await,
            Site::Database(server) => server.open_as_role(&Tables::of_database(&home.name), size).await,
            Site::Schema(server) => server.open_schema(&home.name, size).await,
        }
    }

    /// Makes a tenant's database as a copy of the migrated template for these modules, or its schema, and its role on
    /// PostgreSQL. Gives what it is now.
    pub async fn create(&self, home: &Home, modules: &[Module]) -> Result<Arc<Condition>, DbError> {
        let clean = self.clean(home, modules).await?;
        let (site, name) = (self.site(home).await?, &home.name);
        match &site {
            Site::File => {
                let template = self.template(&site, modules).await?;
                copy_durably(self.file(&template), self.file(name.as_str())).await?;
            }
            Site::Database(server) => {
                let template = self.template(&site, modules).await?;
                server.create_database(name.as_str(), &template).await?;
                server.make_role(&Tables::of_database(name)).await?;
            }
            Site::Schema(server) => self.create_schema(server, home, modules, &clean).await?,
        }
        Ok(clean)
    }

    /// Removes a tenant's database and all that is in it, half-made ones too, and its role. What isn't there is no error.
    pub async fn drop(&self, home: &Home) -> Result<(), DbError> {
        let name = &home.name;
        match self.site(home).await? {
            Site::File => remove_with_draft(&self.file(name.as_str())).await,
            Site::Database(server) => {
                server.drop_database(name.as_str()).await?;
                server.drop_role(name).await
            }
            Site::Schema(server) => {
                server.drop_schema(name.as_str()).await?;
                server.drop_role(name).await
            }
        }
    }

    /// Bytes that a tenant's data takes on its server or disk.
    pub async fn size(&self, home: &Home) -> Result<i64, DbError> {
        match self.site(home).await? {
            Site::File => {
                let file = self.file(home.name.as_str());
                // What was written last is in the log until it is written back.
                let log = tokio::fs::metadata(file.with_extension("db-wal")).await.map_or(0, |log| log.len());
                let bytes = tokio::fs::metadata(file).await?.len() + log;
                Ok(i64::try_from(bytes).unwrap_or(i64::MAX))
            }
            Site::Database(server) => {
                let size = sqlx::query_scalar("select pg_database_size($1)").bind(home.name.as_str());
                Ok(size.fetch_one(server.admin().await?).await?)
            }
            Site::Schema(server) => server.size_of_schema(home.name.as_str()).await,
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

    pub(super) async fn site(&self, home: &Home) -> Result<Site, DbError> {
        if home.placement == Placement::Sqlite {
            return Ok(Site::File);
        }
        let server = match home.server {
            Some(id) => self.registered.get(id).await?,
            None => self.own.clone().ok_or_else(|| io::Error::other("this deployment has no PostgreSQL of its own"))?,
        };
        Ok(if home.placement == Placement::PostgresSchema { Site::Schema(server) } else { Site::Database(server) })
    }

    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.folder_of_tenants().join(format!("{name}.db"))
    }

    pub(super) fn folder_of_tenants(&self) -> PathBuf {
        self.files.join("tenants")
    }

    pub(super) fn folder_of_snapshots(&self) -> PathBuf {
        self.files.join("snapshots")
    }
}

/// Until the settings say how many connections there may be.
const DEFAULT_BUDGET: u32 = 60;
