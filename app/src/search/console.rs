//! What the search offers within the console.

use super::{
    Hit,
    places::{navigation, permitted, place},
};
use crate::{console, i18n::words as common, navigation, paths, plan, site::Site, usage};
use tenantry::{
    access::Permission::{
        AnnouncementsManage, ConsoleView, DeploymentManage, FleetManage, OperatorsManage, OrganisationsManage,
        OrganisationsSupport,
    },
    config,
    tenants::{TenantStatus, TenantSummary},
};

/// The navigation, and the pages that one reaches from those.
pub(super) fn places(site: &Site) -> Vec<Hit> {
    let locale = site.locale;
    let further = [
        (console::filters::words::title(locale), paths::CONSOLE_FILTERS.to_owned()),
        (console::servers::words::title(locale), paths::CONSOLE_SERVERS.to_owned()),
        (common::upgrades(locale), paths::CONSOLE_UPGRADES.to_owned()),
        (console::upgrades::words::drift(locale), paths::CONSOLE_DRIFT.to_owned()),
        (console::fleet::words::stock(locale), paths::part(paths::CONSOLE_FLEET, "stock")),
        (console::fleet::words::certificates(locale), paths::part(paths::CONSOLE_FLEET, "certificates")),
        (console::operators::words::trail(locale), paths::CONSOLE_TRAIL.to_owned()),
        (console::account::words::title(locale), paths::CONSOLE_ACCOUNT.to_owned()),
    ];
    navigation(navigation::console_nav(locale)).chain(further.map(|(name, href)| place(name, &href))).collect()
}

/// What one begins, each on the page that says what it does.
pub(super) fn actions(site: &Site) -> Vec<Hit> {
    let locale = site.locale;
    let actions = [
        (OrganisationsManage, common::new_organisation(locale), paths::CONSOLE_NEW),
        (AnnouncementsManage, console::announcements::words::new(locale), paths::CONSOLE_NEW_ANNOUNCEMENT),
        (DeploymentManage, console::plans::words::new(locale), paths::CONSOLE_NEW_PLAN),
        (OperatorsManage, console::operators::words::invite(locale), paths::CONSOLE_NEW_OPERATOR),
        (FleetManage, console::servers::words::new(locale), paths::CONSOLE_NEW_SERVER),
        (FleetManage, console::upgrades::words::start(locale), paths::CONSOLE_UPGRADES),
        (FleetManage, console::upgrades::words::check_tables(locale), paths::CONSOLE_DRIFT),
    ];
    permitted(site, actions)
}

/// The settings that can be changed here: each is found by its name.
pub(super) fn settings(site: &Site) -> Vec<Hit> {
    let named = |of: &config::Setting| {
        let name = console::deployment::words::name(site.locale, of.key)?;
        Some(place(&words::setting(site.locale, name), &paths::console_setting(of.key)))
    };
    let all = config::settings().filter(|_| site.may(DeploymentManage));
    all.filter_map(named).collect()
}

/// What can be done to an organisation follows from how it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Open,
    Closed,
    Deleted,
}

impl State {
    const ALL: [Self; 3] = [Self::Open, Self::Closed, Self::Deleted];

    pub(super) fn of(organisation: &TenantSummary) -> Self {
        match organisation.status {
            _ if organisation.gone_at.is_some() => Self::Deleted,
            TenantStatus::Suspended | TenantStatus::Maintenance => Self::Closed,
            TenantStatus::Active | TenantStatus::Provisioning => Self::Open,
        }
    }
}

/// The pages about one organisation, and what stands on them.
pub(super) fn sections(slug: &str, site: &Site) -> Vec<Hit> {
    use console::sections::words;
    let locale = site.locale;
    let (overview, people) = (paths::console_organisation(slug), paths::console_people(slug));
    let sections = [
        (words::overview(locale), overview.clone()),
        (console::usage::words::health(locale), paths::part(&overview, "health")),
        (usage::words::title(locale), paths::part(&overview, "usage")),
        (words::modules(locale), paths::part(&overview, "modules")),
        (words::brand(locale), paths::part(&overview, "brand")),
        (words::timeline(locale), paths::console_timeline(slug)),
        (words::backups(locale), paths::console_backups(slug)),
        (words::people(locale), people.clone()),
        (words::sessions(locale), paths::part(&people, "sessions")),
        (plan::words::plan(locale), paths::console_organisation_plan(slug)),
        (words::notes(locale), paths::console_notes(slug)),
        (words::domains(locale), paths::console_domains(slug)),
        (words::support(locale), paths::console_support(slug)),
        (console::moves::words::card_title(locale), paths::console_move(slug)),
    ];
    permitted(site, sections.map(|(name, href)| (ConsoleView, name, href)))
}

/// What can be done to one organisation, each where it says what it does.
pub(super) fn actions_of(slug: &str, state: State, site: &Site) -> Vec<Hit> {
    use console::{moves, plans, sections::words as sections, support, upgrades, words as organisation};
    let locale = site.locale;
    let on_page = |id: &str| paths::part(&paths::console_organisation(slug), id);
    let (is_open, is_deleted) = (state == State::Open, state == State::Deleted);
    let actions = [
        (is_open, OrganisationsSupport, organisation::suspend_ask(locale), on_page("suspension")),
        (state == State::Closed, OrganisationsSupport, organisation::resume(locale), on_page("suspension")),
        (is_open, OrganisationsSupport, sections::maintenance_ask(locale), on_page("maintenance")),
        (!is_deleted, OrganisationsSupport, organisation::invite(locale), on_page("invitation")),
        (!is_deleted, OrganisationsSupport, support::words::ask_title(locale), paths::console_support(slug)),
        (true, OrganisationsSupport, sections::new_note(locale), paths::console_notes(slug)),
        (
            true,
            OrganisationsSupport,
            sections::end_all_now(locale),
            paths::part(&paths::console_people(slug), "sessions"),
        ),
        (true, OrganisationsManage, plans::words::change_title(locale), paths::console_organisation_plan(slug)),
        (true, OrganisationsManage, words::choose_modules(locale), on_page("modules")),
        (!is_deleted, OrganisationsManage, moves::words::card_ask(locale), paths::console_move(slug)),
        (!is_deleted, OrganisationsManage, organisation::rename_ask(locale), on_page("address")),
        (true, OrganisationsManage, upgrades::words::roll_back(locale), paths::console_rollback(slug)),
        (true, OrganisationsManage, organisation::lock_title(locale), on_page("lock")),
        (!is_deleted, OrganisationsManage, organisation::delete_ask(locale), on_page("deletion")),
        (is_deleted, OrganisationsManage, organisation::restore(locale), on_page("deletion")),
        (is_deleted, OrganisationsManage, organisation::grace_ask(locale), on_page("grace")),
    ];
    let possible = actions.into_iter().filter(|(is_possible, ..)| *is_possible);
    permitted(site, possible.map(|(_, permission, name, href)| (permission, name, href)))
}

/// Whatever there may be about any organisation, to tell whether something of one is meant.
pub(super) fn of_any(site: &Site) -> Vec<Hit> {
    let actions = State::ALL.into_iter().flat_map(|state| actions_of("", state, site));
    sections("", site).into_iter().chain(actions).collect()
}

mod words {
    crate::words! {
        setting(name: &str): "Change: {name}", "Changer\u{a0}: {name}";
        choose_modules: "Turn modules on or off", "Activer ou désactiver des modules";
    }
}
