//! The columns of the list of organisations, which whoever reads it chooses.

use super::{
    address::{ListView, pairs},
    health::{self, health_badge},
    words,
};
use crate::{
    i18n::{Locale, format_instant, words as common},
    paths,
    site::use_locale,
    ui::{Column, Glyph, Plain, PlainMenu, Sorting, plain_icon},
};
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use maud::{Markup, html};
use tenantry::{
    money::format_integer,
    tenants::{TenantOrder, TenantSummary},
};

/// Beside the name, which is always there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListColumn {
    Health,
    Users,
    Size,
    Connections,
    Loans,
    Transactions,
    Version,
    Activity,
    Placement,
    Plan,
    Created,
}

impl ListColumn {
    /// In the order in which they stand.
    const ALL: [Self; 11] = [
        Self::Health,
        Self::Users,
        Self::Size,
        Self::Connections,
        Self::Loans,
        Self::Transactions,
        Self::Version,
        Self::Activity,
        Self::Placement,
        Self::Plan,
        Self::Created,
    ];
    const USUAL: [Self; 7] =
        [Self::Health, Self::Users, Self::Size, Self::Version, Self::Activity, Self::Placement, Self::Plan];

    fn key(self) -> &'static str {
        match self {
            Self::Health => "health",
            Self::Users => "users",
            Self::Size => "size",
            Self::Connections => "connections",
            Self::Loans => "loans",
            Self::Transactions => "transactions",
            Self::Version => "version",
            Self::Activity => "activity",
            Self::Placement => "placement",
            Self::Plan => "plan",
            Self::Created => "created",
        }
    }

    fn label(self, locale: Locale) -> &'static str {
        match self {
            Self::Health => health::health(locale),
            Self::Users => health::users(locale),
            Self::Size => words::size(locale),
            Self::Connections => health::connections(locale),
            Self::Loans => health::active_loans(locale),
            Self::Transactions => health::transactions(locale),
            Self::Version => health::version(locale),
            Self::Activity => words::last_active(locale),
            Self::Placement => words::placement(locale),
            Self::Plan => words::plan(locale),
            Self::Created => words::created(locale),
        }
    }

    /// The order that the head of the column leads to.
    fn order(self) -> Option<TenantOrder> {
        match self {
            Self::Size => Some(TenantOrder::Largest),
            Self::Activity => Some(TenantOrder::LastActive),
            Self::Created => Some(TenantOrder::Newest),
            _ => None,
        }
    }

    fn is_number(self) -> bool {
        matches!(self, Self::Users | Self::Size | Self::Connections | Self::Loans | Self::Transactions)
    }

    pub(super) fn head(self, view: &ListView, locale: Locale) -> Column {
        let column = Column::new(self.label(locale));
        let column = if self.is_number() { column.at_end() } else { column };
        match self.order() {
            Some(order) => sorted(column, view, order, Sorting::Descending),
            None => column,
        }
    }

    pub(super) fn cell(self, organisation: &TenantSummary, locale: Locale) -> Markup {
        let label = self.label(locale);
        let moment = |at: &str| format_instant(at, locale);
        match self {
            Self::Health => html! { td data-label=(label) { (health_badge(organisation, locale)) } },
            Self::Users => number(label, Some(organisation.members), locale),
            Self::Connections => number(label, Some(organisation.connections), locale),
            Self::Loans => number(label, organisation.active_loans, locale),
            Self::Transactions => number(label, organisation.transactions, locale),
            Self::Size => html! {
                td.cell-amount data-label=(label) { (words::bytes(locale, organisation.database_bytes)) }
            },
            Self::Version => {
                let number = organisation.version.map(|version| format_integer(version, locale));
                html! { td data-label=(label) { (number.as_deref().unwrap_or(health::unknown_version(locale))) } }
            }
            Self::Activity => {
                let active =
                    organisation.last_active_at.as_deref().map_or_else(|| words::never(locale).to_owned(), moment);
                html! { td.cell-nowrap data-label=(label) { (active) } }
            }
            Self::Placement => html! {
                td data-label=(label) { (words::placement_name(locale, &organisation.placement)) }
            },
            Self::Plan => html! { td data-label=(label) { (organisation.plan_name.of(locale)) } },
            Self::Created => html! { td.cell-nowrap data-label=(label) { (moment(&organisation.created_at)) } },
        }
    }
}

/// A dash for what was never counted.
fn number(label: &str, counted: Option<i64>, locale: Locale) -> Markup {
    let text = counted.map_or_else(|| "–".to_owned(), |number| format_integer(number, locale));
    html! { td.cell-amount data-label=(label) { (text) } }
}

pub(super) fn sorted(column: Column, view: &ListView, order: TenantOrder, sorting: Sorting) -> Column {
    let href = view.with(|query| query.order = order).address();
    column.sorted_by(href, if view.query.order == order { sorting } else { Sorting::None })
}

/// Those that the address names, as one text or as a form sends them; the usual ones when it names none.
pub(super) fn columns_of(address: &ParamsMap) -> Vec<ListColumn> {
    let joined = address.get("columns").unwrap_or_default();
    let ticked = address.get_all("column").unwrap_or_default();
    let is_named = |column: &ListColumn| {
        joined.split(',').any(|key| key == column.key()) || ticked.iter().any(|key| key == column.key())
    };
    let named: Vec<ListColumn> = ListColumn::ALL.into_iter().filter(is_named).collect();
    if named.is_empty() { ListColumn::USUAL.to_vec() } else { named }
}

/// As they stand in the address: nothing for the usual ones.
pub(super) fn columns_value(columns: &[ListColumn]) -> String {
    if columns == ListColumn::USUAL {
        return String::new();
    }
    columns.iter().map(|column| column.key()).collect::<Vec<_>>().join(",")
}

/// A menu with a box for each; the address keeps the choice.
#[component]
pub(super) fn ColumnMenu(list: ListView) -> impl IntoView {
    let locale = use_locale();
    let summary = html! { (plain_icon(Glyph::Filter, "")) (health::columns(locale)) };
    let panel = html! {
        form.column-choice method="get" action=(paths::CONSOLE_ORGANISATIONS) {
            @for (name, value) in pairs(&list.query) {
                @if !value.is_empty() { input type="hidden" name=(name) value=(value); }
            }
            @for column in ListColumn::ALL {
                label.choice {
                    input.checkbox type="checkbox" name="column" value=(column.key()) checked[list.columns.contains(&column)];
                    span { (column.label(locale)) }
                }
            }
            button.button.button-secondary.button-small type="submit" { (common::apply(locale)) }
        }
    };
    let menu = PlainMenu {
        class: "menu",
        group: None,
        summary_class: "button button-secondary",
        summary: &summary,
        label: "",
        panel: &panel,
    };
    view! { <Plain markup=html! { (menu) } /> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_read_from_an_address_and_from_a_form() {
        let address = |pairs: &[(&'static str, &str)]| {
            let mut map = ParamsMap::new();
            for (name, value) in pairs {
                map.insert(*name, (*value).to_owned());
            }
            map
        };
        assert_eq!(columns_of(&address(&[])), ListColumn::USUAL);
        let chosen = [ListColumn::Users, ListColumn::Plan];
        assert_eq!(columns_of(&address(&[("columns", "plan,users,nonsense")])), chosen);
        assert_eq!(columns_of(&address(&[("column", "plan"), ("column", "users")])), chosen);
        assert_eq!((columns_value(&chosen), columns_value(&ListColumn::USUAL)), ("users,plan".into(), String::new()));
    }
}
