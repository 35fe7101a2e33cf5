//! How long requests take: counted in classes with fixed bounds, from which any share of the slowest can be read.

use super::measures::{Measure, Tally};
use std::time::Duration;

/// The classes and their upper bounds in microseconds. The last has none.
pub(super) const CLASSES: [(Measure, u64); 12] = [
    (Measure::Within1, 1_000),
    (Measure::Within2, 2_000),
    (Measure::Within5, 5_000),
    (Measure::Within10, 10_000),
    (Measure::Within20, 20_000),
    (Measure::Within50, 50_000),
    (Measure::Within100, 100_000),
    (Measure::Within200, 200_000),
    (Measure::Within500, 500_000),
    (Measure::Within1000, 1_000_000),
    (Measure::Within2000, 2_000_000),
    (Measure::Within5000, 5_000_000),
];

/// Nothing is said of how much longer than this it was.
const LONGEST: i64 = 5_000_000;

pub(super) fn class_of(time: Duration) -> Measure {
    let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
    CLASSES.iter().find(|(_, bound)| micros <= *bound).map_or(Measure::Over5000, |(class, _)| *class)
}

/// The microseconds within which so many of a hundred requests were answered, as if those of a class lay evenly between its
/// bounds. `None` when there were none.
pub(super) fn percentile(tally: &Tally, percent: i64) -> Option<i64> {
    let total: i64 = CLASSES.iter().map(|(class, _)| tally.get(*class)).sum::<i64>() + tally.get(Measure::Over5000);
    if total <= 0 {
        return None;
    }
    let wanted = (total * percent + 99) / 100;
    let (mut below, mut from) = (0, 0);
    for (class, bound) in CLASSES {
        let (count, bound) = (tally.get(class), i64::try_from(bound).unwrap_or(LONGEST));
        if count > 0 && below + count >= wanted {
            return Some(from + (bound - from) * (wanted - below) / count);
        }
        (below, from) = (below + count, bound);
    }
    Some(LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(counts: &[(Measure, i64)]) -> Tally {
        let mut tally = Tally::default();
        for (class, count) in counts {
            tally.add(*class, *count);
        }
        tally
    }

    #[test]
    fn a_time_counts_in_the_first_class_that_holds_it() {
        let class = |micros| class_of(Duration::from_micros(micros));
        assert_eq!(class(0), Measure::Within1);
        assert_eq!(class(1_000), Measure::Within1);
        assert_eq!(class(1_001), Measure::Within2);
        assert_eq!(class(5_000_000), Measure::Within5000);
        assert_eq!(class(5_000_001), Measure::Over5000);
        assert_eq!(class_of(Duration::MAX), Measure::Over5000);
    }

    #[test]
    fn percentiles_lie_within_their_class() {
        assert_eq!(percentile(&Tally::default(), 95), None);
        let even = tally(&[(Measure::Within10, 100)]);
        assert_eq!(percentile(&even, 50), Some(7_500), "half of the way from 5 to 10 ms");
        let mixed = tally(&[(Measure::Within1, 90), (Measure::Within100, 9), (Measure::Over5000, 1)]);
        assert!(percentile(&mixed, 50).unwrap() < 1_000);
        let p95 = percentile(&mixed, 95).unwrap();
        assert!((50_000..=100_000).contains(&p95), "{p95}");
        assert_eq!(percentile(&mixed, 99), Some(100_000));
        assert_eq!(percentile(&mixed, 100), Some(LONGEST));
    }
}
