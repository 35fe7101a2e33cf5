//! Reading all databases back on an operator's word. It may take a while, so it goes on in a task of this process, which also
//! keeps what the last time has shown; the central database has who was found to differ.

use super::{DriftCheck, DriftProgress, LastDrift, drift};
use crate::{audit, context::OperatorCtx, error::Result, platform::Platform};
use std::sync::{
    Mutex, MutexGuard, PoisonError,
    atomic::{AtomicI64, Ordering},
};

/// Databases that are read side by side.
const AT_ONCE: usize = 4;

#[derive(Debug, Default)]
pub(crate) struct DriftChecks {
    /// How many are read in all, while it goes on.
    total: Mutex<Option<i64>>,
    read: AtomicI64,
    last: Mutex<Option<LastDrift>>,
}

impl DriftChecks {
    fn begin(&self, of: i64) -> bool {
        let mut total = locked(&self.total);
        if total.is_some() {
            return false;
        }
        self.read.store(0, Ordering::Relaxed);
        *total = Some(of);
        true
    }

    fn end(&self, last: LastDrift) {
        *locked(&self.last) = Some(last);
        *locked(&self.total) = None;
    }
}

/// Begins to read all of them back, unless that goes on already.
pub async fn check_drift(ctx: &OperatorCtx) -> Result<()> {
    let platform = ctx.platform.clone();
    let total = super::plan(&platform).await?.organisations;
    if !platform.drift_checks.begin(total) {
        return Ok(());
    }
    let console = platform.config.server.public_url.subdomain("console");
    let asked = audit::record(&platform, "drift-checked", None, Some(ctx.actor.user), &console, "").await;
    tokio::spawn(async move {
        let checks = &platform.drift_checks;
        let advanced = || {
            checks.read.fetch_add(1, Ordering::Relaxed);
        };
        let found = drift(&platform, AT_ONCE, advanced).await;
        if let Err(error) = &found {
            tracing::error!(error = %error.with_causes(), "the databases could not be read back");
        }
        checks.end(LastDrift { at: platform.clock.now().to_string(), report: found.ok() });
    });
    asked
}

/// How far this process is with it, and what the last time has shown.
pub fn drift_check(platform: &Platform) -> DriftCheck {
    let checks = &platform.drift_checks;
    let total = *locked(&checks.total);
    DriftCheck {
        running: total.map(|total| DriftProgress { read: checks.read.load(Ordering::Relaxed).min(total), total }),
        last: locked(&checks.last).clone(),
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
