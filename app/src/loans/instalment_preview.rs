//! What each instalment will be, while the amount is typed.

use super::words;
use crate::{
    i18n::Locale,
    site::{Site, use_locale, use_site},
};
use leptos::prelude::*;
use tenantry::money::{Currency, format_amount, format_integer, parse_amount};

#[component]
pub(super) fn InstalmentPreview(amount: Signal<String>, instalments: Signal<String>) -> impl IntoView {
    let locale = use_locale();
    let currency = use_site().with_value(Site::currency);
    let text = move || preview(&amount.get(), &instalments.get(), currency, locale);
    view! {
        <p class="instalment-preview" role="status">
            {text}
        </p>
    }
}

/// Nothing as long as the two don't make a loan; the server says what is wrong with them.
fn preview(amount: &str, instalments: &str, currency: Currency, locale: Locale) -> Option<String> {
    let amount = parse_amount(amount, currency).ok()?;
    let count: i64 = instalments.trim().parse().ok()?;
    if !(1..=120).contains(&count) || amount < count {
        return None;
    }
    let (each, rest) = (amount / count, amount % count);
    let words_of = |minor| format_amount(minor, currency, locale);
    let counted = format_integer(count, locale);
    Some(match (count, rest) {
        (1, _) => words::preview_single(locale, &words_of(each)),
        (_, 0) => words::preview(locale, &counted, &words_of(each)),
        _ => words::preview_with_last(locale, &counted, &words_of(each), &words_of(each + rest)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_english(amount: &str, instalments: &str) -> Option<String> {
        preview(amount, instalments, Currency::Eur, Locale::En)
    }

    #[test]
    fn the_last_instalment_takes_what_is_left_over() {
        assert_eq!(in_english("1 200", "12").unwrap(), "12 instalments of €100.00 each.");
        assert_eq!(in_english("100", "3").unwrap(), "3 instalments of €33.33 each, the last one of €33.34.");
        assert_eq!(in_english("100", "1").unwrap(), "One instalment of €100.00.");
    }

    #[test]
    fn what_is_no_loan_has_no_preview() {
        for (amount, instalments) in
            [("", "12"), ("100", ""), ("100", "0"), ("100", "121"), ("0,02", "3"), ("x", "1"), ("100", "-1")]
        {
            assert_eq!(in_english(amount, instalments), None, "{amount} {instalments}");
        }
    }
}
