//! The idle connections of a server's pools.

use super::kept::Kept;
use std::collections::{BTreeMap, HashMap};

/// Which pool a connection is of.
pub(super) type PoolNumber = u64;

/// Idle connections by pool and by age. The newest of a pool is lent first, the oldest of all is given up first.
pub(super) struct Shelf<C> {
    next: u64,
    /// How many wait for a seat: what comes back is then given up rather than kept.
    wanted: usize,
    /// What was put here before a connection broke is asked for a sign of life before it is lent.
    doubtful_before: u64,
    by_age: BTreeMap<u64, PoolNumber>,
    by_pool: HashMap<PoolNumber, Vec<(u64, Kept<C>)>>,
}

impl<C> Default for Shelf<C> {
    fn default() -> Self {
        Self { next: 0, wanted: 0, doubtful_before: 0, by_age: BTreeMap::new(), by_pool: HashMap::new() }
    }
}

impl<C> Shelf<C> {
    /// Keeps a connection, or gives it back to be closed when somebody waits for its seat.
    pub(super) fn put(&mut self, pool: PoolNumber, kept: Kept<C>) -> Result<(), Kept<C>> {
        if self.wanted > 0 {
            return Err(kept);
        }
        self.next += 1;
        self.by_age.insert(self.next, pool);
        self.by_pool.entry(pool).or_default().push((self.next, kept));
        Ok(())
    }

    /// The pool's newest, and whether it is doubtful.
    pub(super) fn take(&mut self, pool: PoolNumber) -> Option<(Kept<C>, bool)> {
        let (number, kept) = self.by_pool.get_mut(&pool)?.pop()?;
        self.by_age.remove(&number);
        Some((kept, number < self.doubtful_before))
    }

    /// All of a pool that ends.
    pub(super) fn take_all(&mut self, pool: PoolNumber) -> Vec<Kept<C>> {
        let all = self.by_pool.remove(&pool).unwrap_or_default();
        all.into_iter()
            .map(|(number, kept)| {
                self.by_age.remove(&number);
                kept
            })
            .collect()
    }

    /// The one that lay here for longest, if it is such a one.
    pub(super) fn take_oldest_if(&mut self, is_it: impl Fn(&Kept<C>) -> bool) -> Option<Kept<C>> {
        let (&number, pool) = self.by_age.first_key_value()?;
        let of_pool = self.by_pool.get_mut(pool)?;
        // The oldest of all is the oldest of its pool.
        if !is_it(&of_pool.first()?.1) {
            return None;
        }
        self.by_age.remove(&number);
        Some(of_pool.remove(0).1)
    }

    pub(super) fn doubt_all(&mut self) {
        self.doubtful_before = self.next + 1;
    }

    pub(super) fn want(&mut self, count: usize) {
        self.wanted += count;
    }

    pub(super) fn want_no_more(&mut self, count: usize) {
        self.wanted = self.wanted.saturating_sub(count);
    }
}
