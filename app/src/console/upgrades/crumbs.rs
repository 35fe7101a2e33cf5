//! The way to the pages of upgrades, which belong to the fleet.

use super::words;
use crate::{
    i18n::{Locale, words as common},
    paths,
    ui::Crumb,
};

/// The stations to a page, by what its address says behind the area.
pub(crate) fn crumbs(locale: Locale, rest: &[&str]) -> Vec<Crumb> {
    let fleet = Crumb::link(common::fleet(locale), paths::CONSOLE_FLEET);
    let upgrades = || Crumb::link(common::upgrades(locale), paths::CONSOLE_UPGRADES);
    match rest {
        [] => vec![fleet, Crumb::here(common::upgrades(locale))],
        ["new"] => vec![fleet, upgrades(), Crumb::here(words::new_run(locale))],
        ["drift"] => vec![fleet, upgrades(), Crumb::here(words::drift(locale))],
        [run, "rollback"] => {
            let run = Crumb::link(words::run(locale), format!("{}/{run}", paths::CONSOLE_UPGRADES));
            vec![fleet, upgrades(), run, Crumb::here(words::roll_back_run(locale))]
        }
        [_] => vec![fleet, upgrades(), Crumb::here(words::run(locale))],
        _ => Vec::new(),
    }
}
