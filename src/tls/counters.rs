//! What was asked and served, counted, in the text format of Prometheus.

use std::{
    fmt::Write,
    sync::atomic::{AtomicU64, Ordering},
};

#[derive(Debug, Default)]
pub(crate) struct Counters {
    pub(crate) asked_yes: Counter,
    pub(crate) asked_no: Counter,
    pub(crate) served: Counter,
    pub(crate) refused: Counter,
    pub(super) issued: Counter,
    pub(super) failed: Counter,
    pub(super) put_off: Counter,
}

#[derive(Debug, Default)]
pub(crate) struct Counter(AtomicU64);

impl Counter {
    pub(crate) fn count(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn value(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// Its name, its label, and a counter for each of the label's values.
type Family<'c> = (&'static str, &'static str, &'c [(&'static str, &'c Counter)]);

impl Counters {
    /// Names and labels are fixed, so that nobody who asks for many hosts makes many lines.
    pub(crate) fn prometheus(&self) -> String {
        let families: [Family<'_>; 3] = [
            ("tenantry_tls_asks_total", "answer", &[("yes", &self.asked_yes), ("no", &self.asked_no)]),
            ("tenantry_tls_handshakes_total", "outcome", &[("served", &self.served), ("refused", &self.refused)]),
            (
                "tenantry_tls_orders_total",
                "outcome",
                &[("issued", &self.issued), ("failed", &self.failed), ("put-off", &self.put_off)],
            ),
        ];
        let mut text = String::new();
        for (name, label, counters) in families {
            let _ = writeln!(text, "# TYPE {name} counter");
            for (value, counter) in counters {
                let _ = writeln!(text, "{name}{{{label}=\"{value}\"}} {}", counter.value());
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_line() {
        let counters = Counters::default();
        counters.asked_no.count();
        counters.put_off.count();
        let text = counters.prometheus();
        for line in [
            "# TYPE tenantry_tls_asks_total counter",
            "tenantry_tls_asks_total{answer=\"no\"} 1",
            "tenantry_tls_handshakes_total{outcome=\"served\"} 0",
            "tenantry_tls_orders_total{outcome=\"put-off\"} 1",
        ] {
            assert!(text.lines().any(|printed| printed == line), "{line} in {text}");
        }
    }
}
