//! What the pool manager did, counted.

use serde::Serialize;
use std::sync::atomic::{AtomicU64, Ordering};

#[derive(Debug, Default)]
pub struct Counters {
    hits: AtomicU64,
    opens: AtomicU64,
    failures: AtomicU64,
    evictions: AtomicU64,
    idle_closes: AtomicU64,
    waits: AtomicU64,
    refusals: AtomicU64,
    rested: AtomicU64,
}

/// The state of the pool manager at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Databases that are open, and how many may be.
    pub open: usize,
    pub limit: usize,
    /// Open ones that a request holds now.
    pub in_use: usize,
    pub connections: u32,
    /// Since the start: found open, opened, failed to open.
    pub hits: u64,
    pub opens: u64,
    pub failures: u64,
    /// Closed to make room, and closed because nobody came.
    pub evictions: u64,
    pub idle_closes: u64,
    /// Requests that waited for room, and those that were sent away.
    pub waits: u64,
    pub refusals: u64,
    /// Requests that were refused at once, because the database could not be opened a moment before.
    pub rested: u64,
}

macro_rules! counting {
    ($($method:ident => $field:ident),* $(,)?) => {
        $(pub(super) fn $method(&self) { self.$field.fetch_add(1, Ordering::Relaxed); })*
    };
}

impl Counters {
    counting! {
        count_hit => hits,
        count_open => opens,
        count_failure => failures,
        count_eviction => evictions,
        count_idle_close => idle_closes,
        count_wait => waits,
        count_refusal => refusals,
        count_rested => rested,
    }

    pub(super) fn figures(&self, open: usize, in_use: usize, connections: u32, limit: usize) -> Figures {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Figures {
            open,
            limit,
            in_use,
            connections,
            hits: read(&self.hits),
            opens: read(&self.opens),
            failures: read(&self.failures),
            evictions: read(&self.evictions),
            idle_closes: read(&self.idle_closes),
            waits: read(&self.waits),
            refusals: read(&self.refusals),
            rested: read(&self.rested),
        }
    }
}

impl Figures {
    /// The text format of Prometheus.
    pub fn prometheus(&self) -> String {
        let gauges = [
            ("tenantry_fleet_open", self.open as u64),
            ("tenantry_fleet_open_limit", self.limit as u64),
            ("tenantry_fleet_in_use", self.in_use as u64),
            ("tenantry_fleet_connections", u64::from(self.connections)),
        ];
        let counters = [
            ("tenantry_fleet_hits_total", self.hits),
            ("tenantry_fleet_opens_total", self.opens),
            ("tenantry_fleet_open_failures_total", self.failures),
            ("tenantry_fleet_evictions_total", self.evictions),
            ("tenantry_fleet_idle_closes_total", self.idle_closes),
            ("tenantry_fleet_waits_total", self.waits),
            ("tenantry_fleet_refusals_total", self.refusals),
            ("tenantry_fleet_rested_total", self.rested),
        ];
        let line =
            |kind: &'static str| move |(name, value): (&str, u64)| format!("# TYPE {name} {kind}\n{name} {value}\n");
        gauges.map(line("gauge")).concat() + &counters.map(line("counter")).concat()
    }
}
