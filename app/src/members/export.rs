//! The list of members as a file: those whom its search finds, in its order.

use super::{listing::Listing, words};
use crate::{
    endpoints,
    error::AppError,
    i18n::{Locale, words as common},
    server::export::{Sheet, answer, asked, date, file_name, line, note_exported},
};
use axum::{
    Extension,
    body::Body,
    http::{Response, Uri},
};
use tenantry::{http::Visit, memberships::Member};

pub(crate) async fn export(Extension(visit): Extension<Visit>, uri: Uri) -> Response<Body> {
    answer(file(&visit, &uri).await)
}

async fn file(visit: &Visit, uri: &Uri) -> Result<Response<Body>, AppError> {
    let ctx = visit.enter(&endpoints::MEMBERS_EXPORT).await?;
    let locale = visit.locale;
    let sheet = Sheet { name: file_name(words::file_name(locale), &ctx.tenant.name, ctx.today()), head: head(locale) };
    note_exported(&ctx, "members").await?;
    let members = tenantry::memberships::members_of(&ctx).await?.members;
    let members = Listing::of(&asked(uri)).of_members(members);
    let rows: String = members.iter().map(|member| row(member, locale)).collect();
    sheet.of_all(rows).await
}

fn head(locale: Locale) -> String {
    line(
        locale,
        [common::name(locale), common::email(locale), common::role(locale), words::since(locale), words::until(locale)],
    )
}

fn row(member: &Member, locale: Locale) -> String {
    line(
        locale,
        [
            member.name.clone(),
            member.email.clone(),
            common::role_name(locale, member.role).to_owned(),
            date(Some(member.since)),
            date(member.expires),
        ],
    )
}
