//! The pool manager: it owns every connection to a tenant's database. A database is opened on first use, once however
//! many ask for it; the least recently used is closed when the budget is short; idle ones are closed by a reaper; who
//! can't be served within a bounded wait is told to come again.

mod counters;

pub use counters::{Counters, Figures};

use crate::{
    config::PoolSettings,
    db::{Db, Lifecycle, Location, PoolSize},
    error::{Error, Result},
    ids::TenantId,
    servers::Placement,
    tenants::{Tenant, TenantStatus},
};
use std::{
    collections::HashMap,
    io,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::{Notify, OnceCell};

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
    counters: Counters,
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
        let size = |most| PoolSize { most, wait: settings.acquire_timeout() };
        let affordable = settings.postgres_connections / settings.postgres_connections_per_tenant.max(1);
        let limit = if sqlite { settings.max_open_tenants } else { settings.max_open_tenants.min(affordable) };
        Self(Arc::new(Inner {
            lifecycle,
            of_file: size(settings.sqlite_readers),
            on_server: size(settings.postgres_connections_per_tenant),
            limit: limit.max(1) as usize,
            idle: settings.idle_close(),
            open: Mutex::default(),
            room: Notify::new(),
            closing: AtomicBool::new(false),
            counters: Counters::default(),
        }))
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
        let entry = self.admit(tenant.id).await?;
        let lease = Arc::new(Lease { entry: Some(entry.clone()), fleet: self.0.clone() });
        let opened = entry.db.get_or_try_init(|| {
            self.0.counters.count_open();
            let is_file = tenant.home.placement() == Placement::Sqlite;
            self.0.lifecycle.open(&tenant.home, if is_file { self.0.of_file } else { self.0.on_server })
        });
        match opened.await {
            Ok(db) => Ok(TenantDb { db: db.clone(), _lease: lease }),
            Err(error) => {
                self.0.counters.count_failure();
                self.0.forget(tenant.id, &entry);
                Err(Error::unavailable(5, error))
            }
        }
    }

    /// The tenant's place among the open ones, made by closing another if it must be.
    async fn admit(&self, tenant: TenantId) -> Result<Arc<Entry>> {
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
            if tokio::time::timeout_at(deadline, room).await.is_err() {
                self.0.counters.count_refusal();
                return Err(Error::unavailable(2, io::Error::other("all databases that may be open are in use")));
            }
        }
    }

    /// Closes a tenant's database once nobody uses it. The next visit opens it again.
    pub async fn close(&self, tenant: TenantId) {
        let entry = self.0.lock().remove(&tenant);
        if let Some(db) = entry.as_ref().and_then(|entry| entry.db.get()) {
            db.close().await;
        }
    }

    /// Those whose database is open here.
    pub(crate) fn open_tenants(&self) -> Vec<TenantId> {
        self.0.lock().keys().copied().collect()
    }

    /// Closes what nobody used for the idle time.
    pub async fn reap(&self) {
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
        self.0.counters.figures(open.len(), in_use, connections, self.0.limit)
    }
}

impl Inner {
    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<TenantId, Arc<Entry>>> {
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
