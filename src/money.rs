//! Money: whole minor units with a currency, and how people write and read it.

use crate::{fault::Problem, locale::Locale};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// ISO 4217 currencies that an organisation can choose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Currency {
    #[default]
    Eur,
    Usd,
    Gbp,
    Chf,
    Cad,
    Ils,
}

impl Currency {
    pub const ALL: [Self; 6] = [Self::Eur, Self::Usd, Self::Gbp, Self::Chf, Self::Cad, Self::Ils];

    pub fn code(self) -> &'static str {
        match self {
            Self::Eur => "EUR",
            Self::Usd => "USD",
            Self::Gbp => "GBP",
            Self::Chf => "CHF",
            Self::Cad => "CAD",
            Self::Ils => "ILS",
        }
    }

    pub fn symbol(self) -> &'static str {
        match self {
            Self::Eur => "€",
            Self::Usd => "$",
            Self::Gbp => "£",
            Self::Chf => "CHF",
            Self::Cad => "CA$",
            Self::Ils => "₪",
        }
    }
}

impl FromStr for Currency {
    type Err = ();

    fn from_str(code: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|currency| currency.code() == code).ok_or(())
    }
}

/// The largest amount that a form takes: ten milliards of major units.
pub const MOST: i64 = 1_000_000_000_000;

/// Reads an amount as people type it (`1 234,50`, `1,234.50`, `€12`) into minor units.
///
/// # Errors
/// `NotAnAmount` for anything else, more than two decimals included; `OutOfRange` above [`MOST`].
pub fn parse_amount(text: &str) -> Result<i64, Problem> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && !"\u{a0}\u{202f}€$£₪'’".contains(*c)).collect();
    let (whole, decimals) = split_decimals(&plain);
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || !digits(&whole) || !digits(decimals) || whole.len() > 15 {
        return Err(if plain.is_empty() { Problem::Required } else { Problem::NotAnAmount });
    }
    let minor = format!("{whole}{decimals:0<2}").parse::<i64>().map_err(|_| Problem::NotAnAmount)?;
    if minor > MOST { Err(Problem::OutOfRange { least: 1, most: MOST / 100 }) } else { Ok(minor) }
}

/// The last `.` or `,` with one or two digits behind it is the decimal sign; the others group thousands.
fn split_decimals(plain: &str) -> (String, &str) {
    let ungrouped = |text: &str| text.replace(['.', ','], "");
    match plain.rfind(['.', ',']) {
        Some(at) if plain.len() - at - 1 == 3 => (ungrouped(plain), ""),
        Some(at) if (1..=2).contains(&(plain.len() - at - 1)) => (ungrouped(&plain[..at]), &plain[at + 1..]),
        Some(_) => (String::new(), ""),
        None => (plain.to_owned(), ""),
    }
}

/// `1 234,50 €` in French, `€1,234.50` in English.
pub fn format_amount(minor: i64, currency: Currency, locale: Locale) -> String {
    let number = format_decimal(minor, locale);
    match locale {
        Locale::Fr => format!("{number}\u{a0}{}", currency.symbol()),
        Locale::En if currency == Currency::Chf => format!("CHF\u{a0}{number}"),
        Locale::En => {
            let (sign, digits) = number.strip_prefix('-').map_or(("", number.as_str()), |digits| ("-", digits));
            format!("{sign}{}{digits}", currency.symbol())
        }
    }
}

/// The amount without its currency, as a form shows it.
pub fn format_decimal(minor: i64, locale: Locale) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    let (whole, cents) = (minor.unsigned_abs() / 100, minor.unsigned_abs() % 100);
    let point = if locale == Locale::Fr { ',' } else { '.' };
    format!("{sign}{}{point}{cents:02}", group(whole, locale))
}

/// A whole number with its thousands grouped.
pub fn format_integer(number: i64, locale: Locale) -> String {
    let sign = if number < 0 { "-" } else { "" };
    format!("{sign}{}", group(number.unsigned_abs(), locale))
}

fn group(number: u64, locale: Locale) -> String {
    let separator = if locale == Locale::Fr { '\u{202f}' } else { ',' };
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 * separator.len_utf8());
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_type() {
        for (text, minor) in [
            ("1234", 123_400),
            ("1 234,50", 123_450),
            ("1,234.50", 123_450),
            ("1.234,5", 123_450),
            ("€12", 1_200),
            ("1,234", 123_400),
            ("0,05", 5),
            ("1\u{202f}000 €", 100_000),
        ] {
            assert_eq!(parse_amount(text), Ok(minor), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_amount() {
        for text in ["abc", "1,2345", "-5", "1e3", "12.3.", ".50", "٣"] {
            assert_eq!(parse_amount(text), Err(Problem::NotAnAmount), "{text}");
        }
        assert_eq!(parse_amount("  "), Err(Problem::Required));
        assert!(matches!(parse_amount("99999999999999"), Err(Problem::OutOfRange { .. })));
    }

    #[test]
    fn writes_in_the_readers_way() {
        assert_eq!(format_amount(123_450, Currency::Eur, Locale::Fr), "1\u{202f}234,50\u{a0}€");
        assert_eq!(format_amount(123_450, Currency::Eur, Locale::En), "€1,234.50");
        assert_eq!(format_amount(-5, Currency::Usd, Locale::En), "-$0.05");
        assert_eq!(format_integer(1_000_000, Locale::En), "1,000,000");
    }
}
