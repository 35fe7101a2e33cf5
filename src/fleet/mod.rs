//! The pool manager: it owns every connection to a tenant's database. A database is opened on first use, once however
//! many ask for it; the least recently used is closed when the budget is short; idle ones are closed by a reaper; who
//! can't be served within a bounded wait is told to come again.

mod admission;
mod close;
mod counters;
mod entry;
mod limits;
mod metrics;
pub(crate) mod nodes;
mod open;
mod resting;

pub use admission::Admitted;
pub use counters::{Counters, Figures, ServerFigures};
pub(crate) use limits::{DESCRIPTORS_FOR_THE_REST, DESCRIPTORS_PER_CONNECTION};
pub use open::TenantDb;

use crate::{
    config::PoolSettings,
    db::{Db, DbError, Lifecycle, Location, PoolSize},
    error::Result,
    ids::TenantId,
};
use admission::Admission;
use entry::Entry;
use metrics::Metrics;
use resting::Resting;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicBool},
    time::Duration,
};
use tokio::sync::Notify;

#[derive(Clone, Debug)]
pub struct Fleet(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    lifecycle: Lifecycle,
    of_file: PoolSize,
    on_server: PoolSize,
    /// Databases that may be open at once.
    limit: usize,
    idle: Duration,
    open: Mutex<HashMap<TenantId, Arc<Entry>>>,
    /// Told when a database was given back, so that somebody who waits for room looks again.
    room: Notify,
    closing: AtomicBool,
    resting: Resting,
    admission: Arc<Admission>,
    counters: Counters,
    metrics: Metrics,
    /// What the settings allow, before it is shared with other nodes.
    postgres_connections: u32,
    central_connections: u32,
}

impl Fleet {
    pub fn new(lifecycle: Lifecycle, settings: &PoolSettings) -> Self {
        let sqlite = matches!(lifecycle.location(), Location::Sqlite(_));
        let size = |most| PoolSize { most, wait: settings.acquire_timeout() };
        let limit = if sqlite { limits::affordable(settings) } else { settings.max_open_tenants };
        lifecycle.allow(settings.postgres_connections);
        Self(Arc::new(Inner {
            lifecycle,
            of_file: size(settings.sqlite_readers),
            on_server: size(settings.postgres_connections_per_tenant),
            limit: limit.max(1) as usize,
            resting: Resting::default(),
            admission: Admission::new(settings),
            idle: settings.idle_close(),
            open: Mutex::default(),
            room: Notify::new(),
            closing: AtomicBool::new(false),
            counters: Counters::default(),
            metrics: Metrics::new(),
            postgres_connections: settings.postgres_connections,
            central_connections: settings.central_connections,
        }))
    }

    /// A tenant's request comes in. As long as the answer is worked on, what this gives is held.
    ///
    /// # Errors
    /// `Unavailable` when the tenant has too many at once.
    pub async fn admit(&self, tenant: TenantId) -> Result<Admitted> {
        self.0.admission.admit(tenant, &self.0.counters, &self.0.metrics).await
    }

    /// Takes this node's share of what each PostgreSQL server allows. The central database's connections are on the
    /// deployment's own.
    ///
    /// # Errors
    /// When the own server can't be asked; the share stays as it was.
    pub(crate) async fn share_with(&self, nodes: u32) -> std::result::Result<(), DbError> {
        let share = |allows, is_own| {
            let central = if is_own { self.0.central_connections } else { 0 };
            nodes::share(allows, nodes, central, self.0.postgres_connections)
        };
        self.0.lifecycle.share(share).await
    }

    /// Those whose database is open here.
    pub(crate) fn open_tenants(&self) -> Vec<TenantId> {
        self.0.lock().keys().copied().collect()
    }

    /// Those whose database could not be opened several times, and was not opened since.
    pub(crate) fn unreachable(&self) -> Vec<TenantId> {
        self.0.resting.resting()
    }

    pub fn figures(&self) -> Figures {
        let open = self.0.lock();
        let connections = open.values().filter_map(|entry| entry.db.get()).map(Db::connections).sum();
        let in_use = open.values().filter(|entry| Arc::strong_count(entry) > 1).count();
        let at_work = self.0.admission.organisations();
        let (limit, server) = (self.0.limit, self.server());
        let mut figures =
            Figures { open: open.len(), limit, in_use, connections, at_work, server, ..Figures::default() };
        self.0.counters.fill(&mut figures);
        figures
    }

    /// Connections of this process to one tenant's database.
    pub(crate) fn connections_of(&self, tenant: TenantId) -> u32 {
        self.0.lock().get(&tenant).and_then(|entry| entry.db.get()).map_or(0, Db::connections)
    }

    /// The figures in the text format of Prometheus.
    pub fn prometheus(&self) -> String {
        self.0.metrics.prometheus(&self.figures())
    }

    /// Of the deployment's own.
    fn server(&self) -> Option<ServerFigures> {
        let server = self.0.lifecycle.own_connections()?;
        let (open, allowed) = server.seats()?;
        Some(ServerFigures { open, allowed, is_resting: server.breaker().is_open() })
    }
}

impl Inner {
    fn lock(&self) -> MutexGuard<'_, HashMap<TenantId, Arc<Entry>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
