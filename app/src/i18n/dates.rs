//! Dates and times as people read them.

use super::Locale;
use jiff::civil::{Date, DateTime};
use tenantry::day::and_time;

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const SHORT_EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const SHORT_FR: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

fn name_of(month: i8, names: &[&'static str; 12]) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|at| names.get(at)).copied().unwrap_or_default()
}

/// `15 Mar 2026`, `15 mars 2026`.
pub fn format_date(date: Date, locale: Locale) -> String {
    let (day, year) = (date.day(), date.year());
    match locale {
        Locale::En => format!("{day} {} {year}", name_of(date.month(), &SHORT_EN)),
        Locale::Fr => {
            let ordinal = if day == 1 { "er" } else { "" };
            format!("{day}{ordinal} {} {year}", name_of(date.month(), &SHORT_FR))
        }
    }
}

/// `March 2026`, `mars 2026`.
pub fn format_month(date: Date, locale: Locale) -> String {
    let names = if locale == Locale::Fr { &MONTHS_FR } else { &MONTHS_EN };
    format!("{} {}", name_of(date.month(), names), date.year())
}

/// `Mar`, `mars`: for the axis of a chart.
pub fn format_month_short(date: Date, locale: Locale) -> &'static str {
    name_of(date.month(), if locale == Locale::Fr { &SHORT_FR } else { &SHORT_EN })
}

/// A date with the time of day.
pub fn format_time(at: DateTime, locale: Locale) -> String {
    let (hour, minute) = (at.hour(), at.minute());
    match locale {
        Locale::En => format!("{}, {hour:02}:{minute:02}", format_date(at.date(), locale)),
        Locale::Fr => format!("{} à {hour:02}\u{a0}h\u{a0}{minute:02}", format_date(at.date(), locale)),
    }
}

/// An instant in UTC (RFC 3339), as the console shows it, or a day with a time where the organisation is. What can't be read is
/// shown as it is.
pub fn format_instant(at: &str, locale: Locale) -> String {
    let of_utc = in_utc(at).map(|at| format!("{} UTC", format_time(at, locale)));
    let of_there = || and_time::read(at).map(|at| format_time(at, locale));
    of_utc.or_else(of_there).unwrap_or_else(|| at.to_owned())
}

/// The day alone of such an instant.
pub fn format_day(at: &str, locale: Locale) -> String {
    in_utc(at).or_else(|| and_time::read(at)).map_or_else(|| at.to_owned(), |at| format_date(at.date(), locale))
}

fn in_utc(rfc3339: &str) -> Option<DateTime> {
    let to_the_second = rfc3339.strip_suffix('Z').and_then(|time| time.split('.').next());
    to_the_second.and_then(and_time::read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime};

    #[test]
    fn dates_read_as_people_write_them() {
        assert_eq!(format_date(date(2026, 3, 1), Locale::Fr), "1er mars 2026");
        assert_eq!(format_date(date(2026, 2, 15), Locale::En), "15 Feb 2026");
        assert_eq!(format_time(datetime(2026, 7, 4, 9, 5, 0, 0), Locale::Fr), "4 juil. 2026 à 09\u{a0}h\u{a0}05");
        assert_eq!(format_instant("2026-07-04T09:05:00.5Z", Locale::En), "4 Jul 2026, 09:05 UTC");
        assert_eq!(format_instant("2026-07-04T09:05:00Z", Locale::En), "4 Jul 2026, 09:05 UTC");
        assert_eq!(format_instant("2026-07-04T09:05:00", Locale::En), "4 Jul 2026, 09:05");
        assert_eq!(format_instant("yesterday", Locale::En), "yesterday");
        assert_eq!(format_day("2026-07-04T23:05:00", Locale::En), "4 Jul 2026");
        assert_eq!(format_day("2026-07-04T23:05:00.5Z", Locale::En), "4 Jul 2026");
    }
}
