//! What came back of a loan, and what happened to it.

use super::words;
use crate::{
    i18n::{format_date, format_time, words as common},
    paths,
    site::{Site, use_locale, use_site},
    ui::{Card, Column, Glyph, Icon, Table},
};
use leptos::prelude::*;
use tenantry::{
    loans::{LoanEvent, LoanEventKind, Repayment},
    money::format_amount,
};

#[component]
pub(super) fn RepaymentsCard(repayments: Vec<Repayment>) -> impl IntoView {
    let locale = use_locale();
    let currency = use_site().with_value(Site::currency);
    if repayments.is_empty() {
        return view! {
            <Card title=words::repayments(locale)>
                <p class="text-muted">{words::no_repayments(locale)}</p>
            </Card>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(common::date(locale)),
        Column::new(common::amount(locale)).at_end(),
        Column::new(words::receipt(locale)).at_end(),
    ];
    let rows = repayments.into_iter().map(move |repayment| {
        view! {
            <tr>
                <td class="cell-nowrap" data-label=common::date(locale)>
                    {format_date(repayment.paid_on, locale)}
                </td>
                <td class="cell-amount" data-label=common::amount(locale)>
                    {format_amount(repayment.amount, currency, locale)}
                </td>
                <td class="cell-end" data-label=words::receipt(locale)>
                    <a href=paths::receipt(repayment.id, locale) rel="external">
                        {words::receipt_pdf(locale)}
                        <span class="visually-hidden">
                            {words::receipt_of(locale, &format_date(repayment.paid_on, locale))}
                        </span>
                    </a>
                </td>
            </tr>
        }
    });
    view! {
        <Card title=words::repayments(locale) flush=true>
            <div class="repayments">
                <Table caption=words::repayments(locale) columns>
                    {rows.collect_view()}
                </Table>
            </div>
        </Card>
    }
    .into_any()
}

#[component]
pub(super) fn HistoryCard(history: Vec<LoanEvent>) -> impl IntoView {
    let locale = use_locale();
    view! {
        <Card title=words::history(locale)>
            <ol class="history" data-rows>{history.into_iter().map(event).collect_view()}</ol>
        </Card>
    }
}

fn event(event: LoanEvent) -> impl IntoView {
    let locale = use_locale();
    let currency = use_site().with_value(Site::currency);
    let amount = format_amount(event.amount.unwrap_or_default(), currency, locale);
    let (glyph, text) = match event.kind {
        LoanEventKind::Created => (Glyph::Plus, words::event_created(locale, &amount, &event.actor)),
        LoanEventKind::Repayment => (Glyph::Repayment, words::event_repayment(locale, &amount, &event.actor)),
        LoanEventKind::Cancelled => (Glyph::Close, words::event_cancelled(locale, &event.actor)),
    };
    view! {
        <li>
            <Icon glyph=glyph />
            <span>{text}</span>
            <time datetime=tenantry::day::and_time::text(event.at)>{format_time(event.at, locale)}</time>
        </li>
    }
}
