//! Closing tenants' databases: those that have moved, those that somebody works on, those that nobody uses, and all at the end.

use super::{Fleet, entry::Entry};
use crate::ids::TenantId;
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

/// How long a connection to PostgreSQL may lie idle.
const POSTGRES_IDLE: Duration = Duration::from_mins(1);

impl Fleet {
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
}
