//! The trail of one request as a file, in the order in which it happened.

use super::{api::named, trail::page_name, words};
use crate::{
    endpoints,
    error::AppError,
    i18n::Locale,
    server::export::{Sheet, answer, asked, file_name, line, note_exported},
};
use axum::{
    Extension,
    body::Body,
    http::{Response, Uri},
};
use tenantry::{http::Visit, support::SupportVisit};

pub(crate) async fn export(Extension(visit): Extension<Visit>, uri: Uri) -> Response<Body> {
    answer(file(&visit, &uri).await)
}

async fn file(visit: &Visit, uri: &Uri) -> Result<Response<Body>, AppError> {
    let ctx = visit.enter(&endpoints::SUPPORT_EXPORT).await?;
    let (locale, request) = (visit.locale, named(&asked(uri).get("request").unwrap_or_default())?);
    let trail = tenantry::support::whole_trail(&ctx, request).await?;
    note_exported(&ctx, "support").await?;
    let operator = trail.request.map(|request| request.operator).unwrap_or_default();
    let rows: String = trail.visits.iter().map(|visit| row(visit, &operator, locale)).collect();
    let sheet = Sheet { name: file_name(words::file_name(locale), &ctx.tenant.name, ctx.today()), head: head(locale) };
    sheet.of_all(rows).await
}

fn head(locale: Locale) -> String {
    line(
        locale,
        [words::time(locale), words::by(locale), words::page(locale), words::address(locale), words::what(locale)],
    )
}

fn row(visit: &SupportVisit, operator: &str, locale: Locale) -> String {
    line(
        locale,
        [
            visit.at.clone(),
            operator.to_owned(),
            page_name(locale, &visit.path),
            visit.path.clone(),
            words::visit(locale, visit).1.to_owned(),
        ],
    )
}
