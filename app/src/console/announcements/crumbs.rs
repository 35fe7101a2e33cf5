//! The way to the pages of announcements.

use super::words;
use crate::{i18n::Locale, paths, ui::Crumb};

/// The stations to a page, by what its address says behind the area.
pub(crate) fn crumbs(locale: Locale, rest: &[&str]) -> Vec<Crumb> {
    let announcements = || Crumb::link(words::title(locale), paths::CONSOLE_ANNOUNCEMENTS);
    match rest {
        [] => vec![Crumb::here(words::title(locale))],
        ["new"] => vec![announcements(), Crumb::here(words::new(locale))],
        [_] => vec![announcements(), Crumb::here(words::announcement(locale))],
        _ => Vec::new(),
    }
}
