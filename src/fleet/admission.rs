//! How much of the server one organisation may take at once. Its requests beyond that wait for each other, in their order,
//! and who would wait too long is told to come again; other organisations don't notice.

use super::{Counters, metrics::Metrics};
use crate::{
    config::PoolSettings,
    error::{Error, Result},
    ids::TenantId,
};
use std::{
    collections::HashMap,
    io,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// Seconds after which who was refused may come again.
const COME_AGAIN: u32 = 2;

#[derive(Debug)]
pub(super) struct Admission {
    at_once: u32,
    queue: u32,
    wait: Duration,
    /// The organisations that have requests now.
    gates: Mutex<HashMap<TenantId, Arc<Gate>>>,
}

#[derive(Debug)]
struct Gate {
    places: Arc<Semaphore>,
    /// Places for those whose body is still on its way: whoever sends slowly, or nothing, leaves the others to the rest.
    sending: Arc<Semaphore>,
    waiting: AtomicU32,
}

/// A request that is worked on. Its place is the next one's when this is dropped.
#[derive(Debug)]
pub struct Admitted {
    /// `None` only while it is dropped.
    place: Option<OwnedSemaphorePermit>,
    sending: Option<OwnedSemaphorePermit>,
    tenant: TenantId,
    admission: Arc<Admission>,
}

impl Admission {
    pub(super) fn new(settings: &PoolSettings) -> Arc<Self> {
        Arc::new(Self {
            at_once: settings.requests_per_tenant,
            queue: settings.queue_per_tenant,
            wait: settings.acquire_timeout(),
            gates: Mutex::default(),
        })
    }

    /// # Errors
    /// `Unavailable` when too many wait already, or when the turn didn't come in time.
    pub(super) async fn admit(
        self: &Arc<Self>,
        tenant: TenantId,
        counters: &Counters,
        metrics: &Metrics,
    ) -> Result<Admitted> {
        let gate = self.gate(tenant);
        let admitted = |place| Admitted { place: Some(place), sending: None, tenant, admission: self.clone() };
        if let Ok(place) = gate.places.clone().try_acquire_owned() {
            return Ok(admitted(place));
        }
        let (waiting, started) = (Waiting::new(&gate), Instant::now());
        counters.count_queued();
        let turn = if waiting.position > self.queue {
            None
        } else {
            timeout(self.wait, gate.places.clone().acquire_owned()).await.ok().and_then(std::result::Result::ok)
        };
        metrics.waited_for_turn(started.elapsed());
        drop(waiting);
        drop(gate);
        turn.map(admitted).ok_or_else(|| self.turned_away(tenant, counters))
    }

    /// Leave to take a place while the body is still on its way.
    ///
    /// # Errors
    /// `Unavailable` when the others who send didn't end in time.
    pub(super) async fn leave_to_send(&self, tenant: TenantId, counters: &Counters) -> Result<OwnedSemaphorePermit> {
        let gate = self.gate(tenant);
        let turn = timeout(self.wait, gate.sending.clone().acquire_owned()).await;
        drop(gate);
        turn.ok().and_then(std::result::Result::ok).ok_or_else(|| self.turned_away(tenant, counters))
    }

    fn turned_away(&self, tenant: TenantId, counters: &Counters) -> Error {
        counters.count_turned_away();
        self.forget_if_free(tenant);
        Error::unavailable(COME_AGAIN, io::Error::other("this organisation has too many requests at once"))
    }

    /// Requests that are worked on or wait, over all organisations.
    pub(super) fn organisations(&self) -> usize {
        self.gates().len()
    }

    fn gate(&self, tenant: TenantId) -> Arc<Gate> {
        let mut gates = self.gates();
        gates.entry(tenant).or_insert_with(|| Arc::new(Gate::new(self.at_once))).clone()
    }

    /// Whoever holds the gate itself has yet to come in.
    fn forget_if_free(&self, tenant: TenantId) {
        let mut gates = self.gates();
        let is_free =
            |gate: &Arc<Gate>| Arc::strong_count(gate) == 1 && gate.places.available_permits() == self.at_once as usize;
        if gates.get(&tenant).is_some_and(is_free) {
            gates.remove(&tenant);
        }
    }

    fn gates(&self) -> MutexGuard<'_, HashMap<TenantId, Arc<Gate>>> {
        self.gates.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Gate {
    fn new(at_once: u32) -> Self {
        let of = |permits: u32| Arc::new(Semaphore::new(permits as usize));
        Self { places: of(at_once), sending: of((at_once / 2).max(1)), waiting: AtomicU32::new(0) }
    }
}

impl Admitted {
    /// Holds the leave for as long as the place.
    pub(super) fn sending(mut self, leave: OwnedSemaphorePermit) -> Self {
        self.sending = Some(leave);
        self
    }
}

impl Drop for Admitted {
    fn drop(&mut self) {
        drop((self.place.take(), self.sending.take()));
        self.admission.forget_if_free(self.tenant);
    }
}

/// A request in the queue, counted for as long as it stands there.
struct Waiting<'g> {
    gate: &'g Gate,
    position: u32,
}

impl<'g> Waiting<'g> {
    fn new(gate: &'g Gate) -> Self {
        Self { gate, position: gate.waiting.fetch_add(1, Ordering::Relaxed) + 1 }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.gate.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::Clock, fault::Kind, random::Random};
    use tokio::time::{advance, sleep};

    fn admission(at_once: u32, queue: u32) -> (Arc<Admission>, Arc<Counters>, [TenantId; 2]) {
        let settings = PoolSettings {
            requests_per_tenant: at_once,
            queue_per_tenant: queue,
            acquire_timeout_ms: 1_000,
            ..PoolSettings::default()
        };
        let (random, clock) = (Random::seeded(1), Clock::manual("2026-03-15T12:00:00Z".parse().unwrap()));
        let tenants = std::array::from_fn(|_| TenantId::new(&random, &clock));
        (Admission::new(&settings), Arc::default(), tenants)
    }

    #[tokio::test(start_paused = true)]
    async fn a_flood_waits_for_itself_and_nobody_else() {
        let (admission, counters, [loud, quiet]) = admission(2, 100);
        let held = (
            admission.admit(loud, &counters, &Metrics::new()).await.unwrap(),
            admission.admit(loud, &counters, &Metrics::new()).await.unwrap(),
        );
        let next = tokio::spawn({
            let (admission, counters) = (admission.clone(), counters.clone());
            async move { admission.admit(loud, &counters, &Metrics::new()).await.map(drop) }
        });
        sleep(Duration::from_millis(10)).await;
        assert!(!next.is_finished());
        admission.admit(quiet, &counters, &Metrics::new()).await.unwrap();
        drop(held);
        next.await.unwrap().unwrap();
        assert_eq!(admission.organisations(), 0, "who is gone leaves nothing behind");
    }

    #[tokio::test(start_paused = true)]
    async fn who_would_wait_too_long_is_told_to_come_again() {
        let (admission, counters, [loud, _]) = admission(1, 1);
        let held = admission.admit(loud, &counters, &Metrics::new()).await.unwrap();
        let queued = tokio::spawn({
            let (admission, counters) = (admission.clone(), counters.clone());
            async move { admission.admit(loud, &counters, &Metrics::new()).await.map(drop) }
        });
        sleep(Duration::from_millis(1)).await;
        let at_once = admission.admit(loud, &counters, &Metrics::new()).await.unwrap_err();
        assert_eq!(at_once.kind(), Kind::Unavailable { seconds: COME_AGAIN }, "the queue is full");
        advance(Duration::from_secs(2)).await;
        assert_eq!(queued.await.unwrap().unwrap_err().kind(), Kind::Unavailable { seconds: COME_AGAIN });
        drop(held);
        assert_eq!(admission.organisations(), 0);
        admission.admit(loud, &counters, &Metrics::new()).await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn who_still_sends_takes_half_of_the_places() {
        let (admission, counters, [loud, _]) = admission(4, 100);
        let metrics = Metrics::new();
        let leave = || admission.leave_to_send(loud, &counters);
        let admit = || admission.admit(loud, &counters, &metrics);
        let (first, second) = (leave().await.unwrap(), leave().await.unwrap());
        let sending = (admit().await.unwrap().sending(first), admit().await.unwrap().sending(second));
        assert_eq!(leave().await.unwrap_err().kind(), Kind::Unavailable { seconds: COME_AGAIN });
        let others = (admit().await.unwrap(), admit().await.unwrap());
        drop((sending, others));
        assert_eq!(admission.organisations(), 0, "who is gone leaves nothing behind");
    }

    #[tokio::test(start_paused = true)]
    async fn who_gives_up_while_waiting_leaves_the_queue() {
        let (admission, counters, [loud, _]) = admission(1, 1);
        let held = admission.admit(loud, &counters, &Metrics::new()).await.unwrap();
        for _ in 0..10 {
            let metrics = Metrics::new();
            let waiting = admission.admit(loud, &counters, &metrics);
            assert!(timeout(Duration::from_millis(1), waiting).await.is_err());
        }
        drop(held);
        admission.admit(loud, &counters, &Metrics::new()).await.unwrap();
        assert_eq!(admission.organisations(), 0);
    }
}
