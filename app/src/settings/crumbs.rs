//! The way to the pages of settings.

use super::{domain, words};
use crate::{
    i18n::{Locale, words as common},
    paths, plan, support,
    ui::Crumb,
};

/// The stations to a page, by what its address says behind the area.
pub(crate) fn crumbs(locale: Locale, rest: &[&str]) -> Vec<Crumb> {
    match rest {
        ["brand"] => vec![Crumb::here(common::brand(locale))],
        ["brand", "look"] => vec![
            Crumb::link(common::brand(locale), paths::SETTINGS_BRAND),
            Crumb::link(words::history(locale), paths::SETTINGS_BRAND_HISTORY),
            Crumb::here(words::version(locale)),
        ],
        ["brand", _] => {
            vec![Crumb::link(common::brand(locale), paths::SETTINGS_BRAND), Crumb::here(words::history(locale))]
        }
        ["domain", rest @ ..] => domain::crumbs(locale, rest),
        ["organisation"] => vec![Crumb::here(common::organisation(locale))],
        ["plan"] => vec![Crumb::here(plan::words::plan(locale))],
        ["profile"] => vec![Crumb::here(common::profile(locale))],
        ["support", rest @ ..] => support::crumbs(locale, rest),
        _ => Vec::new(),
    }
}
