//! A PostgreSQL server that holds tenants: the deployment's own, or one that was registered.

use super::{
    Db, DbError, Lifecycle, Location, PoolSize, open,
    pool::{Pool, Server},
    shares::Shares,
    templates::Templates,
};
use crate::ids::ServerId;
use futures::future::BoxFuture;
use sqlx::{AssertSqlSafe, Executor, PgConnection, PgPool};
use std::{
    collections::HashMap,
    fmt, io,
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::{Duration, Instant},
};
use tokio::{
    sync::OnceCell,
    time::{sleep, timeout},
};

/// How long the address of a registered server is taken for true.
const FRESH: Duration = Duration::from_secs(2);

/// The sessions that a server allows to others than its administrators, or to this login where that are fewer.
pub(super) const ALLOWED: &str = "select least(current_setting('max_connections')::int
             - current_setting('superuser_reserved_connections')::int
             - coalesce(current_setting('reserved_connections', true)::int, 0),
           nullif(rolconnlimit, -1))
    from pg_roles where rolname = session_user";

/// How long a server may take to say what it allows.
const PATIENCE: Duration = Duration::from_secs(2);

pub(super) struct PostgresServer {
    /// `None` is the deployment's own.
    pub(super) name: Option<String>,
    /// With the password: it is never printed.
    address: String,
    pub(super) templates: Templates,
    /// The connections to tenants' databases there, which have one budget.
    pub(super) connections: Server<PgConnection>,
    admin: OnceCell<PgPool>,
    /// When the address was asked for.
    asked: Mutex<Instant>,
    /// Connections of the login to the database that the tenants with a schema of their own share.
    pub(super) shared: OnceCell<Pool<PgConnection>>,
}

impl PostgresServer {
    pub(super) fn own(address: String, budget: u32) -> Self {
        Self::new(None, address, Server::with_budget(budget))
    }

    fn new(name: Option<String>, address: String, connections: Server<PgConnection>) -> Self {
        let (templates, admin, shared) = (Templates::default(), OnceCell::new(), OnceCell::new());
        Self { name, address, templates, connections, admin, asked: Mutex::new(Instant::now()), shared }
    }

    /// Opens a database of the server as the login.
    pub(super) async fn open(&self, database: &str, schema: &str, size: PoolSize) -> Result<Db, DbError> {
        open::postgres(&self.connections, &self.address, Some(database), schema, size).await
    }

    fn is_fresh(&self) -> bool {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).elapsed() < FRESH
    }

    fn refresh(&self) {
        *self.asked.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    pub(super) fn address(&self) -> &str {
        &self.address
    }

    /// Connections for work on the server itself.
    pub(super) async fn admin(&self) -> Result<&PgPool, DbError> {
        self.admin.get_or_try_init(|| open::postgres_admin(&self.address)).await
    }

    /// Takes this process's part of what the server allows.
    ///
    /// # Errors
    /// When it doesn't say in time what that is; then the part stays as it was.
    pub(super) fn share(&self, shares: Shares) -> BoxFuture<'_, Result<(), DbError>> {
        // Whoever opens a database may be the first on its server: their future knows nothing of this one.
        Box::pin(async move {
            let allowed = timeout(PATIENCE, self.connections_allowed()).await;
            let allowed = allowed.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
            self.connections.allow(shares.of(allowed, self.name.is_none()));
            Ok(())
        })
    }

    async fn connections_allowed(&self) -> Result<u32, DbError> {
        let allowed: i32 = sqlx::query_scalar(ALLOWED).fetch_one(self.admin().await?).await?;
        Ok(u32::try_from(allowed).unwrap_or_default())
    }

    /// Runs DDL whose identifiers were all generated here.
    pub(super) async fn statement(&self, ddl: String) -> Result<(), DbError> {
        self.admin().await?.execute(AssertSqlSafe(ddl)).await?;
        Ok(())
    }

    pub(super) async fn has_database(&self, name: &str) -> Result<bool, DbError> {
        let exists = sqlx::query_scalar("select exists (select from pg_database where datname = $1)").bind(name);
        Ok(exists.fetch_one(self.admin().await?).await?)
    }

    /// Makes a database with all that is in another, to which nobody is connected.
    pub(super) async fn create_database(&self, name: &str, of: &str) -> Result<(), DbError> {
        create_database(self.admin().await?, name, of).await
    }

    /// Removes a database, be it one that the server still makes for somebody who died.
    ///
    /// # Errors
    /// When the server doesn't give that up.
    pub(super) async fn drop_database(&self, name: &str) -> Result<(), DbError> {
        self.end_creation(name).await?;
        self.statement(format!("drop database if exists \"{name}\" with (force)")).await
    }

    /// PostgreSQL goes on with `create database` when its client is gone, and until it is done nobody sees that there is one: it
    /// would be there after it was dropped.
    async fn end_creation(&self, name: &str) -> Result<(), DbError> {
        let text = "select count(pg_terminate_backend(pid)) from pg_stat_activity
                    where usename = current_user and state = 'active' and pid <> pg_backend_pid()
                      and starts_with(query, $1)";
        let beginning = creating(name);
        for _ in 0..100 {
            if sqlx::query_scalar::<_, i64>(text).bind(&beginning).fetch_one(self.admin().await?).await? == 0 {
                return Ok(());
            }
            sleep(Duration::from_millis(50)).await;
        }
        Err(io::Error::new(io::ErrorKind::TimedOut, format!("the server goes on making {name}")).into())
    }
}

/// How the statement that makes a database begins.
fn creating(name: &str) -> String {
    format!("create database \"{name}\" ")
}

/// Makes a database with all that is in another, to which nobody is connected. Both names are plain identifiers.
pub(super) async fn create_database(admin: &PgPool, name: &str, of: &str) -> Result<(), DbError> {
    let fsync: String = sqlx::query_scalar("select current_setting('fsync')").fetch_one(admin).await?;
    let strategy = copying_strategy(&fsync);
    admin.execute(AssertSqlSafe(format!("{}template \"{of}\" strategy {strategy}", creating(name)))).await?;
    Ok(())
}

/// Copying a database's files takes two checkpoints, in which a server with much to write holds everybody up; without them
/// each page goes through the log. Where nothing is forced onto the disk, a checkpoint is nothing, and the log is four
/// fifths of the time: the servers of tests.
fn copying_strategy(fsync: &str) -> &'static str {
    if fsync == "off" { "file_copy" } else { "wal_log" }
}

impl fmt::Debug for PostgresServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({})", Location::Postgres(self.address.clone()))
    }
}

/// A registered server: what operators call it, and its address, password included.
pub struct NamedAddress {
    pub name: String,
    pub address: String,
}

/// Gives the addresses of registered servers.
pub trait Addresses: fmt::Debug + Send + Sync {
    fn address(&self, server: ServerId) -> BoxFuture<'_, Result<NamedAddress, DbError>>;
}

/// The registered servers that this process had to do with, and who knows the others.
#[derive(Debug)]
pub(super) struct Registered {
    known: Mutex<HashMap<ServerId, Arc<PostgresServer>>>,
    /// What this process may have of each of them.
    shares: Mutex<Shares>,
    addresses: OnceLock<Box<dyn Addresses>>,
}

impl Registered {
    pub(super) fn new(shares: Shares) -> Self {
        Self { known: Mutex::default(), shares: Mutex::new(shares), addresses: OnceLock::new() }
    }

    /// What this process may have of those that it will have to do with.
    pub(super) fn agree(&self, shares: Shares) {
        *self.shares.lock().unwrap_or_else(PoisonError::into_inner) = shares;
    }

    fn shares(&self) -> Shares {
        *self.shares.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Those that this process had to do with.
    pub(super) fn all(&self) -> Vec<Arc<PostgresServer>> {
        self.lock().values().cloned().collect()
    }

    /// Those that are left alone for a moment, because they can't be reached.
    pub(super) fn resting(&self) -> Vec<ServerId> {
        let known = self.lock();
        known.iter().filter(|(_, server)| server.connections.breaker().is_open()).map(|(id, _)| *id).collect()
    }

    /// Who is told first stays.
    pub(super) fn know(&self, addresses: Box<dyn Addresses>) {
        let _known_already = self.addresses.set(addresses);
    }

    /// The server by the address that it has now. Who has an address goes on with it when there is no asking.
    pub(super) async fn get(&self, id: ServerId) -> Result<Arc<PostgresServer>, DbError> {
        let known = self.lock().get(&id).cloned();
        if let Some(known) = known.as_ref().filter(|known| known.is_fresh()) {
            return Ok(known.clone());
        }
        let addresses = self.addresses.get().ok_or_else(|| io::Error::other("no servers are known here"))?;
        match (addresses.address(id).await, known) {
            (Ok(named), Some(known)) if known.address == named.address => {
                known.refresh();
                Ok(known)
            }
            (Ok(named), known) => Ok(self.meet(id, named, known).await),
            (Err(error), Some(known)) => {
                tracing::warn!(error = %error.told(), "the address of a server could not be read again");
                known.refresh();
                Ok(known)
            }
            (Err(error), None) => Err(error),
        }
    }

    /// Keeps what was asked for, unless somebody else did so meanwhile, and takes a share of it. Who comes while it is asked what
    /// it allows has few connections of it, and so has everybody if it doesn't say: the next time when servers are shared it is
    /// asked again.
    async fn meet(
        &self,
        id: ServerId,
        named: NamedAddress,
        before: Option<Arc<PostgresServer>>,
    ) -> Arc<PostgresServer> {
        let shares = self.shares();
        let server = {
            let mut known = self.lock();
            if let Some(newer) = known.get(&id)
                && before.as_ref().is_none_or(|before| !Arc::ptr_eq(before, newer))
            {
                return newer.clone();
            }
            let connections = before.map_or_else(
                || Server::with_budget(shares.at_first()),
                |before| before.connections.at_another_address(),
            );
            let server = Arc::new(PostgresServer::new(Some(named.name), named.address, connections));
            known.insert(id, server.clone());
            server
        };
        if let Err(error) = server.share(shares).await {
            tracing::warn!(error = %error.told(), server = server.name, "a server does not say what it allows");
        }
        server
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<ServerId, Arc<PostgresServer>>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lifecycle {
    /// Whether the deployment's own server is left alone for a moment because it can't be reached, and which of the others
    /// are.
    pub(crate) fn resting_servers(&self) -> (bool, Vec<ServerId>) {
        let own = self.own.as_ref().is_some_and(|own| own.connections.breaker().is_open());
        (own, self.registered.resting())
    }
}

#[cfg(test)]
mod tests {
    use super::PostgresServer;

    #[test]
    fn a_server_is_printed_without_its_password() {
        let server =
            PostgresServer::own("postgres://ann:s3cret@db.example/postgres?sslmode=require&password=s3cret".into(), 1);
        assert_eq!(format!("{server:?}"), "Server(postgres://***@db.example/postgres)");
    }
}
