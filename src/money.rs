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

/// Reads an amount as people type it (`1 234,50`, `1,234.50`, `€12`, `12 EUR`) into minor units.
///
/// # Errors
/// `NotAnAmount` for anything else: more than two decimals, another currency, and `1,234`, which is one amount in one language and
/// another in the other; `OutOfRange` above [`MOST`].
pub fn parse_amount(text: &str, currency: Currency) -> Result<i64, Problem> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && !"'’".contains(*c)).collect();
    let number = without_currency(&plain, currency);
    if number.is_empty() {
        return Err(Problem::Required);
    }
    let (whole, decimals) = split_decimals(number).ok_or(Problem::NotAnAmount)?;
    // Of digits alone: only what is too large isn't read.
    let minor = format!("{whole}{decimals:0<2}").parse::<i64>().unwrap_or(i64::MAX);
    if minor > MOST { Err(Problem::OutOfRange { least: 1, most: MOST / 100 }) } else { Ok(minor) }
}

/// The currency's own sign or code may stand before the number or behind it; in Canada `$` alone is Canadian.
fn without_currency(plain: &str, currency: Currency) -> &str {
    let names = [currency.symbol(), currency.code(), currency.symbol().trim_start_matches("CA")];
    let bare = |name: &&str| plain.strip_prefix(name).or_else(|| plain.strip_suffix(name));
    names.iter().find_map(bare).unwrap_or(plain)
}

/// The last `.` or `,` with one or two digits behind it is the decimal sign; another one groups thousands before it.
fn split_decimals(number: &str) -> Option<(String, &str)> {
    if !number.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    let signs: Vec<char> = number.chars().filter(|c| !c.is_ascii_digit()).collect();
    let (whole, decimals) = match signs.as_slice() {
        [others @ .., last] if others.first() != Some(last) => number.rsplit_once(*last)?,
        _ => (number, ""),
    };
    let groups: Vec<&str> = whole.split(['.', ',']).collect();
    let of_one_sign = signs.iter().take(groups.len() - 1).all(|sign| Some(sign) == signs.first());
    let is_grouped = groups.len() == 1
        || ((1..=3).contains(&groups[0].len()) && groups[1..].iter().all(|group| group.len() == 3) && of_one_sign);
    let is_whole = !groups[0].is_empty() && is_grouped;
    let is_decimal = decimals.len() <= 2 && decimals.is_empty() == (whole.len() == number.len());
    (is_whole && is_decimal).then(|| (groups.concat(), decimals))
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
            ("1.234.567", 123_456_700),
            ("1’234.50", 123_450),
            ("€12", 1_200),
            ("12 EUR", 1_200),
            ("0,05", 5),
            ("1\u{202f}000 €", 100_000),
        ] {
            assert_eq!(parse_amount(text, Currency::Eur), Ok(minor), "{text}");
        }
        for (text, currency) in
            [("$5", Currency::Usd), ("CA$5", Currency::Cad), ("$ 5", Currency::Cad), ("CHF 5", Currency::Chf)]
        {
            assert_eq!(parse_amount(text, currency), Ok(500), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_amount() {
        let unclear = ["0,001", "1,234", "1.234", "1,234.567", "12,34.50", "1,234,5", "1.2,3.4", "1,,000", "1.000,"];
        for text in
            ["abc", "1,2345", "-5", "1e3", "12.3.", ".50", "٣", "$5", "5 £", "€5€", "5 USD"].iter().chain(&unclear)
        {
            assert_eq!(parse_amount(text, Currency::Eur), Err(Problem::NotAnAmount), "{text}");
        }
        for text in ["  ", "€"] {
            assert_eq!(parse_amount(text, Currency::Eur), Err(Problem::Required), "{text}");
        }
        for text in ["99999999999999", "99999999999999999999999"] {
            let read = parse_amount(text, Currency::Eur);
            assert!(matches!(read, Err(Problem::OutOfRange { .. })), "{text}");
        }
    }

    #[test]
    fn writes_in_the_readers_way() {
        assert_eq!(format_amount(123_450, Currency::Eur, Locale::Fr), "1\u{202f}234,50\u{a0}€");
        assert_eq!(format_amount(123_450, Currency::Eur, Locale::En), "€1,234.50");
        assert_eq!(format_amount(-5, Currency::Usd, Locale::En), "-$0.05");
        assert_eq!(format_integer(1_000_000, Locale::En), "1,000,000");
    }
}
