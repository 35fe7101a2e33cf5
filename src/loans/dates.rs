//! Dates as people type them.

use crate::fault::Problem;
use jiff::civil::Date;

/// Reads `2026-03-31`, which a date field sends, and `31/03/2026` or `31.03.2026`, which people type.
///
/// # Errors
/// `Required` for nothing, `NotADate` for anything else and for years outside 1900 to 2199.
pub(super) fn parse_date(text: &str) -> Result<Date, Problem> {
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
    date.filter(|date| (1900..2200).contains(&date.year())).ok_or(Problem::NotADate)
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
    use jiff::civil::date;

    #[test]
    fn reads_the_ways_of_writing_a_date() {
        for text in ["2026-03-09", " 2026-3-9 ", "09/03/2026", "9/3/2026", "09.03.2026"] {
            assert_eq!(parse_date(text), Ok(date(2026, 3, 9)), "{text}");
        }
        assert_eq!(parse_date("29/02/2028"), Ok(date(2028, 2, 29)));
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "2026-02-30",
            "29/02/2026",
            "31/13/2026",
            "26-03-09",
            "2026/03/09",
            "1899-12-31",
            "+026-03-09",
            "demain",
            "20260309",
            "٢٠٢٦-03-09",
            "--",
            "9-3-2026",
        ] {
            assert_eq!(parse_date(text), Err(Problem::NotADate), "{text}");
        }
        assert_eq!(parse_date("  "), Err(Problem::Required));
    }
}
