//! How often and how long somebody waited for a connection of a server's budget, and who was sent away.

use serde::Serialize;
use std::{
    sync::atomic::{AtomicU64, Ordering::Relaxed},
    time::Duration,
};
use tokio::time::Instant;

/// The classes in which times are counted, in microseconds: from closing what lies idle to the longest wait.
pub(crate) const CLASSES: [u64; 10] =
    [500, 1_000, 2_500, 5_000, 10_000, 50_000, 100_000, 500_000, 2_000_000, 10_000_000];

#[derive(Debug, Default)]
pub(super) struct Waits {
    begun: AtomicU64,
    refusals: AtomicU64,
    micros: AtomicU64,
    /// One more than there are classes: the last is of what took longer.
    times: [AtomicU64; CLASSES.len() + 1],
}

/// What was counted since the start.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Waited {
    /// Whoever came when all connections were open, though there may have been an idle one of somebody else's to be closed.
    pub waits: u64,
    /// Those of them to whom none came in time.
    pub refusals: u64,
    pub micros: u64,
    /// By the classes of the histogram: each counts in the first that holds it.
    pub times: [u64; CLASSES.len() + 1],
}

impl Waits {
    pub(super) fn begin(&self) -> Waiting<'_> {
        self.begun.fetch_add(1, Relaxed);
        Waiting { waits: self, since: Instant::now() }
    }

    pub(super) fn read(&self) -> Waited {
        Waited {
            waits: self.begun.load(Relaxed),
            refusals: self.refusals.load(Relaxed),
            micros: self.micros.load(Relaxed),
            times: std::array::from_fn(|class| self.times[class].load(Relaxed)),
        }
    }
}

/// Somebody waits. The time counts when they stop, even when it is because their client went.
pub(super) struct Waiting<'w> {
    waits: &'w Waits,
    since: Instant,
}

impl Waiting<'_> {
    pub(super) fn refused(&self) {
        self.waits.refusals.fetch_add(1, Relaxed);
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let micros = micros(self.since.elapsed());
        self.waits.micros.fetch_add(micros, Relaxed);
        self.waits.times[CLASSES.partition_point(|class| *class < micros)].fetch_add(1, Relaxed);
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn each_wait_counts_once_in_the_class_of_its_time() {
        let waits = Waits::default();
        for (millis, is_refused) in [(0, false), (10, false), (11, true), (60_000, true)] {
            let waiting = waits.begin();
            tokio::time::advance(Duration::from_millis(millis)).await;
            if is_refused {
                waiting.refused();
            }
        }
        let waited = waits.read();
        assert_eq!((waited.waits, waited.refusals, waited.micros), (4, 2, 60_021_000));
        assert_eq!(waited.times, [1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1]);
    }
}
