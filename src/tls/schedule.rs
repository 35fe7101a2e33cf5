//! When a certificate is renewed, and when a failed order is tried again. Both are spread, so that what was ordered together
//! isn't all due at once.

use jiff::{SignedDuration, Timestamp};

/// The first wait after a failure, and the longest.
const FIRST_WAIT: SignedDuration = SignedDuration::from_mins(5);
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(6);

/// A part of a thousand that the caller draws.
pub(super) const SPREAD: u64 = 1_000;

/// A third of the lifetime before the end, or as long before as the settings say; but never before half of it is over, so that
/// a setting that is longer than what the authority issues doesn't order without end. Up to a tenth of that earlier.
pub(super) fn renewal(from: Timestamp, until: Timestamp, before: Option<SignedDuration>, drawn: u64) -> Timestamp {
    let lifetime = until.duration_since(from);
    let before = before.unwrap_or(lifetime / 3).min(lifetime / 2);
    until - before - part(before / 10, drawn)
}

/// Twice as long after each failure, and up to a tenth longer.
pub(super) fn wait_after(failures: i64, drawn: u64) -> SignedDuration {
    let doublings = i32::try_from(failures.clamp(1, 10) - 1).unwrap_or(0);
    let wait = (FIRST_WAIT * 2_i32.pow(doublings.unsigned_abs())).min(LONGEST_WAIT);
    wait + part(wait / 10, drawn)
}

fn part(whole: SignedDuration, drawn: u64) -> SignedDuration {
    let drawn = i64::try_from(drawn % SPREAD).unwrap_or(0);
    SignedDuration::from_secs(whole.as_secs().saturating_mul(drawn) / i64::try_from(SPREAD).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_third_of_the_lifetime_is_left() {
        let (from, until) = (at("2026-01-01T00:00:00Z"), at("2026-04-01T00:00:00Z"));
        assert_eq!(renewal(from, until, None, 0), at("2026-03-02T00:00:00Z"));
        let earliest = renewal(from, until, None, SPREAD - 1);
        assert!(earliest > at("2026-02-27T00:00:00Z") && earliest < at("2026-02-28T00:00:00Z"), "{earliest}");
        // Of six days as of ninety.
        assert_eq!(renewal(from, at("2026-01-07T00:00:00Z"), None, 0), at("2026-01-05T00:00:00Z"));
    }

    #[test]
    fn the_setting_counts_until_half_of_the_lifetime() {
        let (from, until) = (at("2026-01-01T00:00:00Z"), at("2026-04-01T00:00:00Z"));
        let days = |days: i64| Some(SignedDuration::from_hours(24 * days));
        assert_eq!(renewal(from, until, days(10), 0), at("2026-03-22T00:00:00Z"));
        assert_eq!(renewal(from, until, days(365), 0), at("2026-02-15T00:00:00Z"));
    }

    #[test]
    fn failures_wait_longer_and_longer_up_to_a_bound() {
        let minutes = |failures| wait_after(failures, 0).as_mins();
        assert_eq!([1, 2, 3, 4, 7, 8, 10_000].map(minutes), [5, 10, 20, 40, 320, 360, 360]);
        let longest = wait_after(1, SPREAD - 1);
        assert!(longest > FIRST_WAIT && longest < FIRST_WAIT * 11 / 10, "{longest}");
    }
}
