//! The pool manager: it owns every connection to a tenant's database. A database is opened on first use, once however
//! many ask for it; the least recently used is closed when the budget is short; idle ones are closed by a reaper; who
//! can't be served within a bounded wait is told to come again.

mod admission;
mod counters;
mod entry;
mod limits;
mod metrics;
pub(crate) mod nodes;
mod resting;

pub use admission::Admitted;
pub use counters::{Counters, Figures, ServerFigures};
pub(crate) use limits::{DESCRIPTORS_FOR_THE_REST, DESCRIPTORS_PER_CONNECTION};

use crate::{
    config::PoolSettings,
    db::{Db, DbError, Lifecycle, Location, PoolSize},
    error::{Error, Result},
    ids::TenantId,
    servers::Placement,
    tenants::Tenant,
};
use admission::Admission;
use entry::{Entry, least_recently_used};
use metrics::Metrics;
use resting::Resting;
use std::{
    collections::HashMap,
    io,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::Notify;

/// How long a connection to PostgreSQL may lie idle.
const POSTGRES_IDLE: Duration = Duration::from_mins(1);

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

/// An open database of one tenant. As long as it is held the database isn't closed. It can only be had for a `Tenant`,
/// and a `Tenant` only by resolving.
#[derive(Clone, Debug)]
pub struct TenantDb {
    db: Db,
    _lease: Arc<Lease>,
}

#[derive(Debug)]
struct Lease {
    /// `None` only while it is dropped.
    entry: Option<Arc<Entry>>,
    fleet: Arc<Inner>,
}

impl TenantDb {
    pub fn db(&self) -> &Db {
        &self.db
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        // The entry is let go before the waiting are told: who looks then must find it free.
        if let Some(entry) = self.entry.take() {
            entry.touch();
        }
        self.fleet.room.notify_one();
    }
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

    /// The tenant's database, opened if it isn't yet.
    ///
    /// # Errors
    /// `Unavailable` when there is no room within the bounded wait, when the database can't be opened, in maintenance and
    /// after a deletion: then it may be exchanged or removed, which nobody may have open.
    pub async fn open(&self, tenant: &Tenant) -> Result<TenantDb> {
        if tenant.is_shut() {
            return Err(Error::unavailable(5, io::Error::other("somebody works on this organisation's database")));
        }
        self.0.may_try(tenant.id)?;
        let entry = self.place(tenant).await?;
        let lease = Arc::new(Lease { entry: Some(entry.clone()), fleet: self.0.clone() });
        let opened = entry.db.get_or_try_init(async || {
            self.0.counters.count_open();
            let started = Instant::now();
            let is_file = tenant.home.placement() == Placement::Sqlite;
            let size = if is_file { self.0.of_file } else { self.0.on_server };
            let db = self.0.lifecycle.open(&tenant.home, size).await?;
            self.0.metrics.opened_in(started.elapsed());
            self.0.resting.opened(tenant.id);
            Ok::<_, DbError>(db)
        });
        match opened.await {
            Ok(db) => Ok(TenantDb { db: db.clone(), _lease: lease }),
            Err(error) => {
                self.0.counters.count_failure();
                self.0.forget(tenant.id, &entry);
                if !error.blames_the_server() {
                    self.0.resting.failed(tenant.id);
                }
                Err(Error::unavailable(5, error))
            }
        }
    }

    /// The tenant's place among the open ones, made by closing another if it must be.
    async fn place(&self, tenant: &Tenant) -> Result<Arc<Entry>> {
        let deadline = tokio::time::Instant::now() + self.0.on_server.wait;
        loop {
            // Listening starts before the look, so that room that is made in between isn't missed.
            let room = self.0.room.notified();
            if self.0.closing.load(Ordering::Relaxed) {
                return Err(Error::unavailable(5, io::Error::other("the server is shutting down")));
            }
            if let Some(entry) = self.0.place(tenant) {
                return Ok(entry);
            }
            self.0.counters.count_wait();
            let started = Instant::now();
            let came = tokio::time::timeout_at(deadline, room).await;
            self.0.metrics.waited_for_room(started.elapsed());
            if came.is_err() {
                self.0.counters.count_refusal();
                return Err(Error::unavailable(2, io::Error::other("all databases that may be open are in use")));
            }
        }
    }

    /// Lets go of a tenant's database that is somewhere else now. Who still reads there goes on; the next visit opens the new one.
    pub(crate) fn leave(&self, tenant: TenantId) {
        if let Some(entry) = self.0.lock().remove(&tenant) {
            tokio::spawn(entry.shut_when_free());
        }
    }

    /// Closes a tenant's database once nobody uses it. The next visit opens it again.
    pub async fn close(&self, tenant: TenantId) {
        let entry = self.0.lock().remove(&tenant);
        if let Some(db) = entry.as_ref().and_then(|entry| entry.db.get()) {
            self.0.counters.count_maintenance_close();
            db.close().await;
        }
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

    /// Closes what nobody used for the idle time, and connections to PostgreSQL sooner: each is a process there.
    pub async fn reap(&self) {
        self.0.metrics.tidy();
        self.0.lifecycle.reap(self.0.idle.min(POSTGRES_IDLE)).await;
        let idle: Vec<Arc<Entry>> = {
            let mut open = self.0.lock();
            let ids: Vec<TenantId> =
                open.iter().filter(|(_, entry)| entry.is_idle(self.0.idle)).map(|(id, _)| *id).collect();
            ids.iter().filter_map(|id| open.remove(id)).collect()
        };
        for entry in idle {
            self.0.counters.count_idle_close();
            entry.shut().await;
        }
    }

    /// Refuses new work, waits for the databases in use, closes all of them.
    pub async fn shut_down(&self) {
        self.0.closing.store(true, Ordering::Relaxed);
        let entries: Vec<Arc<Entry>> = self.0.lock().drain().map(|(_, entry)| entry).collect();
        for entry in entries {
            entry.shut().await;
        }
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

    /// The entry of an open tenant, or a new one when there is room or somebody idle to close.
    fn place(&self, tenant: &Tenant) -> Option<Arc<Entry>> {
        let mut open = self.lock();
        match open.get(&tenant.id) {
            Some(entry) if entry.home == tenant.home => {
                self.counters.count_hit();
                return Some(entry.clone());
            }
            // It has moved. Who still reads at the old place is waited for.
            Some(entry) => {
                let (old, new) = (entry.clone(), Arc::new(Entry::new(tenant.home.clone())));
                open.insert(tenant.id, new.clone());
                tokio::spawn(old.shut_when_free());
                return Some(new);
            }
            None => {}
        }
        if open.len() >= self.limit {
            let victim = least_recently_used(&open)?;
            let entry = open.remove(&victim)?;
            self.counters.count_eviction();
            tokio::spawn(async move { entry.shut().await });
        }
        let entry = Arc::new(Entry::new(tenant.home.clone()));
        open.insert(tenant.id, entry.clone());
        Some(entry)
    }

    fn may_try(&self, tenant: TenantId) -> Result<()> {
        self.resting.may_try(tenant).map_err(|rest| {
            self.counters.count_rested();
            Error::unavailable(seconds(rest), io::Error::other("the database could not be opened a moment ago"))
        })
    }

    /// Takes a failed entry out, unless somebody put a new one in its place.
    fn forget(&self, tenant: TenantId, entry: &Arc<Entry>) {
        let mut open = self.lock();
        if open.get(&tenant).is_some_and(|held| Arc::ptr_eq(held, entry) && held.db.get().is_none()) {
            open.remove(&tenant);
        }
    }
}

/// Whole seconds, for Retry-After.
fn seconds(rest: Duration) -> u32 {
    u32::try_from(rest.as_secs()).unwrap_or(u32::MAX).saturating_add(1)
}
