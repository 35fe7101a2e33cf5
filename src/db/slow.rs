//! Statements that take long are written to the log, by the name of the function's module that means them: their text
//! could hold what somebody typed.

use super::Connection;
use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

/// Microseconds. Like the log itself it is the process's.
static SLOW: AtomicU64 = AtomicU64::new(250_000);

/// From which time on a statement is logged.
pub fn log_slower_than(time: Duration) {
    SLOW.store(u64::try_from(time.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
}

/// How long a statement takes. It is stopped by [`sql!`](crate::sql).
#[derive(Debug)]
pub struct Watch(Instant);

impl Watch {
    pub fn start() -> Self {
        Self(Instant::now())
    }

    #[inline]
    pub fn stop(self, on: &impl Connection, statement: &'static str) {
        let taken = self.0.elapsed();
        if taken.as_micros() >= u128::from(SLOW.load(Ordering::Relaxed)) {
            log(on.database(), statement, taken);
        }
    }
}

/// Within a request the line comes with the request's span, which names the organisation.
#[cold]
fn log(database: &str, statement: &'static str, taken: Duration) {
    let milliseconds = taken.as_secs_f64() * 1000.0;
    tracing::warn!(database, statement, milliseconds, "slow statement");
}
