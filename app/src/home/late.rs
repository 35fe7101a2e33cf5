//! Who is late, the oldest unpaid instalment first.

use super::words;
use crate::{
    i18n::format_date,
    loans::list_address,
    paths,
    site::{Site, use_locale, use_site},
    ui::Card,
};
use leptos::prelude::*;
use tenantry::{
    loans::{LoanOrder, LoanQuery, LoanStatus, LoanSummary},
    money::format_amount,
};

#[component]
pub(super) fn LateLoans(late: Vec<LoanSummary>) -> impl IntoView {
    let locale = use_locale();
    if late.is_empty() {
        return view! {
            <Card title=words::late(locale)>
                <p class="text-muted">{words::nobody_late(locale)}</p>
            </Card>
        }
        .into_any();
    }
    let all =
        list_address(&LoanQuery { status: Some(LoanStatus::Late), order: LoanOrder::DueFirst, ..LoanQuery::default() });
    let action = move || {
        view! {
            <a class="card-action" href=all>
                {words::late_all(locale)}
            </a>
        }
    };
    view! {
        <Card title=words::late(locale) action>
            <ul class="due-list" data-rows>{late.into_iter().map(line).collect_view()}</ul>
        </Card>
    }
    .into_any()
}

fn line(loan: LoanSummary) -> impl IntoView {
    let locale = use_locale();
    let currency = use_site().with_value(Site::currency);
    let since = loan.next_due_on.map(|date| words::due_since(locale, &format_date(date, locale)));
    view! {
        <li>
            <span class="due-list-text">
                <a href=paths::loan(loan.id)>{loan.borrower}</a>
                <span class="cell-sub">{since}</span>
            </span>
            <span class="due-list-amount">
                {format_amount(loan.amount - loan.repaid, currency, locale)}
                <span class="cell-sub">{words::outstanding(locale)}</span>
            </span>
        </li>
    }
}
