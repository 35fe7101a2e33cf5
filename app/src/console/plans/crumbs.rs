//! The way to the pages of plans.

use super::words;
use crate::{i18n::Locale, paths, ui::Crumb};

/// The stations to a page, by what its address says behind the area.
pub(crate) fn crumbs(locale: Locale, rest: &[&str]) -> Vec<Crumb> {
    let plans = || Crumb::link(words::title(locale), paths::CONSOLE_PLANS);
    match rest {
        [] => vec![Crumb::here(words::title(locale))],
        ["new"] => vec![plans(), Crumb::here(words::new(locale))],
        [key] => vec![plans(), Crumb::here((*key).to_owned())],
        [key, step] => vec![
            plans(),
            Crumb::link((*key).to_owned(), paths::console_plan(key)),
            Crumb::here(match *step {
                "archive" => words::archive_title(locale),
                _ => words::review_title(locale),
            }),
        ],
        _ => Vec::new(),
    }
}
