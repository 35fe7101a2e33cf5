//! What stands around the pages of each plane: the frames, filled with this visit's facts. They are lazy as pages are: whoever
//! signs in needs none of them.

use crate::{
    announcements::Announcements,
    bundle::Bundled,
    console::account::words as account_words,
    endpoints,
    frames::{
        Account, AccountLink, ConsoleFrame, FrameLabels, House, Preference, PreferenceChoice, PublicFrame, PublicLink,
        Search, TenantFrame, Toggle,
    },
    i18n::{Locale, words},
    navigation::{console_crumbs, console_nav, tenant_crumbs, tenant_nav},
    paths,
    plan::PlanBanner,
    settings::domain::FailingDomains,
    site::{Site, use_locale, use_site},
    support::SupportNotices,
    ui::Glyph,
};
use leptos::prelude::*;
use leptos_router::{components::Outlet, hooks::use_location};
use tenantry::access::Permission;

pub struct TenantLayout;

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
    let profile = AccountLink { label: words::profile(locale).into(), href: paths::PROFILE.into(), glyph: Glyph::User };
    let links = site.with_value(|site| site.may(Permission::ProfileManage)).then_some(profile).into_iter().collect();
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
            <SupportNotices />
            <Announcements />
            <FailingDomains />
            <PlanBanner />
            <Outlet />
        </TenantFrame>
    }
}

pub struct ConsoleLayout;

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
    let (viewer, locale, is_on) = use_site().with_value(|site| (site.viewer.clone(), site.locale, site.list_keys));
    let (name, email) = viewer.map(|viewer| (viewer.name, viewer.email)).unwrap_or_default();
    let keys = Toggle {
        label: words::list_keys(locale).into(),
        glyph: Glyph::Keyboard,
        action: endpoints::PREFERENCES.path.into(),
        field: "keys",
        is_on,
    };
    Account { name, email, links, keys, sign_out_action: endpoints::SIGN_OUT.path.into() }
}

/// Language and theme, as forms that work on every page.
pub fn preferences() -> Vec<Preference> {
    let (locale, theme, languages) =
        use_site().with_value(|site| (site.locale, site.theme.clone().unwrap_or_default(), site.languages.clone()));
    let choice = |of: Locale| PreferenceChoice {
        value: of.tag().into(),
        label: words::language_name(of).into(),
        glyph: None,
        lang: Some(of.tag()),
        current: of == locale,
    };
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
    // One language is no choice.
    let several = languages.offered.len() > 1;
    let languages = languages.offered.into_iter().map(choice).collect();
    let languages = several.then(|| preference(words::language(locale), Glyph::Languages, "lang", languages));
    let theme = preference(words::theme(locale), Glyph::Sun, "theme", themes.to_vec());
    languages.into_iter().chain([theme]).collect()
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
