//! The counters of one organisation, or of one plane, in this process.

use super::measures::{MEASURES, Measure, Tally};
use crate::ids::UserId;
use std::{
    collections::HashSet,
    mem,
    sync::{
        PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
};

/// Each organisation has its own, so that requests of two never touch the same memory.
#[derive(Debug)]
pub(crate) struct Meter {
    counts: [AtomicU64; MEASURES],
    people: RwLock<People>,
    /// How often in a row nothing was found here.
    idle: AtomicU32,
}

/// Those who were seen today, and those of them that aren't written yet.
#[derive(Debug, Default)]
struct People {
    seen: HashSet<UserId>,
    unwritten: Vec<UserId>,
}

impl Default for Meter {
    fn default() -> Self {
        let counts = std::array::from_fn(|_| AtomicU64::new(0));
        Self { counts, people: RwLock::default(), idle: AtomicU32::new(0) }
    }
}

impl Meter {
    pub(super) fn count(&self, measure: Measure, count: u64) {
        self.counts[measure as usize].fetch_add(count, Ordering::Relaxed);
    }

    /// Somebody works here. Most requests find them noted already, and only read.
    pub(super) fn see(&self, user: UserId) {
        if self.people().seen.contains(&user) {
            return;
        }
        let mut people = self.people_to_change();
        if people.seen.insert(user) {
            people.unwritten.push(user);
        }
    }

    /// What was counted since the last time.
    pub(super) fn take(&self) -> Tally {
        let mut tally = Tally::default();
        for (taken, count) in tally.0.iter_mut().zip(&self.counts) {
            // Most are zero, and reading is cheaper than exchanging.
            if count.load(Ordering::Relaxed) > 0 {
                *taken = i64::try_from(count.swap(0, Ordering::Relaxed)).unwrap_or(i64::MAX);
            }
        }
        let idle = if tally.is_zero() { self.idle.load(Ordering::Relaxed).saturating_add(1) } else { 0 };
        self.idle.store(idle, Ordering::Relaxed);
        tally
    }

    pub(super) fn take_people(&self) -> Vec<UserId> {
        if self.people().unwritten.is_empty() {
            return Vec::new();
        }
        mem::take(&mut self.people_to_change().unwritten)
    }

    /// Another day has begun: who is seen now counts anew.
    pub(super) fn forget_people(&self) {
        if !self.people().seen.is_empty() {
            *self.people_to_change() = People::default();
        }
    }

    pub(super) fn idle(&self) -> u32 {
        self.idle.load(Ordering::Relaxed)
    }

    fn people(&self) -> RwLockReadGuard<'_, People> {
        self.people.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn people_to_change(&self) -> RwLockWriteGuard<'_, People> {
        self.people.write().unwrap_or_else(PoisonError::into_inner)
    }
}
