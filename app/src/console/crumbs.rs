//! The way to the console's pages. An area with pages of its own says it itself.

use super::{
    account, announcements, backups, copies, deployment, filters, moves, operators, overview, plans, sections,
    selection, servers, upgrades,
};
use crate::{
    i18n::{Locale, words},
    paths,
    plan::words as plan_words,
    ui::Crumb,
};

pub(crate) fn crumbs(locale: Locale, parts: &[&str]) -> Vec<Crumb> {
    match parts {
        [] => vec![Crumb::here(overview::words::title(locale))],
        ["account"] => vec![Crumb::here(account::words::title(locale))],
        ["attention", _] => vec![
            Crumb::link(overview::words::title(locale), paths::HOME),
            Crumb::here(overview::words::attention(locale)),
        ],
        ["announcements", rest @ ..] => announcements::crumbs(locale, rest),
        ["bulk"] => vec![to_organisations(locale), Crumb::here(selection::words::title(locale))],
        ["filters"] => vec![to_organisations(locale), Crumb::here(filters::words::title(locale))],
        ["fleet"] => vec![Crumb::here(words::fleet(locale))],
        ["operators", rest @ ..] => operators::crumbs(locale, rest),
        ["organisations"] => vec![Crumb::here(words::organisations(locale))],
        ["organisations", "new"] | ["provisioning", _] => {
            vec![to_organisations(locale), Crumb::here(words::new_organisation(locale))]
        }
        ["organisations", slug] => vec![to_organisations(locale), Crumb::here((*slug).to_owned())],
        ["organisations", slug, page] => vec![
            to_organisations(locale),
            Crumb::link((*slug).to_owned(), paths::console_organisation(slug)),
            Crumb::here(of_organisation(locale, page)),
        ],
        ["organisations", slug, "backups", _] => vec![
            to_organisations(locale),
            Crumb::link((*slug).to_owned(), paths::console_organisation(slug)),
            Crumb::link(backups::words::title(locale), paths::console_backups(slug)),
            Crumb::here(backups::words::back(locale)),
        ],
        ["plans", rest @ ..] => plans::crumbs(locale, rest),
        ["search"] => vec![Crumb::here(words::search(locale))],
        ["servers", rest @ ..] => servers::crumbs(locale, rest),
        ["settings", rest @ ..] => deployment::crumbs(locale, rest),
        ["upgrades", rest @ ..] => upgrades::crumbs(locale, rest),
        _ => Vec::new(),
    }
}

fn to_organisations(locale: Locale) -> Crumb {
    Crumb::link(words::organisations(locale), paths::CONSOLE_ORGANISATIONS)
}

/// What one of an organisation's pages is called.
fn of_organisation(locale: Locale, page: &str) -> &'static str {
    match page {
        "backups" => backups::words::title(locale),
        "copy" => copies::words::title(locale),
        "domains" => sections::words::domains(locale),
        "move" => moves::words::title(locale),
        "notes" => sections::words::notes(locale),
        "people" => sections::words::people(locale),
        "plan" => plan_words::plan(locale),
        "support" => sections::words::support(locale),
        "timeline" => sections::words::timeline(locale),
        _ => upgrades::words::roll_back(locale),
    }
}
