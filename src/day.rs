//! A calendar day as it travels: `2026-03-15`; and a time of such a day: `2026-03-15T17:05:09`.
//!
//! The browser reads and writes them here and not with jiff's own reader, which knows every notation of times and a
//! sentence for all that can be wrong with each: most of a page's WebAssembly would be that.

use crate::fault::Problem;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Deserializer, Serializer, de::Error};

/// As it travels, and as HTML has it.
pub fn text(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

pub fn serialize<S: Serializer>(day: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&text(*day))
}

pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    read(&String::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("not a day"))
}

/// A day that may be absent.
pub mod optional {
    use super::{Date, Deserialize, Deserializer, Error, Serializer};

    pub fn serialize<S: Serializer>(day: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => super::serialize(day, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| super::read(&text).ok_or_else(|| D::Error::custom("not a day"))).transpose()
    }
}

/// A day and a time, to the second.
pub mod and_time {
    use super::{DateTime, Deserialize, Deserializer, Error, Serializer};

    pub fn text(time: DateTime) -> String {
        let day = super::text(time.date());
        format!("{day}T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())
    }

    pub fn serialize<S: Serializer>(time: &DateTime, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&text(*time))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime, D::Error> {
        let text = String::deserialize(deserializer)?;
        read(&text).ok_or_else(|| D::Error::custom("not a time"))
    }

    /// What is written otherwise is none.
    pub fn read(text: &str) -> Option<DateTime> {
        let (day, time) = text.split_once('T')?;
        let [hour, minute, second] = super::numbers(time, ':', [2, 2, 2])?;
        let narrow = |number| i8::try_from(number).ok();
        let time = jiff::civil::Time::new(narrow(hour)?, narrow(minute)?, narrow(second)?, 0).ok()?;
        Some(super::read(day)?.to_datetime(time))
    }
}

/// Years from 0 to 9999, written in full.
fn read(text: &str) -> Option<Date> {
    let [year, month, day] = numbers(text, '-', [4, 2, 2])?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Three numbers, each with exactly so many digits.
fn numbers(text: &str, separator: char, digits: [usize; 3]) -> Option<[i16; 3]> {
    let mut parts = text.split(separator);
    let mut numbers = [0; 3];
    for (number, length) in numbers.iter_mut().zip(digits) {
        let part =
            parts.next().filter(|part| part.len() == length && part.bytes().all(|digit| digit.is_ascii_digit()))?;
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(numbers)
}

/// Nobody means a day before.
pub const FIRST: Date = Date::constant(1900, 1, 1);
/// Nobody means a day after.
const LAST: Date = Date::constant(2199, 12, 31);

/// Reads what was typed: `2026-03-31`, which a date field sends, and `31/03/2026` or `31.03.2026`, which people type.
///
/// # Errors
/// `Required` for nothing, `NotADate` for anything else, `DateOutOfRange` for years outside 1900 to 2199.
pub fn parse(text: &str) -> Result<Date, Problem> {
    parse_until(text, LAST)
}

/// The same where days after a certain one aren't possible.
///
/// # Errors
/// Those of [`parse`].
pub fn parse_until(text: &str, most: Date) -> Result<Date, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let date = match (parts.as_slice(), text.contains('-')) {
        ([year, month, day], true) if year.len() == 4 => date(year, month, day),
        ([day, month, year], false) if year.len() == 4 => date(year, month, day),
        _ => None,
    };
    let date = date.ok_or(Problem::NotADate)?;
    if (FIRST..=most).contains(&date) { Ok(date) } else { Err(Problem::DateOutOfRange { least: FIRST, most }) }
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(number(year)?, i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?).ok()
}

fn number(digits: &str) -> Option<i16> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{ToSpan, civil::date};
    use serde::Serialize;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Wire {
        #[serde(with = "super")]
        day: Date,
        #[serde(with = "super::optional")]
        end: Option<Date>,
    }

    #[test]
    fn every_day_travels_as_jiff_writes_it() {
        for days in (0..365 * 9000).step_by(997) {
            let day = date(1, 1, 1) + days.days();
            let wire = Wire { day, end: (days % 2 == 0).then_some(day) };
            let text = serde_json::to_string(&wire).unwrap();
            assert!(text.contains(&format!("\"day\":\"{day}\"")), "{text}");
            assert_eq!(serde_json::from_str::<Wire>(&text).unwrap(), wire);
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "2026",
            "2026-02-29",
            "2026-13-01",
            "2026-1-01",
            "+026-01-01",
            "2026-01-01T00:00",
            "2026-01-0x",
            "-026-01-01",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read("2028-02-29"), Some(date(2028, 2, 29)));
        for text in
            ["2026-03-15", "2026-03-15T24:00:00", "2026-03-15T12:60:00", "2026-03-15T1:02:03", "2026-03-15T01:02:03Z"]
        {
            assert_eq!(and_time::read(text), None, "{text}");
        }
        let time = date(2026, 3, 15).at(17, 5, 9, 0);
        assert_eq!((and_time::text(time), and_time::read("2026-03-15T17:05:09")), (time.to_string(), Some(time)));
    }

    #[test]
    fn reads_the_ways_of_writing_a_date() {
        for text in ["2026-03-09", " 2026-3-9 ", "09/03/2026", "9/3/2026", "09.03.2026"] {
            assert_eq!(parse(text), Ok(date(2026, 3, 9)), "{text}");
        }
        assert_eq!(parse("29/02/2028"), Ok(date(2028, 2, 29)));
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "2026-02-30",
            "29/02/2026",
            "31/13/2026",
            "26-03-09",
            "2026/03/09",
            "+026-03-09",
            "demain",
            "20260309",
            "٢٠٢٦-03-09",
            "--",
            "9-3-2026",
        ] {
            assert_eq!(parse(text), Err(Problem::NotADate), "{text}");
        }
        assert_eq!(parse("  "), Err(Problem::Required));
    }

    #[test]
    fn a_date_that_nobody_means_is_refused_with_those_that_are_possible() {
        let most = date(2027, 3, 15);
        for text in ["0001-01-01", "1899-12-31", "31/12/9999", "2200-01-01"] {
            assert_eq!(parse(text), Err(Problem::DateOutOfRange { least: FIRST, most: LAST }), "{text}");
            assert_eq!(parse_until(text, most), Err(Problem::DateOutOfRange { least: FIRST, most }), "{text}");
        }
        assert_eq!((parse("1900-01-01"), parse("31.12.2199")), (Ok(FIRST), Ok(LAST)));
        assert_eq!(parse_until("2027-03-15", most), Ok(most));
        assert!(parse_until("2027-03-16", most).is_err());
    }
}
