//! Opening a tenant's database: on first use, once however many ask, in a place that is free or is made free.

use super::{
    Fleet, Inner,
    entry::{Entry, least_recently_used},
};
use crate::{
    db::{Db, DbError},
    error::{Error, Result},
    ids::TenantId,
    servers::Placement,
    tenants::Tenant,
    traces,
};
use std::{
    collections::HashMap,
    io,
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

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
            let db = traces::attempt("open database", Box::pin(self.0.lifecycle.open(&tenant.home, size))).await?;
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
}

impl Inner {
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
        let needs_files_room = tenant.home.placement() == Placement::Sqlite && self.is_full_of_files(&open);
        if needs_files_room || open.len() >= self.limit {
            let victim = least_recently_used(open.iter().filter(|(_, entry)| !needs_files_room || entry.is_file()))?;
            let entry = open.remove(&victim)?;
            self.counters.count_eviction();
            tokio::spawn(async move { entry.shut().await });
        }
        let entry = Arc::new(Entry::new(tenant.home.clone()));
        open.insert(tenant.id, entry.clone());
        Some(entry)
    }

    /// Whether the process may not have descriptors or threads for one file more.
    fn is_full_of_files(&self, open: &HashMap<TenantId, Arc<Entry>>) -> bool {
        open.values().filter(|entry| entry.is_file()).count() >= self.limit_of_files
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
