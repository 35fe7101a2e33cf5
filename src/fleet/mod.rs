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
pub(crate) use limits::{DESCRIPTORS_FOR_THE_REST, DESCRIPTORS_PER_CONNECTION, descriptors_for, files_affordable};
pub use nodes::share_servers;
pub use open::TenantDb;

use crate::{
    config::PoolSettings,
    db::{Db, DbError, Lifecycle, Location, PoolSize, Shares},
    error::Result,
    ids::TenantId,
};
use admission::Admission;
use entry::Entry;
use metrics::Metrics;
use resting::Resting;
use std::{
    collections::{BTreeMap, HashMap},
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
    /// Databases that may be open at once, and how many of them may be files.
    limit: usize,
    limit_of_files: usize,
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
    alone: Shares,
}

impl Fleet {
    pub fn new(lifecycle: Lifecycle, settings: &PoolSettings) -> Self {
        let size = |most| PoolSize { most, wait: settings.acquire_timeout() };
        let limit_of_files = limits::affordable(settings);
        let limit = match lifecycle.location() {
            Location::Sqlite(_) => limit_of_files,
            Location::Postgres(_) => settings.max_open_tenants,
        };
        let alone = Shares::alone(settings.postgres_connections, settings.central_connections);
        lifecycle.allow(alone);
        Self(Arc::new(Inner {
            lifecycle,
            of_file: size(settings.sqlite_readers),
            on_server: size(settings.postgres_connections_per_tenant),
            limit: limit.max(1) as usize,
            limit_of_files: limit_of_files as usize,
            resting: Resting::default(),
            admission: Admission::new(settings),
            idle: settings.idle_close(),
            open: Mutex::default(),
            room: Notify::new(),
            closing: AtomicBool::new(false),
            counters: Counters::default(),
            metrics: Metrics::new(),
            alone,
        }))
    }

    /// A tenant's request comes in. As long as the answer is worked on, what this gives is held.
    ///
    /// # Errors
    /// `Unavailable` when the tenant has too many at once.
    pub async fn admit(&self, tenant: TenantId) -> Result<Admitted> {
        self.0.admission.admit(tenant, &self.0.counters, &self.0.metrics).await
    }

    /// The same for a request whose body is still on its way: half of the places are theirs.
    ///
    /// # Errors
    /// As for [`admit`](Self::admit).
    pub async fn admit_sending(&self, tenant: TenantId) -> Result<Admitted> {
        let leave = self.0.admission.leave_to_send(tenant, &self.0.counters).await?;
        Ok(self.admit(tenant).await?.sending(leave))
    }

    /// Takes this node's share of what each PostgreSQL server allows, among so many nodes.
    ///
    /// # Errors
    /// When the own server can't be asked; the share stays as it was.
    async fn share_with(&self, nodes: u32, is_new: bool) -> std::result::Result<(), DbError> {
        self.0.lifecycle.share(Shares { nodes, is_new, ..self.0.alone }).await
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
        let (open, limit, (server, registered)) = (open.len(), self.0.limit, self.servers());
        let mut figures =
            Figures { open, limit, in_use, connections, at_work, server, registered, ..Figures::default() };
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

    /// Of the deployment's own server, and of the registered ones by their names.
    fn servers(&self) -> (Option<ServerFigures>, BTreeMap<String, ServerFigures>) {
        let (mut own, mut registered) = (None, BTreeMap::new());
        for (name, server) in self.0.lifecycle.connections() {
            let Some((open, allowed)) = server.seats() else { continue };
            let (is_resting, waited) = (server.breaker().is_open(), server.waited());
            let figures = ServerFigures { open, allowed, is_resting, waited };
            match name {
                None => own = Some(figures),
                Some(name) => drop(registered.insert(name, figures)),
            }
        }
        (own, registered)
    }
}

impl Inner {
    fn lock(&self) -> MutexGuard<'_, HashMap<TenantId, Arc<Entry>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
