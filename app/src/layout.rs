//! What stands around the pages of each plane: the frames, filled with this visit's facts. They are lazy as pages are: whoever
//! signs in needs none of them.

use crate::{
    announcements::Announcements,
    bundle::{Bundled, bundled},
    console::{
        account::words as account_words, announcements::words as announcement_words, filters::words as filter_words,
        moves::words as move_words, operators::words as operator_words, overview::words as overview_words,
        sections::words as section_words, selection::words as selection_words, servers::words as server_words,
        upgrades::words as upgrade_words,
    },
    endpoints,
    frames::{
        Account, AccountLink, ConsoleFrame, FrameLabels, House, NavGroup, NavItem, Preference, PreferenceChoice,
        PublicFrame, PublicLink, Search, TenantFrame,
    },
    i18n::{Locale, words},
    paths,
    site::{Site, use_locale, use_site},
    ui::{Crumb, Glyph},
};
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};
use tenantry::access::Permission;

pub struct TenantLayout;

bundled!(work: TenantLayout);

impl Bundled for TenantLayout {
    fn data() -> Self {
        Self
    }

    fn view(self) -> AnyView {
        view! { <TenantSurroundings /> }.into_any()
    }
}

#[component]
fn TenantSurroundings() -> impl IntoView {
    let site = use_site();
    let locale = use_locale();
    let crumbs = Signal::derive(move || tenant_crumbs(locale, &use_path().get()));
    let nav = site.with_value(tenant_nav);
    let (look, theme) = site.with_value(|site| (site.look(), site.theme.clone()));
    let name = if look.short_name.is_empty() { site.with_value(Site::name) } else { look.short_name.clone() };
    let house = House { name, logo: look.logo_in(theme.as_deref()), href: paths::HOME.into() };
    let links =
        vec![AccountLink { label: words::profile(locale).into(), href: paths::PROFILE.into(), glyph: Glyph::User }];
    view! {
        <TenantFrame
            labels=labels(locale)
            house
            others=site.with_value(|site| site.others.clone())
            nav
            crumbs
            search=search(locale, endpoints::SEARCH.path)
            account=account(links)
            preferences=preferences()
            return_to=path_and_query()
        >
            <Announcements />
            <Outlet />
        </TenantFrame>
    }
}

pub struct ConsoleLayout;

bundled!(console: ConsoleLayout);

impl Bundled for ConsoleLayout {
    fn data() -> Self {
        Self
    }

    fn view(self) -> AnyView {
        view! { <ConsoleSurroundings /> }.into_any()
    }
}

#[component]
fn ConsoleSurroundings() -> impl IntoView {
    let locale = use_locale();
    let crumbs = Signal::derive(move || console_crumbs(locale, &use_path().get()));
    let nav = console_nav(locale);
    let own_account = AccountLink {
        label: account_words::title(locale).into(),
        href: paths::CONSOLE_ACCOUNT.into(),
        glyph: Glyph::User,
    };
    view! {
        <ConsoleFrame
            labels=labels(locale)
            product="Tenantry"
            plane=words::console(locale)
            home="/"
            nav
            crumbs
            search=search(locale, endpoints::SEARCH_CONSOLE.path)
            account=account(vec![own_account])
            preferences=preferences()
            return_to=path_and_query()
        >
            <Outlet />
        </ConsoleFrame>
    }
}

pub struct PublicLayout;

bundled!(public: PublicLayout);

impl Bundled for PublicLayout {
    fn data() -> Self {
        Self
    }

    fn view(self) -> AnyView {
        view! { <PublicSurroundings /> }.into_any()
    }
}

#[component]
fn PublicSurroundings() -> impl IntoView {
    let locale = use_locale();
    let open = use_site().with_value(|site| site.sign_up_open);
    let find = PublicLink {
        label: crate::public::words::find_link(locale).into(),
        href: paths::FIND.into(),
        prominent: false,
    };
    let create = PublicLink {
        label: crate::public::words::create_link(locale).into(),
        href: paths::SIGN_UP.into(),
        prominent: true,
    };
    let links: Vec<PublicLink> = std::iter::once(find).chain(open.then_some(create)).collect();
    view! {
        <PublicFrame labels=labels(locale) product="Tenantry" links preferences=preferences() return_to=path_and_query()>
            <Outlet />
        </PublicFrame>
    }
}

/// The way to the open page. It follows from the address, so that it stands in the HTML before the page's data is there.
fn tenant_crumbs(locale: Locale, path: &str) -> Vec<Crumb> {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let loans = || Crumb::link(words::loans(locale), paths::LOANS);
    let members = || Crumb::link(words::members(locale), paths::MEMBERS);
    match parts.as_slice() {
        [] => vec![Crumb::here(words::home(locale))],
        ["loans"] => vec![Crumb::here(words::loans(locale))],
        ["loans", "new"] => vec![loans(), Crumb::here(words::new_loan(locale))],
        ["loans", _] => vec![loans(), Crumb::here(words::loan(locale))],
        ["loans", id, "repay"] => vec![
            loans(),
            Crumb::link(words::loan(locale), format!("{}/{id}", paths::LOANS)),
            Crumb::here(words::repayment(locale)),
        ],
        ["members"] => vec![Crumb::here(words::members(locale))],
        ["members", _] => vec![members(), Crumb::here(words::invitation(locale))],
        ["settings", "organisation"] => vec![Crumb::here(words::organisation(locale))],
        ["settings", "brand"] => vec![Crumb::here(words::brand(locale))],
        ["settings", "brand", _] => vec![
            Crumb::link(words::brand(locale), paths::SETTINGS_BRAND),
            Crumb::here(crate::settings::words::history(locale)),
        ],
        ["search"] => vec![Crumb::here(words::search(locale))],
        ["settings", "profile"] => vec![Crumb::here(words::profile(locale))],
        _ => Vec::new(),
    }
}

fn console_crumbs(locale: Locale, path: &str) -> Vec<Crumb> {
    let organisations = || Crumb::link(words::organisations(locale), paths::HOME);
    let fleet = || Crumb::link(words::fleet(locale), paths::CONSOLE_FLEET);
    let servers = || Crumb::link(server_words::title(locale), paths::CONSOLE_SERVERS);
    let upgrades = || Crumb::link(words::upgrades(locale), paths::CONSOLE_UPGRADES);
    let announcements = || Crumb::link(announcement_words::title(locale), paths::CONSOLE_ANNOUNCEMENTS);
    let operators = || Crumb::link(operator_words::title(locale), paths::CONSOLE_OPERATORS);
    match path.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>().as_slice() {
        [] => vec![Crumb::here(words::organisations(locale))],
        ["organisations", "new"] | ["provisioning", _] => {
            vec![organisations(), Crumb::here(words::new_organisation(locale))]
        }
        ["overview"] => vec![Crumb::here(overview_words::title(locale))],
        ["search"] => vec![Crumb::here(words::search(locale))],
        ["organisations", slug] => vec![organisations(), Crumb::here((*slug).to_owned())],
        ["organisations", slug, "move"] => vec![
            organisations(),
            Crumb::link((*slug).to_owned(), paths::console_organisation(slug)),
            Crumb::here(move_words::title(locale)),
        ],
        ["organisations", slug, section @ ("timeline" | "people" | "notes")] => vec![
            organisations(),
            Crumb::link((*slug).to_owned(), paths::console_organisation(slug)),
            Crumb::here(match *section {
                "timeline" => section_words::timeline(locale),
                "people" => section_words::people(locale),
                _ => section_words::notes(locale),
            }),
        ],
        ["organisations", slug, _] => vec![
            organisations(),
            Crumb::link((*slug).to_owned(), paths::console_organisation(slug)),
            Crumb::here(upgrade_words::roll_back(locale)),
        ],
        ["bulk"] => vec![organisations(), Crumb::here(selection_words::title(locale))],
        ["filters"] => vec![organisations(), Crumb::here(filter_words::title(locale))],
        ["account"] => vec![Crumb::here(account_words::title(locale))],
        ["announcements"] => vec![Crumb::here(announcement_words::title(locale))],
        ["announcements", "new"] => vec![announcements(), Crumb::here(announcement_words::new(locale))],
        ["announcements", _] => vec![announcements(), Crumb::here(announcement_words::announcement(locale))],
        ["operators"] => vec![Crumb::here(operator_words::title(locale))],
        ["operators", "trail"] => vec![operators(), Crumb::here(operator_words::trail(locale))],
        ["operators", _] => vec![operators(), Crumb::here(operator_words::invite(locale))],
        ["fleet"] => vec![Crumb::here(words::fleet(locale))],
        ["servers"] => vec![fleet(), Crumb::here(server_words::title(locale))],
        ["servers", "new"] => vec![fleet(), servers(), Crumb::here(server_words::new(locale))],
        ["servers", name] => vec![fleet(), servers(), Crumb::here((*name).to_owned())],
        ["upgrades"] => vec![fleet(), Crumb::here(words::upgrades(locale))],
        ["upgrades", "new"] => vec![fleet(), upgrades(), Crumb::here(upgrade_words::new_run(locale))],
        ["upgrades", "drift"] => vec![fleet(), upgrades(), Crumb::here(upgrade_words::drift(locale))],
        ["upgrades", _] => vec![fleet(), upgrades(), Crumb::here(upgrade_words::run(locale))],
        _ => Vec::new(),
    }
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
    if site.may(Permission::SettingsManage) {
        settings.push(item(words::organisation(locale), paths::SETTINGS_ORGANISATION, Glyph::Settings));
    }
    if site.may(Permission::BrandManage) {
        settings.push(item(words::brand(locale), paths::SETTINGS_BRAND, Glyph::Palette));
    }
    let groups = [
        NavGroup { label: String::new(), items: work },
        NavGroup { label: words::settings(locale).into(), items: settings },
    ];
    groups.into_iter().filter(|group| !group.items.is_empty()).collect()
}

pub(crate) fn console_nav(locale: Locale) -> Vec<NavGroup> {
    let overview = item(overview_words::title(locale), paths::CONSOLE_OVERVIEW, Glyph::Activity);
    let organisations = item(words::organisations(locale), paths::HOME, Glyph::Building);
    let organisations = NavItem { under: paths::CONSOLE_ORGANISATIONS, ..organisations };
    let fleet = item(words::fleet(locale), paths::CONSOLE_FLEET, Glyph::Layers);
    let fleet = NavItem { under: paths::CONSOLE_FLEET_PAGES, ..fleet };
    let announcements = item(announcement_words::title(locale), paths::CONSOLE_ANNOUNCEMENTS, Glyph::Info);
    let operators = item(operator_words::title(locale), paths::CONSOLE_OPERATORS, Glyph::Shield);
    vec![NavGroup { label: String::new(), items: vec![overview, organisations, fleet, announcements, operators] }]
}

fn item(label: &'static str, href: &'static str, glyph: Glyph) -> NavItem {
    NavItem { label, href, glyph, under: href }
}

/// The words of the frames.
pub fn labels(locale: Locale) -> FrameLabels {
    FrameLabels {
        skip_to_content: words::skip_to_content(locale).into(),
        navigation: words::navigation(locale).into(),
        open_navigation: words::open_navigation(locale).into(),
        breadcrumb: words::breadcrumb(locale).into(),
        account: words::account(locale).into(),
        sign_out: words::sign_out(locale).into(),
        organisations: words::organisations(locale).into(),
    }
}

fn search(locale: Locale, endpoint: &'static str) -> Search {
    Search { label: words::search(locale).into(), href: paths::SEARCH, endpoint, close: words::close(locale).into() }
}

fn account(links: Vec<AccountLink>) -> Account {
    let viewer = use_site().with_value(|site| site.viewer.clone());
    let (name, email) = viewer.map(|viewer| (viewer.name, viewer.email)).unwrap_or_default();
    Account { name, email, links, sign_out_action: endpoints::SIGN_OUT.path.into() }
}

/// Language and theme, as forms that work on every page.
pub fn preferences() -> Vec<Preference> {
    let (locale, theme) = use_site().with_value(|site| (site.locale, site.theme.clone().unwrap_or_default()));
    let languages = Locale::ALL.map(|of| PreferenceChoice {
        value: of.tag().into(),
        label: words::language_name(of).into(),
        glyph: None,
        lang: Some(of.tag()),
        current: of == locale,
    });
    let themes = [
        ("", words::theme_system(locale), Glyph::System),
        ("light", words::theme_light(locale), Glyph::Sun),
        ("dark", words::theme_dark(locale), Glyph::Moon),
    ];
    let themes = themes.map(|(value, label, glyph)| PreferenceChoice {
        value: if value.is_empty() { "system".into() } else { value.into() },
        label: label.into(),
        glyph: Some(glyph),
        lang: None,
        current: value == theme,
    });
    let preference = |label: &str, glyph, field, choices| Preference {
        label: label.into(),
        glyph,
        action: endpoints::PREFERENCES.path.into(),
        field,
        choices,
    };
    vec![
        preference(words::language(locale), Glyph::Languages, "lang", languages.to_vec()),
        preference(words::theme(locale), Glyph::Sun, "theme", themes.to_vec()),
    ]
}

fn use_path() -> Memo<String> {
    use_location().pathname
}

/// The page's own address, to come back to.
pub fn path_and_query() -> String {
    let location = use_location();
    let (path, query) = (location.pathname.get_untracked(), location.search.get_untracked());
    if query.is_empty() { path } else { format!("{path}?{}", query.trim_start_matches('?')) }
}
