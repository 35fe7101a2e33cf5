//! The way to the pages of an organisation's own hosts.

use super::words;
use crate::{i18n::Locale, paths, ui::Crumb};

/// The stations to a page, by what its address says behind the area.
pub(crate) fn crumbs(locale: Locale, rest: &[&str]) -> Vec<Crumb> {
    match rest {
        [] => vec![Crumb::here(words::title(locale))],
        [host] => {
            vec![Crumb::link(words::title(locale), paths::SETTINGS_DOMAIN), Crumb::here((*host).to_owned())]
        }
        _ => Vec::new(),
    }
}
