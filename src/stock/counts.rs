//! How the stock stands: what there is by the central database, and what this process took of it.

use super::{
    Standing, rows,
    targets::{self, Target},
};
use crate::{error::Result, modules::Module, platform::Platform};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::sync::Notify;

/// How long a place is left alone after something failed there.
const REST: Duration = Duration::from_mins(1);

/// What a process remembers of the stock.
#[derive(Clone, Debug, Default)]
pub struct Stock(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    taken: Mutex<HashMap<Target, Taken>>,
    resting: Mutex<HashMap<Target, Instant>>,
    /// As it was last looked at.
    seen: Mutex<Vec<Standing>>,
    /// Organisations that this process makes now.
    at_work: AtomicUsize,
    /// Told when something was taken.
    taken_from: Notify,
}

#[derive(Clone, Copy, Debug, Default)]
struct Taken {
    claims: i64,
    misses: i64,
}

/// Held while an organisation is made: who fills the stock waits for a moment without any.
#[derive(Debug)]
pub(crate) struct AtWork(Stock);

impl Stock {
    /// Notes whether a new organisation found one in a place that holds a stock.
    pub(crate) fn count(&self, target: Target, found: bool) {
        let mut taken = lock(&self.0.taken);
        let taken = taken.entry(target).or_default();
        if found {
            taken.claims += 1;
        } else {
            taken.misses += 1;
        }
        self.0.taken_from.notify_one();
    }

    pub(crate) fn at_work(&self) -> AtWork {
        self.0.at_work.fetch_add(1, Ordering::Relaxed);
        AtWork(self.clone())
    }

    pub(super) fn is_at_work(&self) -> bool {
        self.0.at_work.load(Ordering::Relaxed) > 0
    }

    /// Waits until something was taken, or for so long.
    pub(super) async fn taken_within(&self, time: Duration) {
        let _nothing_was = tokio::time::timeout(time, self.0.taken_from.notified()).await;
    }

    pub(super) fn rest(&self, target: Target) {
        lock(&self.0.resting).insert(target, Instant::now());
    }

    pub(super) fn is_resting(&self, target: Target) -> bool {
        lock(&self.0.resting).get(&target).is_some_and(|since| since.elapsed() < REST)
    }

    /// As a serving process saw it a moment ago, for who can't wait.
    pub(super) fn seen(&self) -> Vec<Standing> {
        lock(&self.0.seen).clone()
    }

    pub(super) fn saw(&self, standing: Vec<Standing>) {
        *lock(&self.0.seen) = standing;
    }

    fn taken(&self, target: Target) -> Taken {
        lock(&self.0.taken).get(&target).copied().unwrap_or_default()
    }
}

impl Drop for AtWork {
    fn drop(&mut self) {
        self.0.0.at_work.fetch_sub(1, Ordering::Relaxed);
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Every place for which a stock is held.
pub async fn standing(platform: &Platform) -> Result<Vec<Standing>> {
    let mut reader = platform.central.read().await?;
    let wanted = targets::targets(&mut reader, platform).await?;
    let rows = rows::all(&mut reader, platform).await?;
    let edition = platform.lifecycle.edition(&Module::ALL);
    let standing = wanted.into_iter().map(|(target, want)| {
        let there = || rows.iter().filter(|row| row.target() == Some(target) && row.edition == edition);
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let taken = platform.stock.taken(target);
        Standing {
            placement: target.placement,
            server: want.server,
            ready: count(there().filter(|row| row.is_ready()).count()),
            making: count(there().filter(|row| row.is_making()).count()),
            wanted: want.count,
            claims: taken.claims,
            misses: taken.misses,
        }
    });
    Ok(standing.collect())
}
