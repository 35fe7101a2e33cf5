//! The table of loans. It is the page that is read most, so its rows are plain: nothing in them reacts.

use super::{
    address::list_address,
    status::{status_name, status_tone},
    words,
};
use crate::{
    i18n::{Locale, format_date, words as common},
    paths,
    site::{Site, use_locale, use_site},
    ui::{Column, PlainTable, Sorting, plain_badge, plain_progress},
};
use leptos::prelude::*;
use maud::{Markup, html};
use tenantry::{
    loans::{LoanOrder, LoanQuery, LoanSummary},
    money::{Currency, format_amount},
};

#[component]
pub(super) fn LoanTable(query: LoanQuery, loans: Vec<LoanSummary>) -> impl IntoView {
    let locale = use_locale();
    let currency = use_site().with_value(Site::currency);
    let rows = loans.iter().map(|loan| row(loan, currency, locale)).collect();
    view! {
        <div class="loan-list">
            <PlainTable caption=words::list_caption(locale) columns=columns(&query, locale) rows />
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

fn row(loan: &LoanSummary, currency: Currency, locale: Locale) -> Markup {
    let due = loan.next_due_on.map_or_else(|| words::nothing_due(locale).to_owned(), |date| format_date(date, locale));
    let repaid = words::repaid_part(locale);
    html! {
        tr {
            td.loan-number data-label=(words::number(locale)) { (loan.number) }
            td.cell-title { a href=(paths::loan(loan.id)) { (loan.borrower) } }
            td.loan-start.cell-nowrap data-label=(words::start(locale)) { (format_date(loan.starts_on, locale)) }
            td.cell-amount data-label=(common::amount(locale)) { (format_amount(loan.amount, currency, locale)) }
            td data-label=(repaid) {
                span.loan-repaid {
                    (plain_progress(repaid, loan.repaid, loan.amount))
                    (format_amount(loan.repaid, currency, locale))
                }
            }
            td.loan-due.cell-nowrap data-label=(words::next_due(locale)) { (due) }
            td.loan-status data-label=(common::status(locale)) {
                (plain_badge(status_tone(loan.status), status_name(loan.status, locale)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use tenantry::loans::LoanStatus;

    #[test]
    fn a_name_cannot_leave_its_cell() {
        let loan = LoanSummary {
            id: "01a1f866-0d00-7887-bc55-0049380a62c5".parse().unwrap(),
            number: 7,
            borrower: "<img src=x onerror=alert(1)>&\"'".into(),
            amount: 100_000,
            repaid: 25_000,
            starts_on: date(2026, 2, 15),
            next_due_on: None,
            status: LoanStatus::Late,
        };
        let html = row(&loan, Currency::Eur, Locale::En).into_string();
        assert!(html.contains("&lt;img src=x onerror=alert(1)&gt;&amp;&quot;"), "{html}");
        assert!(!html.contains("<img"), "{html}");
        assert!(
            html.contains(r#"<progress class="progress" aria-label="Repaid" max="100000" value="25000">"#),
            "{html}"
        );
    }
}
