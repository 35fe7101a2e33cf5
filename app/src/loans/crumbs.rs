//! The way to the pages of loans.

use crate::{
    i18n::{Locale, words},
    paths,
    ui::Crumb,
};

/// The stations to a page, by what its address says behind the area.
pub(crate) fn crumbs(locale: Locale, rest: &[&str]) -> Vec<Crumb> {
    let loans = || Crumb::link(words::loans(locale), paths::LOANS);
    match rest {
        [] => vec![Crumb::here(words::loans(locale))],
        ["new"] => vec![loans(), Crumb::here(words::new_loan(locale))],
        [_] => vec![loans(), Crumb::here(words::loan(locale))],
        [id, "repay"] => vec![
            loans(),
            Crumb::link(words::loan(locale), format!("{}/{id}", paths::LOANS)),
            Crumb::here(words::repayment(locale)),
        ],
        _ => Vec::new(),
    }
}
