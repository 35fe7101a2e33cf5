//! All organisations of the deployment.

use super::{
    address::{list_address, query_of, sort_value, status_value},
    api::list_organisations,
    rows::OrganisationTable,
    words,
};
use crate::{
    error::AppError,
    i18n::words as common,
    load::load,
    paths,
    site::use_locale,
    ui::{
        Button, ButtonKind, EmptyState, Glyph, LinkButton, PageHead, Pager, PagerLabels, SearchInput, Tab, Tabs,
        Toolbar,
    },
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, hooks::use_query_map, lazy_route};
use tenantry::tenants::{Page, TenantQuery, TenantStatus, TenantSummary};

pub struct OrganisationsPage {
    query: Memo<TenantQuery>,
    page: Resource<Result<Page<TenantSummary>, AppError>>,
}

#[lazy_route]
impl LazyRoute for OrganisationsPage {
    fn data() -> Self {
        let address = use_query_map();
        let query = Memo::new(move |_| address.with(query_of));
        Self { query, page: Resource::new(move || query.get(), list_organisations) }
    }

    fn view(this: Self) -> AnyView {
        let OrganisationsPage { query, page } = this;
        let locale = use_locale();
        view! {
            <Title text=common::organisations(locale) />
            <PageHead title=common::organisations(locale) lead=words::lead(locale)>
                {new_button()}
            </PageHead>
            {status_tabs(query)}
            <div class="stack">
                {search(query)} {load(page, move |page| query.with_untracked(|query| listed(query, page)))}
            </div>
        }
        .into_any()
    }
}

fn new_button() -> impl IntoView {
    view! {
        <LinkButton href=paths::CONSOLE_NEW kind=ButtonKind::Primary icon=Glyph::Plus>
            {common::new_organisation(use_locale())}
        </LinkButton>
    }
}

fn status_tabs(query: Memo<TenantQuery>) -> impl IntoView {
    let locale = use_locale();
    let tabs = [
        (None, words::all(locale)),
        (Some(TenantStatus::Active), words::all_active(locale)),
        (Some(TenantStatus::Suspended), words::all_suspended(locale)),
        (Some(TenantStatus::Maintenance), words::all_maintenance(locale)),
    ];
    move || {
        let query = query.get();
        let tab = |(status, label): (Option<TenantStatus>, &str)| Tab {
            label: label.into(),
            href: list_address(&TenantQuery { status, after: None, ..query.clone() }),
            current: query.status == status,
        };
        view! { <Tabs label=common::status(locale) tabs=tabs.map(tab).into() /> }
    }
}

fn search(query: Memo<TenantQuery>) -> impl IntoView {
    let locale = use_locale();
    let typed = Signal::derive(move || query.with(|query| query.search.clone()));
    let kept = move || {
        let kept = query.with(|query| [("status", status_value(query)), ("sort", sort_value(query))]);
        let hidden = |(name, value)| view! { <input type="hidden" name=name value=value /> };
        kept.into_iter().filter(|(_, value)| !value.is_empty()).map(hidden).collect_view()
    };
    view! {
        <div class="organisation-search">
            <Toolbar action=paths::HOME>
                <SearchInput name="q" label=words::search(locale) placeholder=words::search(locale) value=typed />
                {kept}
                <Button>{common::search(locale)}</Button>
            </Toolbar>
        </div>
    }
}

fn listed(query: &TenantQuery, page: Page<TenantSummary>) -> AnyView {
    if page.rows.is_empty() {
        return nothing(query).into_any();
    }
    let older = page.next.map(|cursor| list_address(&TenantQuery { after: Some(cursor), ..query.clone() }));
    view! {
        <div>
            <OrganisationTable query=query.clone() organisations=page.rows />
            {pager(query, older)}
        </div>
    }
    .into_any()
}

fn pager(query: &TenantQuery, older: Option<String>) -> Option<impl IntoView> {
    let locale = use_locale();
    let newer = query.after.is_some().then(|| list_address(&TenantQuery { after: None, ..query.clone() }));
    let labels = PagerLabels {
        navigation: common::pages(locale).into(),
        newer: common::newer(locale).into(),
        older: common::older(locale).into(),
    };
    (newer.is_some() || older.is_some()).then(|| view! { <Pager labels newer older /> })
}

/// There is nothing at all, or nothing of what was asked for.
fn nothing(query: &TenantQuery) -> AnyView {
    let locale = use_locale();
    if *query != (TenantQuery { order: query.order, ..TenantQuery::default() }) {
        return view! {
            <EmptyState glyph=Glyph::Search title=words::none_found_title(locale) text=words::none_found(locale)>
                <LinkButton href=paths::HOME>{words::show_all(locale)}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState glyph=Glyph::Building title=words::none_title(locale) text=words::none(locale)>
            {new_button()}
        </EmptyState>
    }
    .into_any()
}
