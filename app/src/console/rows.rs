//! The table of organisations.

use super::{address::list_address, status::StateBadge, words};
use crate::{
    i18n::{Locale, format_instant, words as common},
    paths,
    site::{use_locale, use_site},
    ui::{Cell, CellKind, Column, Sorting, Table},
};
use leptos::prelude::*;
use tenantry::tenants::{TenantOrder, TenantQuery, TenantSummary};

#[component]
pub(super) fn OrganisationTable(query: TenantQuery, organisations: Vec<TenantSummary>) -> impl IntoView {
    let locale = use_locale();
    let base = use_site().with_value(|site| site.base_host.clone());
    let rows = organisations
        .into_iter()
        .map(|organisation| {
            let host = format!("{}.{base}", organisation.slug);
            row(organisation, host, locale)
        })
        .collect_view();
    view! {
        <Table caption=common::organisations(locale) columns=columns(&query, locale)>
            {rows}
        </Table>
    }
}

fn columns(query: &TenantQuery, locale: Locale) -> Vec<Column> {
    let sorted = |label: &str, order, sorting| {
        let href = list_address(&TenantQuery { order, after: None, ..query.clone() });
        Column::new(label).sorted_by(href, if query.order == order { sorting } else { Sorting::None })
    };
    vec![
        sorted(common::name(locale), TenantOrder::Name, Sorting::Ascending),
        Column::new(common::status(locale)),
        Column::new(words::plan(locale)),
        sorted(words::size(locale), TenantOrder::Largest, Sorting::Descending).at_end(),
        sorted(words::created(locale), TenantOrder::Newest, Sorting::Descending),
        sorted(words::last_active(locale), TenantOrder::LastActive, Sorting::Descending),
    ]
}

fn row(organisation: TenantSummary, host: String, locale: Locale) -> impl IntoView {
    let active =
        organisation.last_active_at.map_or_else(|| words::never(locale).to_owned(), |at| format_instant(&at, locale));
    view! {
        <tr>
            <Cell label=common::name(locale) kind=CellKind::Title>
                <a href=paths::console_organisation(&organisation.slug)>{organisation.name}</a>
                <span class="cell-sub slug">{host}</span>
            </Cell>
            <Cell label=common::status(locale)>
                <StateBadge status=organisation.status gone_at=organisation.gone_at locale />
            </Cell>
            <Cell label=words::plan(locale)>{words::plan_name(locale, &organisation.plan)}</Cell>
            <Cell label=words::size(locale) kind=CellKind::Amount>
                {words::bytes(locale, organisation.database_bytes)}
            </Cell>
            <Cell label=words::created(locale) kind=CellKind::NoWrap>
                {format_instant(&organisation.created_at, locale)}
            </Cell>
            <Cell label=words::last_active(locale) kind=CellKind::NoWrap>
                {active}
            </Cell>
        </tr>
    }
}
