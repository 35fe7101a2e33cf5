//! The table of organisations. Nothing in its rows reacts, so they are plain; a box in each selects it for what is done to
//! many at once.

use super::{
    address::ListView,
    columns::{ListColumn, sorted},
    selection,
};
use crate::{
    i18n::{Locale, words as common},
    paths,
    site::{use_locale, use_may, use_site},
    ui::{Column, PlainTable, Sorting},
};
use leptos::prelude::*;
use maud::{Markup, html};
use tenantry::{
    access::Permission,
    tenants::{TenantOrder, TenantSummary},
};

#[component]
pub(super) fn OrganisationTable(list: ListView, organisations: Vec<TenantSummary>) -> impl IntoView {
    let locale = use_locale();
    let base = use_site().with_value(|site| site.base_host.clone());
    let can_pick = use_may(Permission::OrganisationsSupport);
    let rows =
        organisations.iter().map(|organisation| row(organisation, &list.columns, &base, can_pick, locale)).collect();
    let name = sorted(Column::new(common::name(locale)), &list, TenantOrder::Name, Sorting::Ascending);
    let heads = list.columns.iter().map(|column| column.head(&list, locale));
    let columns = std::iter::once(name).chain(heads).collect();
    view! {
        <div class="organisation-list">
            <PlainTable caption=common::organisations(locale) columns rows />
        </div>
    }
}

fn row(organisation: &TenantSummary, columns: &[ListColumn], base: &str, can_pick: bool, locale: Locale) -> Markup {
    let TenantSummary { slug, name, .. } = organisation;
    html! {
        tr {
            td.cell-title {
                span.organisation-pick {
                    @if can_pick {
                        input.checkbox type="checkbox" name="slug" value=(slug) aria-label=(selection::words::pick(locale, name));
                    }
                    span {
                        a href=(paths::console_organisation(slug)) { (name) }
                        span.cell-sub.slug { (slug) "." (base) }
                    }
                }
            }
            @for column in columns { (column.cell(organisation, locale)) }
        }
    }
}
