//! All organisations of the deployment.

use super::{
    address::{export_address, list_address, query_of, sort_value, status_value},
    api::ListOrganisations,
    rows::OrganisationTable,
    words,
};
use crate::{
    bundle::{Bundled, bundled},
    i18n::words as common,
    lists::{ListSearch, pager},
    load::{Loading, load},
    paths,
    site::use_locale,
    ui::{ButtonKind, EmptyState, Glyph, LinkButton, PageHead, Tab, Tabs},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::tenants::{Page, TenantQuery, TenantStatus, TenantSummary};

pub struct OrganisationsPage {
    query: Memo<TenantQuery>,
    page: Loading<Page<TenantSummary>>,
}

bundled!(console: OrganisationsPage);

impl Bundled for OrganisationsPage {
    fn data() -> Self {
        let address = use_query_map();
        let query = Memo::new(move |_| address.with(query_of));
        Self { query, page: Loading::of(move || ListOrganisations { query: query.get() }) }
    }

    fn view(self) -> AnyView {
        let OrganisationsPage { query, page } = self;
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
    let said = move |of: fn(&TenantQuery) -> &'static str| Signal::derive(move || query.with(of).to_owned());
    view! {
        <div class="organisation-search">
            <ListSearch
                action=paths::HOME
                label=words::search(locale)
                placeholder=words::search(locale)
                typed=Signal::derive(move || query.with(|query| query.search.clone()))
                kept=[("status", said(status_value)), ("sort", said(sort_value))]
                export=Signal::derive(move || query.with(export_address))
            />
        </div>
    }
}

fn listed(query: &TenantQuery, page: Page<TenantSummary>) -> AnyView {
    if page.rows.is_empty() {
        return nothing(query).into_any();
    }
    let at = |after| list_address(&TenantQuery { after, ..query.clone() });
    let newer = query.after.is_some().then(|| at(None));
    let older = page.next.map(|cursor| at(Some(cursor)));
    view! {
        <div>
            <OrganisationTable query=query.clone() organisations=page.rows />
            {pager(newer, older)}
        </div>
    }
    .into_any()
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
