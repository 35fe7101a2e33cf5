//! Statements that take long are written to the log, by the name of the function's module that means them: their text
//! could hold what somebody typed.

use super::{Connection, Label};
use crate::traces::Statement;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// Microseconds. Like the log itself it is the process's.
static SLOW: AtomicU64 = AtomicU64::new(250_000);

/// From which time on a statement is logged.
pub fn log_slower_than(time: Duration) {
    SLOW.store(u64::try_from(time.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
}

/// How long a statement takes. It is stopped by [`sql!`](crate::sql); who drops it has given the statement up.
#[derive(Debug)]
pub struct Watch {
    started: Instant,
    place: &'static str,
    /// `None` when it was stopped.
    on: Option<Arc<Label>>,
    traced: Option<Statement>,
}

/// How a statement ended, for the log and for the trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    Failed,
    /// Nobody waits for it any more: the deadline came, or the client went.
    GivenUp,
}

impl Watch {
    /// `place` is the name of the function's module and the line.
    #[inline]
    pub fn start(place: &'static str, on: &impl Connection) -> Self {
        Self { started: Instant::now(), place, on: Some(on.label().clone()), traced: Statement::begin() }
    }

    #[inline]
    pub fn stop<T, E>(mut self, done: &Result<T, E>) {
        self.end(if done.is_ok() { Outcome::Done } else { Outcome::Failed });
    }

    fn end(&mut self, outcome: Outcome) {
        let Some(on) = self.on.take() else { return };
        let taken = self.started.elapsed();
        if taken.as_micros() >= u128::from(SLOW.load(Ordering::Relaxed)) {
            log(&on.database, self.place, taken, outcome);
        }
        if let Some(traced) = self.traced.take() {
            traced.end(self.place, &on, taken, outcome.error());
        }
    }
}

impl Drop for Watch {
    /// The slowest are those that a request times out at.
    fn drop(&mut self) {
        self.end(Outcome::GivenUp);
    }
}

impl Outcome {
    fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Failed => "failed",
            Self::GivenUp => "given up",
        }
    }

    fn error(self) -> Option<&'static str> {
        match self {
            Self::Done => None,
            Self::Failed => Some("database"),
            Self::GivenUp => Some("cancelled"),
        }
    }
}

/// The organisation comes with the span of the request or of the job.
#[cold]
fn log(database: &str, statement: &'static str, taken: Duration, outcome: Outcome) {
    let milliseconds = taken.as_secs_f64() * 1000.0;
    tracing::warn!(database, statement, milliseconds, outcome = outcome.name(), "slow statement");
}
