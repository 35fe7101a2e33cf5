//! The way to the pages of an organisation's people.

use crate::{
    i18n::{Locale, words},
    paths,
    ui::Crumb,
};

/// The stations to a page, by what its address says behind the area.
pub(crate) fn crumbs(locale: Locale, rest: &[&str]) -> Vec<Crumb> {
    match rest {
        [] => vec![Crumb::here(words::members(locale))],
        [_] => vec![Crumb::link(words::members(locale), paths::MEMBERS), Crumb::here(words::invitation(locale))],
        _ => Vec::new(),
    }
}
