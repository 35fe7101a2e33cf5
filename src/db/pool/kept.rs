//! A connection with all that hangs on its being open.

use sqlx::Connection;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};
use tokio::{sync::OwnedSemaphorePermit, time::Instant};

pub(super) struct Kept<C> {
    pub(super) connection: C,
    idle_since: Instant,
    counted: Counted,
    /// Its part of the server's budget, held until the server knows that it is closed.
    seat: Option<OwnedSemaphorePermit>,
}

/// Counts an open connection for as long as it lives.
struct Counted(Arc<AtomicU32>);

impl<C> Kept<C> {
    pub(super) fn new(connection: C, open: &Arc<AtomicU32>, seat: Option<OwnedSemaphorePermit>) -> Self {
        open.fetch_add(1, Ordering::Relaxed);
        Self { connection, idle_since: Instant::now(), counted: Counted(open.clone()), seat }
    }

    pub(super) fn touch(&mut self) {
        self.idle_since = Instant::now();
    }

    pub(super) fn is_idle_for(&self, time: Duration) -> bool {
        self.idle_since.elapsed() >= time
    }
}

impl<C: Connection> Kept<C> {
    /// Says good-bye to the server. Only then its seat is free.
    pub(super) async fn close(self) {
        let Self { connection, counted, seat, .. } = self;
        if let Err(error) = connection.close().await {
            tracing::debug!(%error, "a connection did not end in good order");
        }
        drop((counted, seat));
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
