//! Which backups are kept: all of the last days, and of the time before the last one of each week and of each month.

use super::super::Schedule;
use jiff::{SignedDuration, Timestamp, civil::ISOWeekDate, tz::TimeZone};
use std::collections::HashSet;

/// Those that nobody needs any more, of whole ones by the moment that each holds. The newest is always kept.
pub(super) fn obsolete<T: Copy>(mut whole: Vec<(Timestamp, T)>, now: Timestamp, schedule: Schedule) -> Vec<T> {
    whole.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let days = |days: u32| SignedDuration::from_hours(24 * i64::from(days));
    let (mut weeks, mut months) = (HashSet::new(), HashSet::new());
    let mut obsolete = Vec::new();
    for (index, (at, which)) in whole.into_iter().enumerate() {
        let (age, date) = (now.duration_since(at), at.to_zoned(TimeZone::UTC).date());
        // The last one of a week is looked for whether or not it is kept for its day: it may be both.
        let of_week = weeks.insert(week(date.iso_week_date())) && age <= days(7 * schedule.keep_weeks);
        let of_month = months.insert((date.year(), date.month())) && age <= days(31 * schedule.keep_months);
        if index > 0 && age > days(schedule.keep_days) && !of_week && !of_month {
            obsolete.push(which);
        }
    }
    obsolete
}

fn week(date: ISOWeekDate) -> (i16, i8) {
    (date.year(), date.week())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEDULE: Schedule = Schedule { every_hours: 24, keep_days: 3, keep_weeks: 3, keep_months: 2 };

    /// What is left of one each day, as days before now.
    fn kept(of: impl Iterator<Item = i64>, schedule: Schedule) -> Vec<i64> {
        // A Wednesday.
        let now: Timestamp = "2026-11-25T12:00:00Z".parse().unwrap();
        let all: Vec<_> = of.map(|day| (now - SignedDuration::from_hours(24 * day), day)).collect();
        let gone = obsolete(all.clone(), now, schedule);
        all.into_iter().map(|(_, day)| day).filter(|day| !gone.contains(day)).collect()
    }

    #[test]
    fn days_then_the_last_of_each_week_then_of_each_month() {
        // 10 days ago was Sunday the 15th, 17 the 8th; 25 and 56 are the last days of October and September.
        assert_eq!(kept(0..100, SCHEDULE), [0, 1, 2, 3, 10, 17, 25, 56]);
    }

    #[test]
    fn the_last_one_stays_however_old_it_is() {
        assert_eq!(kept([400, 401].into_iter(), SCHEDULE), [400]);
        let none = Schedule { keep_days: 0, keep_weeks: 0, keep_months: 0, ..SCHEDULE };
        assert_eq!(kept(0..5, none), [0]);
    }

    #[test]
    fn what_was_removed_once_leaves_what_the_next_day_would_keep() {
        // Day after day, each time with what the day before left.
        let start: Timestamp = "2026-01-01T03:00:00Z".parse().unwrap();
        let mut held: Vec<(Timestamp, i64)> = Vec::new();
        for day in 0..200 {
            let now = start + SignedDuration::from_hours(24 * day);
            held.push((now, day));
            let gone = obsolete(held.clone(), now, SCHEDULE);
            held.retain(|(_, day)| !gone.contains(day));
        }
        // Four of the last days, the last ones of two weeks before, and of one or two months.
        assert!((6..=9).contains(&held.len()), "{held:?}");
        assert!(held.iter().any(|(_, day)| *day < 200 - 31), "{held:?}");
    }
}
