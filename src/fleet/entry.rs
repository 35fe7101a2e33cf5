//! One open database, and which is closed first.

use crate::{
    db::{Db, Home},
    ids::TenantId,
    servers::Placement,
};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::OnceCell;

#[derive(Debug)]
pub(super) struct Entry {
    /// Where it is open: a tenant that moved is opened anew.
    pub(super) home: Home,
    pub(super) db: OnceCell<Db>,
    last_used: Mutex<Instant>,
}

/// Among those that nobody holds: the map's own reference is the only one.
pub(super) fn least_recently_used<'o>(open: impl Iterator<Item = (&'o TenantId, &'o Arc<Entry>)>) -> Option<TenantId> {
    let free = open.filter(|(_, entry)| Arc::strong_count(entry) == 1);
    free.min_by_key(|(_, entry)| entry.last_used()).map(|(id, _)| *id)
}

impl Entry {
    pub(super) fn new(home: Home) -> Self {
        Self { home, db: OnceCell::new(), last_used: Mutex::new(Instant::now()) }
    }

    pub(super) fn is_file(&self) -> bool {
        self.home.placement() == Placement::Sqlite
    }

    pub(super) fn touch(&self) {
        *self.last_used.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn last_used(&self) -> Instant {
        *self.last_used.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn is_idle(self: &Arc<Self>, idle: Duration) -> bool {
        Arc::strong_count(self) == 1 && self.last_used().elapsed() >= idle
    }

    /// Closes it once nobody holds it, or when somebody holds it for longer than any request lasts.
    pub(super) async fn shut_when_free(self: Arc<Self>) {
        const BETWEEN_LOOKS: Duration = Duration::from_millis(50);
        let deadline = Instant::now() + Duration::from_mins(1);
        while Arc::strong_count(&self) > 1 && Instant::now() < deadline {
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        self.shut().await;
    }

    pub(super) async fn shut(&self) {
        if let Some(db) = self.db.get() {
            db.close().await;
        }
    }
}
