//! The one place that reads the time. It is handed in, so that tests can hold it still.

use jiff::{SignedDuration, Timestamp, Unit, civil, tz::TimeZone};
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// UTC, cut to microseconds: PostgreSQL keeps no more, and both engines must give back what they were given.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    /// So many microseconds beside the system's.
    Shifted(i64),
    Manual(Arc<AtomicI64>),
}

impl Clock {
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that goes as the system's does, but begins at that moment.
    pub fn starting_at(start: Timestamp) -> Self {
        Self(Source::Shifted(start.as_microsecond() - system_now().as_microsecond()))
    }

    /// A clock that stands still until it is advanced.
    pub fn manual(start: Timestamp) -> Self {
        Self(Source::Manual(Arc::new(AtomicI64::new(start.as_microsecond()))))
    }

    pub fn now(&self) -> Timestamp {
        match &self.0 {
            Source::System => system_now(),
            Source::Shifted(by) => from_micros(system_now().as_microsecond().saturating_add(*by)),
            Source::Manual(micros) => from_micros(micros.load(Ordering::SeqCst)),
        }
    }

    /// The civil date in a time zone.
    pub fn today(&self, zone: &TimeZone) -> civil::Date {
        zone.to_datetime(self.now()).date()
    }

    /// Moves a manual clock; the others go by themselves.
    pub fn advance(&self, by: SignedDuration) {
        if let Source::Manual(micros) = &self.0 {
            let by = i64::try_from(by.as_micros()).unwrap_or(i64::MAX);
            micros.fetch_add(by, Ordering::SeqCst);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the time")]
fn system_now() -> Timestamp {
    let now = Timestamp::now();
    now.round(Unit::Microsecond).unwrap_or(now)
}

fn from_micros(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_begins_elsewhere_goes_on_from_there() {
        let start: Timestamp = "2026-03-16T09:00:00Z".parse().unwrap();
        let clock = Clock::starting_at(start);
        let [first, second] = [clock.now(), clock.now()];
        assert!(start <= first && first <= second, "{first}, {second}");
        assert!(second.duration_since(start) < SignedDuration::from_mins(1), "{second}");
    }
}
