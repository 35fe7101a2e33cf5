//! The way to the pages of operators.

use super::words;
use crate::{i18n::Locale, paths, ui::Crumb};

/// The stations to a page, by what its address says behind the area.
pub(crate) fn crumbs(locale: Locale, rest: &[&str]) -> Vec<Crumb> {
    let operators = || Crumb::link(words::title(locale), paths::CONSOLE_OPERATORS);
    match rest {
        [] => vec![Crumb::here(words::title(locale))],
        ["trail"] => vec![operators(), Crumb::here(words::trail(locale))],
        [_] => vec![operators(), Crumb::here(words::invite(locale))],
        _ => Vec::new(),
    }
}
