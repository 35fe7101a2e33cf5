//! The list of loans as a file: all that the list's search and filter name, in its order.

use super::{address::query_of, status::status_name, words};
use crate::{
    endpoints,
    error::AppError,
    i18n::{Locale, words as common},
    server::export::{Part, Sheet, amount, answer, asked, date, file_name, line, note_exported},
};
use axum::{
    Extension,
    body::Body,
    http::{Response, Uri},
};
use tenantry::{
    context::TenantCtx,
    http::Visit,
    loans::{LoanQuery, LoanSummary},
};

pub(crate) async fn export(Extension(visit): Extension<Visit>, uri: Uri) -> Response<Body> {
    answer(file(&visit, &uri).await)
}

async fn file(visit: &Visit, uri: &Uri) -> Result<Response<Body>, AppError> {
    let ctx = visit.enter(&endpoints::LOANS_EXPORT).await?;
    let query = query_of(&asked(uri));
    let locale = visit.locale;
    let sheet =
        Sheet { name: file_name(words::file_name(locale), &ctx.tenant.name, ctx.today()), head: head(&ctx, locale) };
    note_exported(&ctx, "loans").await?;
    sheet.of_parts(move |after| part(ctx.clone(), LoanQuery { after, ..query.clone() }, locale)).await
}

async fn part(ctx: TenantCtx, query: LoanQuery, locale: Locale) -> Result<Part, AppError> {
    let page = tenantry::loans::list_long(&ctx, &query).await?;
    Ok((page.rows.iter().map(|loan| row(loan, locale)).collect(), page.next))
}

fn head(ctx: &TenantCtx, locale: Locale) -> String {
    let in_currency = |label: &str| format!("{label} ({})", ctx.tenant.currency.code());
    line(
        locale,
        [
            words::number(locale).to_owned(),
            words::borrower(locale).to_owned(),
            words::start(locale).to_owned(),
            in_currency(common::amount(locale)),
            in_currency(words::repaid_part(locale)),
            words::next_due(locale).to_owned(),
            common::status(locale).to_owned(),
        ],
    )
}

fn row(loan: &LoanSummary, locale: Locale) -> String {
    line(
        locale,
        [
            loan.number.to_string(),
            loan.borrower.clone(),
            date(Some(loan.starts_on)),
            amount(loan.amount, locale),
            amount(loan.repaid, locale),
            date(loan.next_due_on),
            status_name(loan.status, locale).to_owned(),
        ],
    )
}
