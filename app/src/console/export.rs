//! The list of organisations as a file: all that the list's search and filter name, in its order.

use super::{address::query_of, words};
use crate::{
    endpoints,
    error::AppError,
    i18n::{Locale, words as common},
    server::export::{LIST_EXPORTED, Part, Sheet, answer, asked, file_name, line},
};
use axum::{
    Extension,
    body::Body,
    http::{Response, Uri},
};
use jiff::tz::TimeZone;
use tenantry::{
    context::OperatorCtx,
    http::Visit,
    tenants::{TenantQuery, TenantSummary},
};

pub(crate) async fn export(Extension(visit): Extension<Visit>, uri: Uri) -> Response<Body> {
    answer(file(&visit, &uri).await)
}

async fn file(visit: &Visit, uri: &Uri) -> Result<Response<Body>, AppError> {
    let ctx = visit.operate(&endpoints::CONSOLE_EXPORT)?;
    let query = query_of(&asked(uri));
    let locale = visit.locale;
    let today = ctx.platform.clock.today(&TimeZone::UTC);
    let sheet = Sheet { name: file_name(words::file_name(locale), "", today), head: head(locale) };
    let (user, host) = (Some(ctx.actor.user), visit.host.as_str());
    tenantry::audit::record(&ctx.platform, LIST_EXPORTED, None, user, host, "organisations").await?;
    sheet.of_parts(move |after| part(ctx.clone(), TenantQuery { after, ..query.clone() }, locale)).await
}

async fn part(ctx: OperatorCtx, query: TenantQuery, locale: Locale) -> Result<Part, AppError> {
    let page = tenantry::tenants::list_long(&ctx.platform, &query).await?;
    let base = ctx.platform.config.server.public_url.host();
    Ok((page.rows.iter().map(|organisation| row(organisation, base, locale)).collect(), page.next))
}

fn head(locale: Locale) -> String {
    line(
        locale,
        [
            common::name(locale),
            words::address(locale),
            common::status(locale),
            words::plan(locale),
            words::size_in_bytes(locale),
            words::created(locale),
            words::last_active(locale),
        ],
    )
}

fn state(organisation: &TenantSummary, locale: Locale) -> String {
    match &organisation.gone_at {
        Some(at) => words::deleted_gone(locale, at),
        None => words::status(locale, organisation.status).to_owned(),
    }
}

fn row(organisation: &TenantSummary, base: &str, locale: Locale) -> String {
    line(
        locale,
        [
            organisation.name.clone(),
            format!("{}.{base}", organisation.slug),
            state(organisation, locale),
            organisation.plan_name.of(locale).to_owned(),
            organisation.database_bytes.to_string(),
            organisation.created_at.clone(),
            organisation.last_active_at.clone().unwrap_or_default(),
        ],
    )
}
