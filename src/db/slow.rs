//! Statements that take long are written to the log, by the name of the function's module that means them: their text
//! could hold what somebody typed.

use super::Connection;
use crate::traces::Statement;
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
pub struct Watch {
    started: Instant,
    place: &'static str,
    traced: Option<Statement>,
}

impl Watch {
    /// `place` is the name of the function's module and the line.
    pub fn start(place: &'static str) -> Self {
        Self { started: Instant::now(), place, traced: Statement::begin() }
    }

    #[inline]
    pub fn stop<T, E>(mut self, on: &impl Connection, done: &Result<T, E>) {
        let taken = self.started.elapsed();
        if taken.as_micros() >= u128::from(SLOW.load(Ordering::Relaxed)) {
            log(on.database(), self.place, taken);
        }
        if let Some(traced) = self.traced.take() {
            let error = done.is_err().then_some("database");
            traced.end(self.place, on.engine(), Some(on.database()), taken, error);
        }
    }
}

impl Drop for Watch {
    /// Nobody waits for the statement any more: that is the one that a request timed out at.
    fn drop(&mut self) {
        if let Some(traced) = self.traced.take() {
            traced.end(self.place, "", None, self.started.elapsed(), Some("cancelled"));
        }
    }
}

/// Within a request the line comes with the request's span, which names the organisation.
#[cold]
fn log(database: &str, statement: &'static str, taken: Duration) {
    let milliseconds = taken.as_secs_f64() * 1000.0;
    tracing::warn!(database, statement, milliseconds, "slow statement");
}
