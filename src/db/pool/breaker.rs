//! A circuit breaker: what failed several times in a row is left alone for a moment, so that those who want it are told
//! at once instead of waiting for it to fail again.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::time::Instant;

/// So many failures in a row open it.
const TRIPS_AFTER: u32 = 3;
const FIRST_REST: Duration = Duration::from_millis(250);
/// Short enough that a server that is back is found within seconds.
const LONGEST_REST: Duration = Duration::from_secs(4);

/// Closed: everybody may try. Open: nobody may, until the rest is over. Then one may, as a probe, and a success closes it.
#[derive(Debug, Default)]
pub struct Breaker(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    failures: u32,
    rests_until: Option<Instant>,
}

impl Breaker {
    /// Whether to try now. After a rest the first who asks is the probe; the others rest on, so that a probe that never
    /// ends keeps nobody waiting and is followed by the next.
    ///
    /// # Errors
    /// How long it still rests.
    pub fn admit(&self) -> Result<(), Duration> {
        let mut state = self.state();
        let Some(until) = state.rests_until else { return Ok(()) };
        let now = Instant::now();
        if until > now {
            return Err(until - now);
        }
        state.rests_until = Some(now + state.rest());
        Ok(())
    }

    pub fn succeeded(&self) {
        *self.state() = State::default();
    }

    pub fn failed(&self) {
        let mut state = self.state();
        state.failures = state.failures.saturating_add(1);
        if state.failures >= TRIPS_AFTER {
            state.rests_until = Some(Instant::now() + state.rest());
        }
    }

    pub fn is_open(&self) -> bool {
        self.state().rests_until.is_some()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Twice as long after each failure.
    fn rest(&self) -> Duration {
        let doublings = self.failures.saturating_sub(TRIPS_AFTER).min(8);
        (FIRST_REST * 2_u32.pow(doublings)).min(LONGEST_REST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::time::advance;

    #[tokio::test(start_paused = true)]
    async fn failures_open_it_and_a_probe_closes_it() {
        let breaker = Breaker::default();
        for _ in 0..TRIPS_AFTER {
            breaker.admit().unwrap();
            breaker.failed();
        }
        assert_eq!(breaker.admit(), Err(FIRST_REST));
        advance(FIRST_REST).await;
        breaker.admit().unwrap();
        assert!(breaker.admit().is_err(), "one probe at a time");
        breaker.succeeded();
        breaker.admit().unwrap();
        assert!(!breaker.is_open());
    }

    #[tokio::test(start_paused = true)]
    async fn it_rests_longer_each_time_and_never_for_long() {
        let breaker = Breaker::default();
        let mut rests = Vec::new();
        for _ in 0..10 {
            breaker.failed();
            if let Err(rest) = breaker.admit() {
                rests.push(rest.as_millis());
                advance(rest).await;
            }
        }
        assert_eq!(rests, [250, 500, 1000, 2000, 4000, 4000, 4000, 4000]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_success_between_failures_starts_the_count_anew() {
        let breaker = Breaker::default();
        for _ in 0..10 {
            breaker.failed();
            breaker.failed();
            breaker.succeeded();
        }
        breaker.admit().unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_probe_that_never_ends_is_followed_by_another() {
        let breaker = Breaker::default();
        (0..TRIPS_AFTER).for_each(|_| breaker.failed());
        advance(FIRST_REST).await;
        breaker.admit().unwrap();
        advance(FIRST_REST).await;
        breaker.admit().unwrap();
    }
}
