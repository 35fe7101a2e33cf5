//! The way to what owners see of support.

use super::words;
use crate::{i18n::Locale, paths, ui::Crumb};

/// The stations to a page, by what its address says behind the area.
pub(crate) fn crumbs(locale: Locale, rest: &[&str]) -> Vec<Crumb> {
    match rest {
        [] => vec![Crumb::here(words::title(locale))],
        [_] => vec![Crumb::link(words::title(locale), paths::SETTINGS_SUPPORT), Crumb::here(words::trail(locale))],
        _ => Vec::new(),
    }
}
