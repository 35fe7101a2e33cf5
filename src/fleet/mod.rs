//! The pool manager: it owns every connection to a tenant's database. A database is opened on first use, once however
//! many ask for it; the least recently used is closed when the budget is short; idle ones are closed by a reaper; who
//! can't be served within a bounded wait is told to come again.

mod admission;
mod counters;
mod limits;
mod metrics;
pub(crate) mod nodes;

pub use admission::Admitted;
pub use counters::{Counters, Figures, ServerFigures};
pub(crate) use limits::{DESCRIPTORS_FOR_THE_REST, DESCRIPTORS_PER_CONNECTION};

use crate::{
    config::PoolSettings,
    db::{Breaker, Db, DbError, Lifecycle, Location, PoolSize},
    error::{Error, Result},
    ids::TenantId,
    tenants::{Tenant, TenantStatus},
};
use admission::Admission;
use metrics::Metrics;
use std::{
    collections::HashMap,
    io,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::{Notify, OnceCell};

/// How long a connection to PostgreSQL may lie idle.
const POSTGRES_IDLE: Duration = Duration::from_mins(1);

#[derive(Clone, Debug)]
pub struct Fleet(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    lifecycle: Lifecycle,
    size: PoolSize,
    /// Databases that may be open at once.
    limit: usize,
    idle: Duration,
    open: Mutex<HashMap<TenantId, Arc<Entry>>>,
    /// Told when a database was given back, so that somebody who waits for room looks again.
    room: Notify,
    closing: AtomicBool,
    /// Tenants whose database could not be opened. One that comes back isn't here any more.
    resting: Mutex<HashMap<TenantId, Arc<Breaker>>>,
    admission: Arc<Admission>,
    counters: Counters,
    metrics: Metrics,
    /// What the settings allow, before it is shared with other nodes.
    postgres_connections: u32,
    central_connections: u32,
}

#[derive(Debug)]
struct Entry {
    db: OnceCell<Db>,
    last_used: Mutex<Instant>,
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
        let most = if sqlite { settings.sqlite_readers } else { settings.postgres_connections_per_tenant };
        let limit = if sqlite { limits::affordable(settings) } else { settings.max_open_tenants };
        lifecycle.server().allow(settings.postgres_connections);
        Self(Arc::new(Inner {
            lifecycle,
            size: PoolSize { most, wait: settings.acquire_timeout() },
            limit: limit.max(1) as usize,
            resting: Mutex::default(),
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
    /// `Unavailable` when there is no room within the bounded wait, when the database can't be opened, and in
    /// maintenance: then it may be exchanged, which nobody may have open.
    pub async fn open(&self, tenant: &Tenant) -> Result<TenantDb> {
        if tenant.status == TenantStatus::Maintenance {
            return Err(Error::unavailable(5, io::Error::other("somebody works on this organisation's database")));
        }
        self.0.may_try(tenant.id)?;
        let entry = self.place(tenant.id).await?;
        let lease = Arc::new(Lease { entry: Some(entry.clone()), fleet: self.0.clone() });
        let opened = entry.db.get_or_try_init(async || {
            self.0.counters.count_open();
            let started = Instant::now();
            let db = self.0.lifecycle.open(&tenant.database, self.0.size).await?;
            self.0.metrics.opened_in(started.elapsed());
            self.0.resting().remove(&tenant.id);
            Ok::<_, DbError>(db)
        });
        match opened.await {
            Ok(db) => Ok(TenantDb { db: db.clone(), _lease: lease }),
            Err(error) => {
                self.0.counters.count_failure();
                self.0.forget(tenant.id, &entry);
                if !error.blames_the_server() {
                    self.0.failed(tenant.id);
                }
                Err(Error::unavailable(5, error))
            }
        }
    }

    /// The tenant's place among the open ones, made by closing another if it must be.
    async fn place(&self, tenant: TenantId) -> Result<Arc<Entry>> {
        let deadline = tokio::time::Instant::now() + self.0.size.wait;
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

    /// Closes a tenant's database once nobody uses it. The next visit opens it again.
    pub async fn close(&self, tenant: TenantId) {
        let entry = self.0.lock().remove(&tenant);
        if let Some(db) = entry.as_ref().and_then(|entry| entry.db.get()) {
            self.0.counters.count_maintenance_close();
            db.close().await;
        }
    }

    /// Takes this node's share of what the deployment's PostgreSQL server allows.
    ///
    /// # Errors
    /// When the server can't be asked; the share stays as it was.
    pub(crate) async fn share_with(&self, nodes: u32) -> std::result::Result<(), DbError> {
        if let Some(allows) = self.0.lifecycle.connections_allowed().await? {
            let share = nodes::share(allows, nodes, self.0.central_connections, self.0.postgres_connections);
            self.0.lifecycle.server().allow(share);
        }
        Ok(())
    }

    /// Those whose database is open here.
    pub(crate) fn open_tenants(&self) -> Vec<TenantId> {
        self.0.lock().keys().copied().collect()
    }

    /// Closes what nobody used for the idle time, and connections to PostgreSQL sooner: each is a process there.
    pub async fn reap(&self) {
        self.0.metrics.tidy();
        self.0.lifecycle.server().reap(self.0.idle.min(POSTGRES_IDLE)).await;
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

    /// The figures in the text format of Prometheus.
    pub fn prometheus(&self) -> String {
        self.0.metrics.prometheus(&self.figures())
    }

    fn server(&self) -> Option<ServerFigures> {
        let server = self.0.lifecycle.server();
        let (open, allowed) = server.seats()?;
        let is_postgres = matches!(self.0.lifecycle.location(), Location::Postgres(_));
        is_postgres.then(|| ServerFigures { open, allowed, is_resting: server.breaker().is_open() })
    }
}

impl Inner {
    fn lock(&self) -> MutexGuard<'_, HashMap<TenantId, Arc<Entry>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The entry of an open tenant, or a new one when there is room or somebody idle to close.
    fn place(&self, tenant: TenantId) -> Option<Arc<Entry>> {
        let mut open = self.lock();
        if let Some(entry) = open.get(&tenant) {
            self.counters.count_hit();
            return Some(entry.clone());
        }
        if open.len() >= self.limit {
            let victim = least_recently_used(&open)?;
            let entry = open.remove(&victim)?;
            self.counters.count_eviction();
            tokio::spawn(async move { entry.shut().await });
        }
        let entry = Arc::new(Entry { db: OnceCell::new(), last_used: Mutex::new(Instant::now()) });
        open.insert(tenant, entry.clone());
        Some(entry)
    }

    fn resting(&self) -> MutexGuard<'_, HashMap<TenantId, Arc<Breaker>>> {
        self.resting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What could not be opened several times is left alone for a moment.
    fn may_try(&self, tenant: TenantId) -> Result<()> {
        let Some(breaker) = self.resting().get(&tenant).cloned() else { return Ok(()) };
        breaker.admit().map_err(|rest| {
            self.counters.count_rested();
            Error::unavailable(seconds(rest), io::Error::other("the database could not be opened a moment ago"))
        })
    }

    fn failed(&self, tenant: TenantId) {
        self.resting().entry(tenant).or_default().failed();
    }

    /// Takes a failed entry out, unless somebody put a new one in its place.
    fn forget(&self, tenant: TenantId, entry: &Arc<Entry>) {
        let mut open = self.lock();
        if open.get(&tenant).is_some_and(|held| Arc::ptr_eq(held, entry) && held.db.get().is_none()) {
            open.remove(&tenant);
        }
    }
}

/// Among those that nobody holds: the map's own reference is the only one.
fn least_recently_used(open: &HashMap<TenantId, Arc<Entry>>) -> Option<TenantId> {
    let free = open.iter().filter(|(_, entry)| Arc::strong_count(entry) == 1);
    free.min_by_key(|(_, entry)| entry.last_used()).map(|(id, _)| *id)
}

/// Whole seconds, for Retry-After.
fn seconds(rest: Duration) -> u32 {
    u32::try_from(rest.as_secs()).unwrap_or(u32::MAX).saturating_add(1)
}

impl Entry {
    fn touch(&self) {
        *self.last_used.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn last_used(&self) -> Instant {
        *self.last_used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_idle(self: &Arc<Self>, idle: Duration) -> bool {
        Arc::strong_count(self) == 1 && self.last_used().elapsed() >= idle
    }

    async fn shut(&self) {
        if let Some(db) = self.db.get() {
            db.close().await;
        }
    }
}
