//! Recording a repayment, in part or in full.

use super::{
    api::{FindLoan, LoanToday, RepayLoan},
    words,
};
use crate::{
    bundle::Bundled,
    form::{Form, FormState, Submit, required_note},
    i18n::{format_date, words as common},
    load::{Loading, load},
    paths,
    site::{Site, use_locale, use_site},
    ui::{ButtonKind, DateField, EmptyState, Glyph, LinkButton, MoneyField, PageHead},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use tenantry::{
    access::Permission,
    loans::{Instalment, LoanDetail, LoanSummary},
    money::{format_amount, format_decimal},
};

pub struct RepayPage {
    loan: Loading<LoanToday>,
}

impl Bundled for RepayPage {
    fn data() -> Self {
        let params = use_params_map();
        let id = move || params.with(|params| params.get("id").unwrap_or_default());
        Self { loan: Loading::of(move || FindLoan { id: id() }) }
    }

    fn view(self) -> AnyView {
        let action = ServerAction::<RepayLoan>::new();
        load(self.loan, move |shown| view! { <RepayView action shown /> }).into_any()
    }
}

#[component]
fn RepayView(action: ServerAction<RepayLoan>, shown: LoanToday) -> impl IntoView {
    let locale = use_locale();
    let LoanToday { loan, today, repayment_id } = shown;
    let summary = loan.summary.clone();
    let may = use_site().with_value(|site| site.may(Permission::LoansManage));
    let next = loan.schedule.iter().find(|instalment| instalment.paid < instalment.amount).cloned();
    let content = match next {
        Some(next) if may && loan.due > 0 => {
            view! { <RepayForm action loan next today=tenantry::day::text(today) once=repayment_id.to_string() /> }
                .into_any()
        }
        _ => settled(&summary).into_any(),
    };
    view! {
        <Title text=words::record_repayment(locale) />
        <div class="narrow">
            <PageHead title=words::record_repayment(locale) lead=about(&summary) />
            {content}
        </div>
    }
}

fn about(loan: &LoanSummary) -> String {
    format!("{} · {}", loan.borrower, words::loan_number(use_locale(), loan.number))
}

fn settled(loan: &LoanSummary) -> impl IntoView + use<> {
    let (locale, href) = (use_locale(), paths::loan(loan.id));
    view! {
        <EmptyState glyph=Glyph::Check text=words::settled(locale)>
            <LinkButton href=href>{words::back_to_loan(locale)}</LinkButton>
        </EmptyState>
    }
}

#[component]
fn RepayForm(
    action: ServerAction<RepayLoan>,
    loan: LoanDetail,
    next: Instalment,
    today: String,
    once: String,
) -> impl IntoView {
    let locale = use_locale();
    let state = FormState::of(action);
    let currency = use_site().with_value(Site::currency);
    let rest = next.amount - next.paid;
    let (due, part) = (format_amount(loan.due, currency, locale), format_amount(rest, currency, locale));
    let hint = words::repay_amount_hint(locale, &part, &format_date(next.due_on, locale));
    view! {
        <Form action state>
            <input type="hidden" name="id" value=loan.summary.id.to_string() />
            <input type="hidden" name="repayment_id" value=once />
            <div class="form-section">
                <p class="repay-due">{words::repay_lead(locale, &due)}</p>
                <MoneyField
                    name="amount"
                    label=common::amount(locale)
                    currency=currency.symbol()
                    hint
                    value=state.value("amount", format_decimal(rest, locale))
                    error=state.error("amount")
                    note=required_note()
                    required=true
                />
                <DateField
                    name="paid_on"
                    label=words::paid_on(locale)
                    value=state.value("paid_on", today)
                    error=state.error("paid_on")
                    note=required_note()
                    required=true
                />
            </div>
            <div class="form-actions">
                <Submit state>{words::record(locale)}</Submit>
                <LinkButton href=paths::loan(loan.summary.id) kind=ButtonKind::Quiet>
                    {common::cancel(locale)}
                </LinkButton>
            </div>
        </Form>
    }
}
