//! The table of loans. It is the page that is read most, so its rows are plain markup: nothing in them reacts.

use super::{address::list_address, status::status_badge, words};
use crate::{
    i18n::{Locale, format_date, words as common},
    paths,
    site::{Site, use_locale, use_site},
    ui::{Column, Progress, Sorting, Table},
};
use leptos::prelude::*;
use tenantry::{
    loans::{LoanOrder, LoanQuery, LoanSummary},
    money::{Currency, format_amount},
};

#[component]
pub(super) fn LoanTable(query: LoanQuery, loans: Vec<LoanSummary>) -> impl IntoView {
    let locale = use_locale();
    let currency = use_site().with_value(Site::currency);
    let rows = loans.into_iter().map(|loan| row(loan, currency, locale)).collect_view();
    view! {
        <div class="loan-list">
            <Table caption=words::list_caption(locale) columns=columns(&query, locale)>
                {rows}
            </Table>
        </div>
    }
}

fn columns(query: &LoanQuery, locale: Locale) -> Vec<Column> {
    let sorted_by = |order| list_address(&LoanQuery { order, after: None, ..query.clone() });
    let start = match query.order {
        LoanOrder::Newest => (LoanOrder::Oldest, Sorting::Descending),
        LoanOrder::Oldest => (LoanOrder::Newest, Sorting::Ascending),
        _ => (LoanOrder::Newest, Sorting::None),
    };
    let amount = match query.order {
        LoanOrder::Largest => (LoanOrder::Smallest, Sorting::Descending),
        LoanOrder::Smallest => (LoanOrder::Largest, Sorting::Ascending),
        _ => (LoanOrder::Largest, Sorting::None),
    };
    let due = if query.order == LoanOrder::DueFirst { Sorting::Ascending } else { Sorting::None };
    vec![
        Column::new(words::number(locale)),
        Column::new(words::borrower(locale)),
        Column::new(words::start(locale)).sorted_by(sorted_by(start.0), start.1),
        Column::new(common::amount(locale)).sorted_by(sorted_by(amount.0), amount.1).at_end(),
        Column::new(words::repaid_part(locale)),
        Column::new(words::next_due(locale)).sorted_by(sorted_by(LoanOrder::DueFirst), due),
        Column::new(common::status(locale)),
    ]
}

fn row(loan: LoanSummary, currency: Currency, locale: Locale) -> impl IntoView {
    let due = loan.next_due_on.map_or_else(|| words::nothing_due(locale).to_owned(), |date| format_date(date, locale));
    view! {
        <tr>
            <td class="loan-number" data-label=words::number(locale)>
                {loan.number.to_string()}
            </td>
            <td class="cell-title">
                <a href=paths::loan(loan.id)>{loan.borrower}</a>
            </td>
            <td class="loan-start cell-nowrap" data-label=words::start(locale)>
                {format_date(loan.starts_on, locale)}
            </td>
            <td class="cell-amount" data-label=common::amount(locale)>
                {format_amount(loan.amount, currency, locale)}
            </td>
            <td data-label=words::repaid_part(locale)>
                <span class="loan-repaid">
                    <Progress label=words::repaid_part(locale) done=loan.repaid whole=loan.amount />
                    {format_amount(loan.repaid, currency, locale)}
                </span>
            </td>
            <td class="loan-due cell-nowrap" data-label=words::next_due(locale)>
                {due}
            </td>
            <td class="loan-status" data-label=common::status(locale)>
                {status_badge(loan.status, locale)}
            </td>
        </tr>
    }
}
