//! Words in both languages. Each area has a table of its own (`words.rs`); a word that lacks a language doesn't compile.

mod dates;
mod faults;
#[cfg(feature = "ssr")]
mod numerals;
pub mod words;

pub use dates::{format_date, format_day, format_instant, format_month, format_month_short, format_time};
pub(crate) use faults::amount_not_positive;
pub use faults::{kind_words, problem_words, too_large_words};
#[cfg(feature = "ssr")]
pub use numerals::amount_in_words;
pub use tenantry::locale::Locale;

/// A table of words: a name, English, French. With arguments the text is a format string over them.
///
/// ```ignore
/// words! {
///     sign_in: "Sign in", "Se connecter";
///     hello(name: &str): "Hello {name}", "Bonjour {name}";
/// }
/// ```
/// Each becomes a function of the locale, and of the arguments: `sign_in(locale)`, `hello(locale, "Ann")`.
#[macro_export]
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident $(($($arg:ident: $ty:ty),+))?: $en:literal, $fr:literal;)+) => {
        $($crate::word!($(#[$doc])* $name $(($($arg: $ty),+))?: $en, $fr);)+
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! word {
    ($(#[$doc:meta])* $name:ident: $en:literal, $fr:literal) => {
        $(#[$doc])*
        pub fn $name(locale: $crate::i18n::Locale) -> &'static str {
            match locale {
                $crate::i18n::Locale::En => $en,
                $crate::i18n::Locale::Fr => $fr,
            }
        }
    };
    ($(#[$doc:meta])* $name:ident($($arg:ident: $ty:ty),+): $en:literal, $fr:literal) => {
        $(#[$doc])*
        pub fn $name(locale: $crate::i18n::Locale, $($arg: $ty),+) -> String {
            match locale {
                $crate::i18n::Locale::En => format!($en),
                $crate::i18n::Locale::Fr => format!($fr),
            }
        }
    };
}

/// The form of a noun for a number: French counts zero and one alike, English only one.
pub fn plural(locale: Locale, count: i64, one: &'static str, many: &'static str) -> &'static str {
    let single = match locale {
        Locale::En => count == 1,
        Locale::Fr => (0..2).contains(&count),
    };
    if single { one } else { many }
}

#[cfg(test)]
mod tests {
    use super::*;

    crate::words! {
        hello(name: &str): "Hello {name}", "Bonjour {name}";
        bye: "Bye", "Au revoir";
    }

    #[test]
    fn a_table_speaks_both_languages() {
        assert_eq!(hello(Locale::Fr, "Ann"), "Bonjour Ann");
        assert_eq!(bye(Locale::En), "Bye");
    }

    #[test]
    fn zero_is_plural_in_english_alone() {
        assert_eq!(plural(Locale::En, 0, "loan", "loans"), "loans");
        assert_eq!(plural(Locale::Fr, 0, "prêt", "prêts"), "prêt");
    }
}
