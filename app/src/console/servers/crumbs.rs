//! The way to the pages of servers, which belong to the fleet.

use super::words;
use crate::{
    i18n::{Locale, words as common},
    paths,
    ui::Crumb,
};

/// The stations to a page, by what its address says behind the area.
pub(crate) fn crumbs(locale: Locale, rest: &[&str]) -> Vec<Crumb> {
    let fleet = Crumb::link(common::fleet(locale), paths::CONSOLE_FLEET);
    let servers = || Crumb::link(words::title(locale), paths::CONSOLE_SERVERS);
    match rest {
        [] => vec![fleet, Crumb::here(words::title(locale))],
        ["new"] => vec![fleet, servers(), Crumb::here(words::new(locale))],
        [name] => vec![fleet, servers(), Crumb::here((*name).to_owned())],
        _ => Vec::new(),
    }
}
