//! The list of loans.

use super::{
    address::{export_address, list_address, query_of, sort_value, status_value},
    api::ListLoans,
    rows::LoanTable,
    words,
};
use crate::{
    bundle::Bundled,
    i18n::words as common,
    lists::{ListSearch, pager},
    load::{Loading, load},
    paths,
    site::{use_locale, use_site},
    ui::{ButtonKind, EmptyState, Glyph, LinkButton, PageHead, Tab, Tabs},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
use tenantry::{
    access::Permission,
    loans::{LoanQuery, LoanStatus, LoanSummary},
    tenants::Page,
};

pub struct LoansPage {
    query: Memo<LoanQuery>,
    page: Loading<Page<LoanSummary>>,
}

impl Bundled for LoansPage {
    fn data() -> Self {
        let address = use_query_map();
        let query = Memo::new(move |_| address.with(query_of));
        Self { query, page: Loading::of(move || ListLoans { query: query.get() }) }
    }

    fn view(self) -> AnyView {
        let LoansPage { query, page } = self;
        let locale = use_locale();
        view! {
            <Title text=common::loans(locale) />
            <PageHead title=common::loans(locale)>{new_loan_button()}</PageHead>
            {status_tabs(query)}
            <div class="stack">
                {search(query)}
                {load(page, move |page| query.with_untracked(|query| listed(query, page)))}
            </div>
        }
        .into_any()
    }
}

fn new_loan_button() -> Option<impl IntoView> {
    let locale = use_locale();
    may_lend().then(|| {
        view! {
            <LinkButton href=paths::NEW_LOAN kind=ButtonKind::Primary icon=Glyph::Plus>
                {words::new_loan(locale)}
            </LinkButton>
        }
    })
}

fn may_lend() -> bool {
    use_site().with_value(|site| site.may(Permission::LoansManage))
}

fn status_tabs(query: Memo<LoanQuery>) -> impl IntoView {
    let locale = use_locale();
    let tabs = [
        (None, words::all(locale)),
        (Some(LoanStatus::Active), words::all_active(locale)),
        (Some(LoanStatus::Late), words::late(locale)),
        (Some(LoanStatus::Repaid), words::all_repaid(locale)),
        (Some(LoanStatus::Cancelled), words::all_cancelled(locale)),
    ];
    move || {
        let query = query.get();
        let tab = |(status, label): (Option<LoanStatus>, &str)| Tab {
            label: label.into(),
            href: list_address(&LoanQuery { status, after: None, ..query.clone() }),
            current: query.status == status,
        };
        view! { <Tabs label=common::status(locale) tabs=tabs.map(tab).into() /> }
    }
}

fn search(query: Memo<LoanQuery>) -> impl IntoView {
    let locale = use_locale();
    let said = move |of: fn(&LoanQuery) -> &'static str| Signal::derive(move || query.with(of).to_owned());
    view! {
        <div class="loan-search">
            <ListSearch
                action=paths::LOANS
                label=words::search_label(locale)
                placeholder=words::search_hint(locale)
                typed=Signal::derive(move || query.with(|query| query.search.clone()))
                kept=vec![("status", said(status_value)), ("sort", said(sort_value))]
                export=Signal::derive(move || query.with(export_address))
            />
        </div>
    }
}

fn listed(query: &LoanQuery, page: Page<LoanSummary>) -> AnyView {
    if page.rows.is_empty() {
        return nothing(query).into_any();
    }
    let at = |after| list_address(&LoanQuery { after, ..query.clone() });
    let newer = query.after.is_some().then(|| at(None));
    let older = page.next.map(|cursor| at(Some(cursor)));
    view! {
        <div>
            <LoanTable query=query.clone() loans=page.rows />
            {pager(newer, older)}
        </div>
    }
    .into_any()
}

/// There is nothing at all, or nothing of what was asked for.
fn nothing(query: &LoanQuery) -> AnyView {
    let locale = use_locale();
    if *query != (LoanQuery { order: query.order, ..LoanQuery::default() }) {
        let text = if query.search.is_empty() { words::none_of_status(locale) } else { words::not_found_text(locale) };
        return view! {
            <EmptyState glyph=Glyph::Search title=words::not_found_title(locale) text=text>
                <LinkButton href=paths::LOANS>{words::show_all(locale)}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    let text = if may_lend() { words::none_text(locale) } else { words::none_to_see(locale) };
    view! {
        <EmptyState glyph=Glyph::Loans title=words::none_title(locale) text=text>
            {new_loan_button()}
        </EmptyState>
    }
    .into_any()
}
