//! What this process did, by kind, for Prometheus.

use super::JobKind;
use std::{
    fmt::Write,
    sync::atomic::{AtomicU64, Ordering},
};

const KINDS: usize = JobKind::ALL.len();

/// Those that went well, and those that failed.
#[derive(Debug, Default)]
pub(crate) struct JobCounters([[AtomicU64; 2]; KINDS]);

impl JobCounters {
    pub(super) fn count(&self, kind: JobKind, count: usize, failed: bool) {
        self.0[kind as usize][usize::from(failed)].fetch_add(count as u64, Ordering::Relaxed);
    }

    pub(crate) fn prometheus(&self) -> String {
        let mut text = String::from("# TYPE tenantry_jobs_total counter\n");
        for kind in JobKind::ALL {
            for (at, outcome) in ["ok", "failed"].into_iter().enumerate() {
                let count = self.0[kind as usize][at].load(Ordering::Relaxed);
                let _ = writeln!(text, "tenantry_jobs_total{{kind=\"{}\",outcome=\"{outcome}\"}} {count}", kind.key());
            }
        }
        text
    }
}
