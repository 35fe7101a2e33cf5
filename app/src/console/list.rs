//! All organisations of the deployment.

use super::{
    address::{ListView, export_address, pairs},
    api::ListOrganisations,
    columns::{ColumnMenu, columns_value},
    filters::FilterChips,
    health,
    plans::api::ListPlans,
    rows::OrganisationTable,
    selection::{self, BULK, MOVING, SelectionBar},
    servers::api::ListServers,
    words,
};
use crate::{
    bundle::Bundled,
    form::Saved,
    i18n::words as common,
    lists::{ListSearch, pager},
    load::{Loading, load, load_quietly},
    paths,
    site::{use_locale, use_may},
    ui::{ButtonKind, Choice, EmptyState, Glyph, LinkButton, PageHead, SelectInput, Tab, Tabs},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::{
    access::Permission,
    plans::ListedPlan,
    servers::{Placement, ServerSummary},
    tenants::{Page, TenantCondition, TenantQuery, TenantStatus, TenantSummary},
};

pub struct OrganisationsPage {
    list: Memo<ListView>,
    page: Loading<Page<TenantSummary>>,
    filters: FilterChips,
    plans: Loading<Vec<ListedPlan>>,
    servers: Loading<Vec<ServerSummary>>,
}

impl Bundled for OrganisationsPage {
    fn data() -> Self {
        let address = use_query_map();
        let list = Memo::new(move |_| address.with(ListView::of));
        Self {
            list,
            page: Loading::of(move || ListOrganisations { query: list.with(|list| list.query.clone()) }),
            filters: FilterChips::ask(),
            plans: Loading::of(|| ListPlans {}),
            servers: Loading::of(|| ListServers {}),
        }
    }

    fn view(self) -> AnyView {
        let OrganisationsPage { list, page, filters, plans, servers } = self;
        let locale = use_locale();
        view! {
            <Title text=common::organisations(locale) />
            <PageHead title=common::organisations(locale) lead=words::lead(locale)>
                {new_button()}
            </PageHead>
            {status_tabs(list)}
            <div class="stack">
                <Saved what=BULK message=selection::words::was_done(locale) />
                <Saved what=MOVING message=selection::words::are_moving(locale) />
                <div class="row organisation-tools">
                    {search(list, plans, servers)} {move || view! { <ColumnMenu list=list.get() /> }} {filters.view(list)}
                </div>
                {load(page, move |page| list.with_untracked(|list| listed(list, page)))}
            </div>
        }
        .into_any()
    }
}

fn new_button() -> impl IntoView {
    use_may(Permission::OrganisationsManage).then(|| {
        view! {
            <LinkButton href=paths::CONSOLE_NEW kind=ButtonKind::Primary icon=Glyph::Plus>
                {common::new_organisation(use_locale())}
            </LinkButton>
        }
    })
}

fn status_tabs(list: Memo<ListView>) -> impl IntoView {
    let locale = use_locale();
    let tabs = [
        (None, None, words::all(locale)),
        (Some(TenantStatus::Active), None, words::all_active(locale)),
        (Some(TenantStatus::Suspended), None, words::all_suspended(locale)),
        (Some(TenantStatus::Maintenance), None, words::all_maintenance(locale)),
        (None, Some(TenantCondition::Deleted), health::all_deleted(locale)),
        (None, Some(TenantCondition::Quarantined), health::all_quarantined(locale)),
        (None, Some(TenantCondition::Behind), health::all_behind(locale)),
        (None, Some(TenantCondition::NearLimit), health::all_near_limit(locale)),
    ];
    move || {
        let list = list.get();
        let tab = |(status, condition, label): (Option<TenantStatus>, Option<TenantCondition>, &str)| Tab {
            label: label.into(),
            href: list.with(|query| (query.status, query.condition) = (status, condition)).address(),
            current: list.query.status == status && list.query.condition == condition,
        };
        view! { <Tabs label=common::status(locale) tabs=tabs.map(tab).into() /> }
    }
}

fn search(
    list: Memo<ListView>,
    plans: Loading<Vec<ListedPlan>>,
    servers: Loading<Vec<ServerSummary>>,
) -> impl IntoView {
    let locale = use_locale();
    let said = move |place: usize| Signal::derive(move || list.with(|list| pairs(&list.query)[place].1.to_owned()));
    let columns = Signal::derive(move || list.with(|list| columns_value(&list.columns)));
    view! {
        <div class="organisation-search">
            <ListSearch
                action=paths::CONSOLE_ORGANISATIONS
                label=words::search(locale)
                placeholder=words::search(locale)
                typed=said(0)
                kept=vec![("status", said(1)), ("health", said(2)), ("sort", said(3)), ("columns", columns)]
                export=Signal::derive(move || list.with(|list| export_address(&list.query)))
                narrowing=view! {
                    {load_quietly(plans, move |plans| plan_choice(list, plans.unwrap_or_default()))}
                    {load_quietly(servers, move |servers| place_choice(list, servers.unwrap_or_default()))}
                }
                    .into_any()
            />
        </div>
    }
}

/// Archived plans may have organisations still. A plan that isn't there any more finds nothing, and can be chosen away.
fn plan_choice(list: Memo<ListView>, plans: Vec<ListedPlan>) -> impl IntoView {
    let locale = use_locale();
    let asked = Signal::derive(move || list.with(|list| list.query.plan.clone()));
    let mut choices = vec![Choice::new("", words::all_plans(locale))];
    choices.extend(plans.into_iter().map(|of| Choice::new(of.plan.key.clone(), of.plan.name(locale).to_owned())));
    with_unknown(&mut choices, asked.get_untracked());
    view! { <SelectInput name="plan" choices value=asked label=words::plan(locale) /> }
}

/// How data is kept, and the registered servers.
fn place_choice(list: Memo<ListView>, servers: Vec<ServerSummary>) -> impl IntoView {
    let locale = use_locale();
    let asked = Signal::derive(move || list.with(|list| list.query.place.clone()));
    let mut choices = vec![Choice::new("", words::all_places(locale))];
    choices.extend(Placement::ALL.map(|of| Choice::new(of.key(), words::placement_name(locale, of.key()))));
    let on_server = |server: ServerSummary| {
        Choice::new(TenantQuery::on_server(&server.name).place, words::on_server(locale, &server.name))
    };
    choices.extend(servers.into_iter().map(on_server));
    with_unknown(&mut choices, asked.get_untracked());
    view! { <SelectInput name="place" choices value=asked label=words::placement(locale) /> }
}

fn with_unknown(choices: &mut Vec<Choice>, asked: String) {
    if choices.iter().all(|choice| choice.value != asked) {
        choices.push(Choice::new(asked.clone(), asked));
    }
}

fn listed(list: &ListView, page: Page<TenantSummary>) -> AnyView {
    if page.rows.is_empty() {
        return nothing(&list.query).into_any();
    }
    let at = |after| list.with(|query| query.after = after).address();
    let newer = list.query.after.is_some().then(|| at(None));
    let older = page.next.map(|cursor| at(Some(cursor)));
    let hidden = pairs(&list.query).map(|(name, value)| (name, value.to_owned()));
    let hidden = hidden.into_iter().filter(|(_, value)| !value.is_empty());
    view! {
        <form method="get" action=paths::CONSOLE_BULK>
            {hidden.map(|(name, value)| view! { <input type="hidden" name=name value=value /> }).collect_view()}
            <OrganisationTable list=list.clone() organisations=page.rows />
            {pager(newer, older)}
            {use_may(Permission::OrganisationsSupport).then(|| view! { <SelectionBar /> })}
        </form>
    }
    .into_any()
}

/// There is nothing at all, or nothing of what was asked for.
fn nothing(query: &TenantQuery) -> AnyView {
    let locale = use_locale();
    if *query != (TenantQuery { order: query.order, ..TenantQuery::default() }) {
        return view! {
            <EmptyState glyph=Glyph::Search title=words::none_found_title(locale) text=words::none_found(locale)>
                <LinkButton href=paths::CONSOLE_ORGANISATIONS>{words::show_all(locale)}</LinkButton>
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
