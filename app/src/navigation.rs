//! The places of each plane: its navigation, and the way to the page that is open.

use crate::{
    console,
    frames::{NavGroup, NavItem},
    i18n::{Locale, words},
    loans, members, paths, plan, settings,
    site::Site,
    support,
    ui::{Crumb, Glyph},
};
use tenantry::access::Permission;

/// The way to the open page. It follows from the address, so that it stands in the HTML before the page's data is there.
pub(crate) fn tenant_crumbs(locale: Locale, path: &str) -> Vec<Crumb> {
    match parts(path).as_slice() {
        [] => vec![Crumb::here(words::home(locale))],
        ["loans", rest @ ..] => loans::crumbs(locale, rest),
        ["members", rest @ ..] => members::crumbs(locale, rest),
        ["search"] => vec![Crumb::here(words::search(locale))],
        ["settings", rest @ ..] => settings::crumbs(locale, rest),
        _ => Vec::new(),
    }
}

/// What the page at a path is called.
pub(crate) fn tenant_page_name(locale: Locale, path: &str) -> Option<String> {
    tenant_crumbs(locale, path).pop().map(|crumb| crumb.label)
}

pub(crate) fn console_crumbs(locale: Locale, path: &str) -> Vec<Crumb> {
    console::crumbs(locale, &parts(path))
}

fn parts(path: &str) -> Vec<&str> {
    path.split('/').filter(|part| !part.is_empty()).collect()
}

pub(crate) fn tenant_nav(site: &Site) -> Vec<NavGroup> {
    let locale = site.locale;
    let mut work = vec![item(words::home(locale), paths::HOME, Glyph::Home)];
    if site.may(Permission::LoansView) {
        work.push(item(words::loans(locale), paths::LOANS, Glyph::Loans));
    }
    if site.may(Permission::MembersView) {
        work.push(item(words::members(locale), paths::MEMBERS, Glyph::Members));
    }
    let mut settings = Vec::new();
    if site.sees(Permission::SettingsManage) {
        settings.push(item(words::organisation(locale), paths::SETTINGS_ORGANISATION, Glyph::Settings));
        settings.push(item(plan::words::plan(locale), paths::SETTINGS_PLAN, Glyph::Layers));
    }
    if site.sees(Permission::DomainsManage) {
        settings.push(item(settings::domain::words::title(locale), paths::SETTINGS_DOMAIN, Glyph::Globe));
    }
    if site.sees(Permission::BrandManage) {
        settings.push(item(words::brand(locale), paths::SETTINGS_BRAND, Glyph::Palette));
    }
    if site.sees(Permission::SupportView) {
        settings.push(item(support::words::title(locale), paths::SETTINGS_SUPPORT, Glyph::Shield));
    }
    let groups = [
        NavGroup { label: String::new(), items: work },
        NavGroup { label: words::settings(locale).into(), items: settings },
    ];
    groups.into_iter().filter(|group| !group.items.is_empty()).collect()
}

pub(crate) fn console_nav(locale: Locale) -> Vec<NavGroup> {
    let overview = item(console::overview::words::title(locale), paths::HOME, Glyph::Activity);
    let overview = NavItem { under: paths::CONSOLE_OVERVIEW_PAGES, ..overview };
    let organisations = item(words::organisations(locale), paths::CONSOLE_ORGANISATIONS, Glyph::Building);
    let organisations = NavItem { under: paths::CONSOLE_ORGANISATION_PAGES, ..organisations };
    let fleet = item(words::fleet(locale), paths::CONSOLE_FLEET, Glyph::Layers);
    let fleet = NavItem { under: paths::CONSOLE_FLEET_PAGES, ..fleet };
    let announcements = item(console::announcements::words::title(locale), paths::CONSOLE_ANNOUNCEMENTS, Glyph::Info);
    let operators = item(console::operators::words::title(locale), paths::CONSOLE_OPERATORS, Glyph::Shield);
    let plans = item(console::plans::words::title(locale), paths::CONSOLE_PLANS, Glyph::Loans);
    let settings = item(console::deployment::words::title(locale), paths::CONSOLE_SETTINGS, Glyph::Settings);
    let items = vec![overview, organisations, plans, fleet, announcements, operators, settings];
    vec![NavGroup { label: String::new(), items }]
}

fn item(label: &'static str, href: &'static str, glyph: Glyph) -> NavItem {
    NavItem { label, href, glyph, under: href }
}
