//! The pool manager's figures and histograms for Prometheus. A recorder of the fleet's own: one process may hold several.

use super::Figures;
use crate::db::{WAIT_CLASSES, Waited};
use metrics::{Histogram, Key, Label, Level, Metadata, Recorder, counter, gauge, with_local_recorder};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusRecorder};
use std::{
    fmt::{self, Write},
    time::Duration,
};

/// Seconds. From what is there already to what somebody waits for.
const BUCKETS: [f64; 13] =
    [0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.0];

pub(super) struct Metrics {
    recorder: PrometheusRecorder,
    open: Histogram,
    room: Histogram,
    turn: Histogram,
}

impl Metrics {
    pub(super) fn new() -> Self {
        let builder = PrometheusBuilder::new();
        let builder = builder.set_buckets(&BUCKETS).unwrap_or_else(|_| PrometheusBuilder::new());
        let recorder = builder.build_recorder();
        let metadata = Metadata::new(module_path!(), Level::INFO, Some(module_path!()));
        let wait = |of: &'static str| {
            let key = Key::from_parts("tenantry_fleet_wait_seconds", vec![Label::new("for", of)]);
            recorder.register_histogram(&key, &metadata)
        };
        let open = recorder.register_histogram(&Key::from_static_name("tenantry_fleet_open_seconds"), &metadata);
        let (room, turn) = (wait("room"), wait("turn"));
        Self { recorder, open, room, turn }
    }

    /// How long a database took to open.
    pub(super) fn opened_in(&self, time: Duration) {
        self.open.record(time);
    }

    /// How long a request waited until there was room for its tenant's database.
    pub(super) fn waited_for_room(&self, time: Duration) {
        self.room.record(time);
    }

    /// How long a request waited for its turn among those of its tenant.
    pub(super) fn waited_for_turn(&self, time: Duration) {
        self.turn.record(time);
    }

    /// Moves what was recorded into the buckets: without it the samples would pile up until somebody asks.
    pub(super) fn tidy(&self) {
        self.recorder.handle().run_upkeep();
    }

    /// The text format of Prometheus.
    pub(super) fn prometheus(&self, figures: &Figures) -> String {
        with_local_recorder(&self.recorder, || {
            #[expect(clippy::cast_precision_loss, reason = "gauges are floats, and no count here is that large")]
            let set = |name: &'static str, value: u64| gauge!(name).set(value as f64);
            set("tenantry_fleet_open", figures.open as u64);
            set("tenantry_fleet_open_limit", figures.limit as u64);
            set("tenantry_fleet_in_use", figures.in_use as u64);
            set("tenantry_fleet_connections", figures.connections.into());
            set("tenantry_fleet_organisations_at_work", figures.at_work as u64);
            let own = figures.server.iter().map(|own| ("", own));
            let registered = figures.registered.iter().map(|(name, server)| (name.as_str(), server));
            for (name, server) in own.chain(registered) {
                let counted =
                    |figure: &'static str, count| counter!(figure, "server" => name.to_owned()).absolute(count);
                counted("tenantry_server_waits_total", server.waited.waits);
                counted("tenantry_server_refusals_total", server.waited.refusals);
                let set = |figure: &'static str, value: u32| gauge!(figure, "server" => name.to_owned()).set(value);
                set("tenantry_server_connections", server.open);
                set("tenantry_server_connections_limit", server.allowed);
                set("tenantry_server_resting", server.is_resting.into());
            }
            counter!("tenantry_fleet_hits_total").absolute(figures.hits);
            counter!("tenantry_fleet_opens_total").absolute(figures.opens);
            counter!("tenantry_fleet_open_failures_total").absolute(figures.failures);
            let closed =
                |cause: &'static str, count| counter!("tenantry_fleet_closes_total", "cause" => cause).absolute(count);
            closed("room", figures.evictions);
            closed("idle", figures.idle_closes);
            closed("maintenance", figures.maintenance_closes);
            let waited = |of: &'static str, count| counter!("tenantry_fleet_waits_total", "for" => of).absolute(count);
            waited("room", figures.waits);
            waited("turn", figures.queued);
            let refused = |cause: &'static str, count| {
                counter!("tenantry_fleet_refusals_total", "cause" => cause).absolute(count);
            };
            refused("room", figures.refusals);
            refused("turn", figures.turned_away);
            refused("rest", figures.rested);
        });
        self.recorder.handle().render() + &waits(figures)
    }
}

/// The histogram of the waits for a server's connections, which the server counts itself: each class with all that are faster.
fn waits(figures: &Figures) -> String {
    let own = figures.server.iter().map(|own| ("", own));
    let servers: Vec<_> = own.chain(figures.registered.iter().map(|(name, server)| (name.as_str(), server))).collect();
    if servers.is_empty() {
        return String::new();
    }
    let mut text = "# TYPE tenantry_server_wait_seconds histogram\n".to_owned();
    for (name, server) in servers {
        histogram(&mut text, &name.replace('\\', "\\\\").replace('"', "\\\""), &server.waited);
    }
    text
}

fn histogram(text: &mut String, server: &str, waited: &Waited) {
    let name = "tenantry_server_wait_seconds";
    let seconds = |micros: u64| format!("{}.{:06}", micros / 1_000_000, micros % 1_000_000);
    let bounds = WAIT_CLASSES.into_iter().map(seconds).chain(["+Inf".to_owned()]);
    let mut count = 0;
    for (bound, times) in bounds.zip(waited.times) {
        count += times;
        let _ = writeln!(text, "{name}_bucket{{server=\"{server}\",le=\"{bound}\"}} {count}");
    }
    let _ = writeln!(text, "{name}_sum{{server=\"{server}\"}} {}", seconds(waited.micros));
    let _ = writeln!(text, "{name}_count{{server=\"{server}\"}} {count}");
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}
