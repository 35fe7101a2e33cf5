//! What the pools of one server share.

use super::{
    Keep,
    breaker::Breaker,
    kept::Kept,
    shelf::{PoolNumber, Shelf},
    waits::{Waited, Waits},
};
use std::{
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{AcquireError, OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout_at},
};

/// A budget of connections, the idle ones, and what is known of the server's health. Cloning shares it.
pub struct Server<C: Keep> {
    shared: Arc<Shared<C>>,
    breaker: Arc<Breaker>,
}

struct Shared<C: Keep> {
    /// One for each connection that may be open; `None` where nothing but the pools themselves limits them.
    seats: Option<Arc<Semaphore>>,
    allowed: AtomicU32,
    shelf: Mutex<Shelf<C>>,
    pools: AtomicU64,
    waits: Waits,
}

impl<C: Keep> Server<C> {
    /// A server whose pools may have so many connections together.
    pub(crate) fn with_budget(allowed: u32) -> Self {
        Self::new(Some(Arc::new(Semaphore::new(allowed as usize))), allowed)
    }

    /// One that leaves it to each pool.
    pub(crate) fn unlimited() -> Self {
        Self::new(None, 0)
    }

    fn new(seats: Option<Arc<Semaphore>>, allowed: u32) -> Self {
        let (shelf, breaker, pools, waits) = Default::default();
        Self { shared: Arc::new(Shared { seats, allowed: allowed.into(), shelf, pools, waits }), breaker }
    }

    /// The same server by another address. What is still open by the older one counts in the same budget, and is given up as
    /// the rest is; that the older one doesn't answer says nothing of this one.
    pub(crate) fn at_another_address(&self) -> Self {
        Self { shared: self.shared.clone(), breaker: Arc::default() }
    }

    /// Changes the budget. What is above a smaller one is closed as it comes back.
    pub(crate) fn allow(&self, allowed: u32) {
        let Some(seats) = &self.shared.seats else { return };
        let before = self.shared.allowed.swap(allowed, Ordering::Relaxed);
        if let Some(more) = allowed.checked_sub(before) {
            seats.add_permits(more as usize);
            return;
        }
        let (server, fewer) = (self.clone(), before - allowed);
        tokio::spawn(async move {
            if let Ok(Some(given_up)) = server.wait_for_seats(fewer).await {
                given_up.forget();
            }
        });
    }

    /// Connections that are open and that may be, where there is a budget.
    pub(crate) fn seats(&self) -> Option<(u32, u32)> {
        let free = self.shared.seats.as_ref()?.available_permits();
        let allowed = self.shared.allowed.load(Ordering::Relaxed);
        Some((allowed.saturating_sub(u32::try_from(free).unwrap_or(u32::MAX)), allowed))
    }

    /// How often and how long somebody waited for a connection.
    pub(crate) fn waited(&self) -> Waited {
        self.shared.waits.read()
    }

    pub(crate) fn breaker(&self) -> &Breaker {
        &self.breaker
    }

    /// Closes the connections that nobody used for so long.
    pub(crate) async fn reap(&self, idle: Duration) {
        loop {
            let old = self.shelf().take_oldest_if(|kept| kept.is_idle_for(idle));
            let Some(old) = old else { return };
            old.close().await;
        }
    }

    pub(super) fn next_pool(&self) -> PoolNumber {
        self.shared.pools.fetch_add(1, Ordering::Relaxed)
    }

    pub(super) fn shelf(&self) -> MutexGuard<'_, Shelf<C>> {
        self.shared.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A seat in the budget: a free one, or that of the connection that lay idle for longest, or the next that somebody
    /// gives up. `None` where there is no budget.
    ///
    /// # Errors
    /// `PoolTimedOut` when none came in time, `PoolClosed`.
    pub(super) async fn seat(&self, deadline: Instant) -> Result<Option<OwnedSemaphorePermit>, sqlx::Error> {
        match self.shared.seats.clone().map(Semaphore::try_acquire_owned) {
            None => Ok(None),
            Some(Ok(seat)) => Ok(Some(seat)),
            Some(Err(_)) => {
                let waiting = self.shared.waits.begin();
                let seat = timeout_at(deadline, self.wait_for_seats(1)).await.map_err(|_| {
                    waiting.refused();
                    sqlx::Error::PoolTimedOut
                })?;
                seat.map_err(|_| sqlx::Error::PoolClosed)
            }
        }
    }

    async fn wait_for_seats(&self, count: u32) -> Result<Option<OwnedSemaphorePermit>, AcquireError> {
        let Some(seats) = self.shared.seats.clone() else { return Ok(None) };
        // It is wanted before the look: what comes back in between is given up, and what came back before is found.
        let _wanted = Wanted::new(self, count as usize);
        for _ in 0..count {
            let oldest: Option<Kept<C>> = self.shelf().take_oldest_if(|_| true);
            let Some(oldest) = oldest else { break };
            tokio::spawn(oldest.close());
        }
        seats.acquire_many_owned(count).await.map(Some)
    }
}

/// Somebody waits for seats.
struct Wanted<'s, C: Keep>(&'s Server<C>, usize);

impl<'s, C: Keep> Wanted<'s, C> {
    fn new(server: &'s Server<C>, count: usize) -> Self {
        server.shelf().want(count);
        Self(server, count)
    }
}

impl<C: Keep> Drop for Wanted<'_, C> {
    fn drop(&mut self) {
        self.0.shelf().want_no_more(self.1);
    }
}

impl<C: Keep> Clone for Server<C> {
    fn clone(&self) -> Self {
        Self { shared: self.shared.clone(), breaker: self.breaker.clone() }
    }
}

impl<C: Keep> fmt::Debug for Server<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("seats", &self.seats()).finish_non_exhaustive()
    }
}
