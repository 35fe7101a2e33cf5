//! What the pool manager did, counted.

use crate::db::Waited;
use serde::Serialize;
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU64, Ordering},
};

/// The state of the pool manager at one moment, and what it did since the start.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Databases that are open, and how many may be.
    pub open: usize,
    pub limit: usize,
    /// Open ones that a request holds now.
    pub in_use: usize,
    pub connections: u32,
    /// Organisations that have requests now.
    pub at_work: usize,
    /// The PostgreSQL server of the deployment, when it is on one.
    pub server: Option<ServerFigures>,
    /// The registered ones that this process had to do with, by their names.
    pub registered: BTreeMap<String, ServerFigures>,
    /// Found open, opened, failed to open.
    pub hits: u64,
    pub opens: u64,
    pub failures: u64,
    /// Closed to make room, because nobody came, and because somebody is to work on it.
    pub evictions: u64,
    pub idle_closes: u64,
    pub maintenance_closes: u64,
    /// Requests that waited until there was room for their database, and those of them that were sent away.
    pub waits: u64,
    pub refusals: u64,
    /// Requests that were refused at once, because the database could not be opened a moment before.
    pub rested: u64,
    /// Requests that waited because their own organisation had too many, and those of them that were sent away.
    pub queued: u64,
    pub turned_away: u64,
}

/// The connections to tenants' databases on one PostgreSQL server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ServerFigures {
    pub open: u32,
    /// How many this process may have.
    pub allowed: u32,
    /// Whether it is left alone for a moment, because it could not be reached.
    pub is_resting: bool,
    /// Who had to wait for one of them.
    pub waited: Waited,
}

/// Counters by the field of [`Figures`] that they become.
macro_rules! counters {
    ($($method:ident => $field:ident),* $(,)?) => {
        #[derive(Debug, Default)]
        pub struct Counters {
            $($field: AtomicU64,)*
        }

        impl Counters {
            $(pub(super) fn $method(&self) { self.$field.fetch_add(1, Ordering::Relaxed); })*

            /// Fills in what was counted.
            pub(super) fn fill(&self, figures: &mut Figures) {
                $(figures.$field = self.$field.load(Ordering::Relaxed);)*
            }
        }
    };
}

counters! {
    count_hit => hits,
    count_open => opens,
    count_failure => failures,
    count_eviction => evictions,
    count_idle_close => idle_closes,
    count_maintenance_close => maintenance_closes,
    count_wait => waits,
    count_refusal => refusals,
    count_rested => rested,
    count_queued => queued,
    count_turned_away => turned_away,
}
