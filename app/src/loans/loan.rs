//! One loan: its terms, how it stands, and what can be done with it.

use super::{
    api::{CancelLoan, FindLoan, LoanToday},
    cancel::{CancelDialog, cancel_failure},
    history::{HistoryCard, RepaymentsCard},
    schedule::ScheduleCard,
    status::status_badge,
    words,
};
use crate::{
    bundle::Bundled,
    form::Saved,
    i18n::{format_date, words as common},
    load::{Loading, load},
    paths,
    site::{Site, use_locale, use_site},
    ui::{ButtonKind, Card, Fact, Facts, Glyph, LinkButton, PageHead, Progress},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use tenantry::{
    access::Permission,
    loans::{LoanDetail, LoanStatus, LoanSummary},
    money::format_amount,
};

pub struct LoanPage {
    loan: Loading<LoanToday>,
}

impl Bundled for LoanPage {
    fn data() -> Self {
        let params = use_params_map();
        Self { loan: Loading::of(move || FindLoan { id: params.with(|params| params.get("id").unwrap_or_default()) }) }
    }

    fn view(self) -> AnyView {
        let cancel = ServerAction::<CancelLoan>::new();
        Effect::watch(move || cancel.version().get(), move |_, _, _| self.loan.again(), false);
        load(self.loan, move |LoanToday { loan, .. }| view! { <LoanView cancel loan /> }).into_any()
    }
}

#[component]
fn LoanView(cancel: ServerAction<CancelLoan>, loan: LoanDetail) -> impl IntoView {
    let locale = use_locale();
    let actions = actions(cancel, &loan);
    let (summary, due, terms) = (loan.summary.clone(), loan.due, loan.clone());
    let LoanDetail { schedule, repayments, history, .. } = loan;
    let (number, status) = (words::loan_number(locale, summary.number), summary.status);
    view! {
        <Title text=format!("{number}, {}", summary.borrower) />
        <PageHead title=summary.borrower.clone() lead=number badge=move || status_badge(status, locale)>
            {actions}
        </PageHead>
        <div class="stack stack-loose">
            {cancel_failure(cancel)}
            <Saved what="loan" message=words::saved_loan(locale) />
            <Saved what="repayment" message=words::saved_repayment(locale) />
            <Saved what="cancellation" message=words::saved_cancellation(locale) />
            <div class="with-aside">
                <div class="stack stack-loose">
                    <BalanceCard summary due />
                    <ScheduleCard schedule cancelled=status == LoanStatus::Cancelled />
                    <RepaymentsCard repayments />
                </div>
                <div class="stack stack-loose">
                    <TermsCard loan=terms />
                    <HistoryCard history />
                </div>
            </div>
        </div>
    }
}

fn actions(cancel: ServerAction<CancelLoan>, loan: &LoanDetail) -> Option<impl IntoView + use<>> {
    let locale = use_locale();
    let may = use_site().with_value(|site| site.may(Permission::LoansManage));
    let (href, loan) = (paths::repay(loan.summary.id), loan.clone());
    (may && loan.due > 0).then(|| {
        view! {
            <LinkButton href kind=ButtonKind::Primary icon=Glyph::Repayment>
                {words::record_repayment(locale)}
            </LinkButton>
            <CancelDialog action=cancel loan />
        }
    })
}

#[component]
fn BalanceCard(summary: LoanSummary, due: i64) -> impl IntoView {
    let locale = use_locale();
    let currency = use_site().with_value(Site::currency);
    let amount = |minor| format_amount(minor, currency, locale);
    let outcome = match summary.status {
        LoanStatus::Repaid => words::was_repaid(locale),
        LoanStatus::Cancelled => words::was_cancelled(locale),
        LoanStatus::Active | LoanStatus::Late => words::still_due(locale),
    };
    view! {
        <section class="card">
            <div class="card-body loan-balance">
                <div class="loan-balance-figures">
                    <span>
                        <span class="loan-outstanding">{amount(due)}</span>
                        " "
                        {outcome}
                    </span>
                    <span>{words::repaid_of(locale, &amount(summary.repaid), &amount(summary.amount))}</span>
                </div>
                <Progress label=words::repaid_part(locale) done=summary.repaid whole=summary.amount />
            </div>
        </section>
    }
}

#[component]
fn TermsCard(loan: LoanDetail) -> impl IntoView {
    let locale = use_locale();
    let currency = use_site().with_value(Site::currency);
    let LoanDetail { summary, borrower_email, borrower_phone, ends_on, note, guarantors, schedule, .. } = loan;
    let guarantors =
        if guarantors.is_empty() { words::no_guarantors(locale).to_owned() } else { guarantors.join(", ") };
    view! {
        <Card title=words::facts(locale)>
            <Facts>
                <Fact name=common::amount(locale)>{format_amount(summary.amount, currency, locale)}</Fact>
                <Fact name=words::start(locale)>{format_date(summary.starts_on, locale)}</Fact>
                <Fact name=words::instalments(locale)>{schedule.len().to_string()}</Fact>
                <Fact name=words::ends_on(locale)>{format_date(ends_on, locale)}</Fact>
                {borrower_email.map(|email| view! { <Fact name=common::email(locale)>{email}</Fact> })}
                {borrower_phone.map(|phone| view! { <Fact name=words::phone(locale)>{phone}</Fact> })}
                <Fact name=words::guarantors(locale)>{guarantors}</Fact>
            </Facts>
            {(!note.is_empty()).then(|| view! { <p class="loan-note">{note}</p> })}
        </Card>
    }
}
