//! The way to the settings of the deployment.

use super::words;
use crate::{i18n::Locale, paths, ui::Crumb};

/// The stations to a page, by what its address says behind the area.
pub(crate) fn crumbs(locale: Locale, rest: &[&str]) -> Vec<Crumb> {
    match rest {
        [] => vec![Crumb::here(words::title(locale))],
        [key] => {
            let name = words::name(locale, key).unwrap_or(key);
            vec![Crumb::link(words::title(locale), paths::CONSOLE_SETTINGS), Crumb::here(name.to_owned())]
        }
        _ => Vec::new(),
    }
}
