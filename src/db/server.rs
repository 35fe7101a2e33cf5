//! A PostgreSQL server that holds tenants: the deployment's own, or one that was registered.

use super::{
    Db, DbError, Lifecycle, Location, PoolSize, open,
    pool::{Pool, Server},
    templates::Templates,
};
use crate::ids::ServerId;
use futures::future::BoxFuture;
use sqlx::{AssertSqlSafe, Executor, PgConnection, PgPool};
use std::{
    collections::HashMap,
    fmt, io,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::OnceCell;

/// How long the address of a registered server is taken for true.
const FRESH: Duration = Duration::from_secs(2);

pub(super) struct PostgresServer {
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
    pub(super) fn new(address: String, budget: u32) -> Self {
        let connections = Server::with_budget(budget);
        let (templates, admin, shared) = (Templates::default(), OnceCell::new(), OnceCell::new());
        Self { address, templates, connections, admin, asked: Mutex::new(Instant::now()), shared }
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

    /// The sessions that the server allows to others than its administrators.
    pub(super) async fn connections_allowed(&self) -> Result<u32, DbError> {
        let text = "select current_setting('max_connections')::int
                           - current_setting('superuser_reserved_connections')::int";
        let allowed: i32 = sqlx::query_scalar(text).fetch_one(self.admin().await?).await?;
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

    pub(super) async fn drop_database(&self, name: &str) -> Result<(), DbError> {
        self.statement(format!("drop database if exists \"{name}\" with (force)")).await
    }
}

impl fmt::Debug for PostgresServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({})", Location::Postgres(self.address.clone()))
    }
}

/// Gives the address of a registered server, its password included.
pub trait Addresses: fmt::Debug + Send + Sync {
    fn address(&self, server: ServerId) -> BoxFuture<'_, Result<String, DbError>>;
}

/// The registered servers that this process had to do with, and who knows the others.
#[derive(Debug)]
pub(super) struct Registered {
    known: Mutex<HashMap<ServerId, Arc<PostgresServer>>>,
    /// The most connections to each of them.
    budget: AtomicU32,
    addresses: OnceLock<Box<dyn Addresses>>,
}

impl Registered {
    pub(super) fn new(budget: u32) -> Self {
        Self { known: Mutex::default(), budget: budget.into(), addresses: OnceLock::new() }
    }

    /// Changes the budget of each.
    pub(super) fn allow(&self, budget: u32) {
        self.budget.store(budget, Ordering::Relaxed);
        self.all().iter().for_each(|server| server.connections.allow(budget));
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
            (Ok(address), Some(known)) if known.address == address => {
                known.refresh();
                Ok(known)
            }
            (Ok(address), known) => Ok(self.keep(id, address, known)),
            (Err(error), Some(known)) => {
                tracing::warn!(error = %error.told(), "the address of a server could not be read again");
                known.refresh();
                Ok(known)
            }
            (Err(error), None) => Err(error),
        }
    }

    /// Keeps what was asked for, unless somebody else did so meanwhile.
    fn keep(&self, id: ServerId, address: String, before: Option<Arc<PostgresServer>>) -> Arc<PostgresServer> {
        let mut known = self.lock();
        match known.get(&id) {
            Some(newer) if before.as_ref().is_none_or(|before| !Arc::ptr_eq(before, newer)) => newer.clone(),
            _ => {
                let server = Arc::new(PostgresServer::new(address, self.budget.load(Ordering::Relaxed)));
                known.insert(id, server.clone());
                server
            }
        }
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
            PostgresServer::new("postgres://ann:s3cret@db.example/postgres?sslmode=require&password=s3cret".into(), 1);
        assert_eq!(format!("{server:?}"), "Server(postgres://***@db.example/postgres)");
    }
}
