//! A mail and a receipt of nobody, in a brand that doesn't count yet: for the studio's preview, and for who has a link to the
//! draft. Both are made as the real ones are.

use super::worn::{Worn, for_editor, for_link};
use crate::{
    endpoints,
    error::AppError,
    loans::receipt::{House, document},
    mail::Words,
    server::export::answer,
};
use axum::{
    Extension,
    body::Body,
    http::{HeaderName, HeaderValue, Response, Uri, header},
};
use jiff::civil::{Date, date};
use tenantry::{
    access::Role,
    documents::{self, Document},
    http::Visit,
    loans::Receipt,
    mail::{Content, Letter},
};

const SOMEBODY: &str = "Anne Martin";
/// The days on which the samples happen: the preview shows the same today and tomorrow.
const LENT: Date = date(2026, 1, 15);
const PAID: Date = date(2026, 3, 12);

pub(crate) async fn mail(Extension(visit): Extension<Visit>, uri: Uri) -> Response<Body> {
    answer(async { mail_in_brand(for_editor(&visit, &uri, &endpoints::BRAND_SAMPLE_MAIL).await?).await }.await)
}

pub(crate) async fn receipt(Extension(visit): Extension<Visit>, uri: Uri) -> Response<Body> {
    answer(async { receipt_in_brand(for_editor(&visit, &uri, &endpoints::BRAND_SAMPLE_RECEIPT).await?).await }.await)
}

pub(crate) async fn picture(Extension(visit): Extension<Visit>, uri: Uri) -> Response<Body> {
    answer(async { picture_in_brand(for_editor(&visit, &uri, &endpoints::BRAND_SAMPLE_PICTURE).await?).await }.await)
}

pub(crate) async fn linked_mail(Extension(visit): Extension<Visit>, uri: Uri) -> Response<Body> {
    answer(async { mail_in_brand(for_link(&visit, &uri, &endpoints::BRAND_PREVIEW_MAIL).await?).await }.await)
}

pub(crate) async fn linked_receipt(Extension(visit): Extension<Visit>, uri: Uri) -> Response<Body> {
    answer(async { receipt_in_brand(for_link(&visit, &uri, &endpoints::BRAND_PREVIEW_RECEIPT).await?).await }.await)
}

pub(crate) async fn linked_picture(Extension(visit): Extension<Visit>, uri: Uri) -> Response<Body> {
    answer(async { picture_in_brand(for_link(&visit, &uri, &endpoints::BRAND_PREVIEW_PICTURE).await?).await }.await)
}

/// A page that the preview frames. It may show its own styles and the organisation's logo, and runs nothing.
async fn mail_in_brand(worn: Worn) -> Result<Response<Body>, AppError> {
    let Worn { platform, tenant, brand, locale, theme, .. } = worn;
    let house = tenantry::mail::house(&platform, &tenant, brand.name, brand.tokens).await?;
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; img-src {}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox",
        house.url
    );
    let letter = Letter {
        locale,
        recipient_name: SOMEBODY.to_owned(),
        content: Content::Invitation {
            role: Role::Member,
            url: format!("{}/invitation?token=…", house.url),
            expires: PAID.at(18, 0, 0, 0),
        },
        house,
    };
    let policy = HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'; sandbox"));
    let mut response = shown("text/html; charset=utf-8", policy, Words.shown_in(theme, &letter).into());
    response.headers_mut().insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    Ok(response)
}

async fn receipt_in_brand(worn: Worn) -> Result<Response<Body>, AppError> {
    let document = sample_receipt(&worn);
    let bytes = documents::pdf(&worn.platform, &worn.tenant, document, worn.brand.tokens).await?;
    let mut response = shown("application/pdf", HeaderValue::from_static("default-src 'none'"), bytes.into());
    let name = HeaderValue::from_static("inline; filename=\"sample.pdf\"");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

async fn picture_in_brand(worn: Worn) -> Result<Response<Body>, AppError> {
    let document = sample_receipt(&worn);
    let svg = documents::picture(&worn.platform, &worn.tenant, document, worn.brand.tokens).await?;
    let policy = HeaderValue::from_static("default-src 'none'; img-src data:; sandbox");
    Ok(shown("image/svg+xml", policy, svg.into()))
}

fn sample_receipt(worn: &Worn) -> Document {
    let Worn { tenant, brand, .. } = worn;
    let house = House { name: &brand.name, currency: tenant.currency, zone: &tenant.zone };
    let recorded_at = tenant.zone.to_ambiguous_timestamp(PAID.at(10, 30, 0, 0)).compatible();
    let receipt = Receipt {
        number: "12-3".to_owned(),
        loan_number: 12,
        borrower: SOMEBODY.to_owned(),
        lent: 120_000,
        starts_on: LENT,
        amount: 10_050,
        paid_on: PAID,
        due_before: 100_000,
        due_after: 89_950,
        cancelled_on: None,
        recorded_by: Some(worn.recorder.clone()),
        recorded_at: recorded_at.unwrap_or_default(),
    };
    document(&receipt, &house, &brand.tokens, worn.locale)
}

fn shown(kind: &'static str, policy: HeaderValue, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    response
}
