//! A mail and a receipt of nobody, in the brand that is typed: for the studio's preview. Both are made as the real ones are.
//!
//! It begins with the draft, or with the version that the address names. What stands in the form comes along, as far as it differs, and so do logos that were chosen and
//! aren't saved, by the hash under which they are held.

use crate::{
    endpoints,
    error::AppError,
    i18n::Locale,
    loans::receipt::{House, document},
    mail::Words,
    server::export::{answer, asked},
};
use axum::{
    Extension,
    body::Body,
    http::{HeaderName, HeaderValue, Response, Uri, header},
};
use jiff::civil::{Date, date};
use leptos_router::params::ParamsMap;
use serde_json::Value;
use tenantry::{
    access::{Endpoint, Role},
    brand::{self, BrandForm, Held, NamedBrand, Slot, Theme},
    context::TenantCtx,
    documents::{self, Document},
    http::Visit,
    loans::Receipt,
    mail::{Content, Letter},
    users,
};

const SOMEBODY: &str = "Anne Martin";
/// The days on which the samples happen: the preview shows the same today and tomorrow.
const LENT: Date = date(2026, 1, 15);
const PAID: Date = date(2026, 3, 12);

pub(crate) async fn mail(Extension(visit): Extension<Visit>, uri: Uri) -> Response<Body> {
    answer(mail_in_brand(&visit, &uri).await)
}

pub(crate) async fn receipt(Extension(visit): Extension<Visit>, uri: Uri) -> Response<Body> {
    answer(receipt_in_brand(&visit, &uri).await)
}

pub(crate) async fn picture(Extension(visit): Extension<Visit>, uri: Uri) -> Response<Body> {
    answer(picture_in_brand(&visit, &uri).await)
}

/// A page that the studio frames. It may show its own styles and the organisation's logo, and runs nothing.
async fn mail_in_brand(visit: &Visit, uri: &Uri) -> Result<Response<Body>, AppError> {
    let Worn { ctx, brand, locale, asked } = worn(visit, uri, &endpoints::BRAND_SAMPLE_MAIL).await?;
    let house = tenantry::mail::house(&ctx.platform, &ctx.tenant, brand.name, brand.tokens).await?;
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
    let theme = asked.get_str("theme").and_then(Theme::from_key).unwrap_or_default();
    let policy = HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'; sandbox"));
    let mut response = shown("text/html; charset=utf-8", policy, Words.shown_in(theme, &letter).into());
    response.headers_mut().insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    Ok(response)
}

async fn receipt_in_brand(visit: &Visit, uri: &Uri) -> Result<Response<Body>, AppError> {
    let Worn { ctx, brand, locale, .. } = worn(visit, uri, &endpoints::BRAND_SAMPLE_RECEIPT).await?;
    let document = sample_receipt(locale, &ctx, &brand);
    let bytes = documents::pdf(&ctx.platform, &ctx.tenant, document, brand.tokens).await?;
    let mut response = shown("application/pdf", HeaderValue::from_static("default-src 'none'"), bytes.into());
    let name = HeaderValue::from_static("inline; filename=\"sample.pdf\"");
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(response)
}

async fn picture_in_brand(visit: &Visit, uri: &Uri) -> Result<Response<Body>, AppError> {
    let Worn { ctx, brand, locale, .. } = worn(visit, uri, &endpoints::BRAND_SAMPLE_PICTURE).await?;
    let document = sample_receipt(locale, &ctx, &brand);
    let svg = documents::picture(&ctx.platform, &ctx.tenant, document, brand.tokens).await?;
    let policy = HeaderValue::from_static("default-src 'none'; img-src data:; sandbox");
    Ok(shown("image/svg+xml", policy, svg.into()))
}

fn sample_receipt(locale: Locale, ctx: &TenantCtx, brand: &NamedBrand) -> Document {
    let house = House { name: &brand.name, currency: ctx.tenant.currency, zone: &ctx.tenant.zone };
    let recorded_at = ctx.tenant.zone.to_ambiguous_timestamp(PAID.at(10, 30, 0, 0)).compatible();
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
        recorded_by: Some(ctx.actor.name.clone()),
        recorded_at: recorded_at.unwrap_or_default(),
    };
    document(&receipt, &house, &brand.tokens, locale)
}

/// The organisation in what is typed, and what else is asked.
struct Worn {
    ctx: TenantCtx,
    brand: NamedBrand,
    /// The reader's, or the one that is asked for.
    locale: Locale,
    asked: ParamsMap,
}

async fn worn(visit: &Visit, uri: &Uri, endpoint: &Endpoint) -> Result<Worn, AppError> {
    let ctx = visit.enter(endpoint).await?;
    let asked = asked(uri);
    let draft = match asked.get_str("version").and_then(|number| number.parse().ok()) {
        Some(version) => brand::published(&ctx, version).await?,
        None => brand::current(&ctx).await?,
    };
    let form = typed_over(&BrandForm::of(&draft.name, &draft.tokens), &asked);
    let name = users::name(&form.name).unwrap_or(draft.name);
    let mut tokens = form.preview(&draft.tokens);
    for slot in [Slot::Logo, Slot::LogoDark] {
        if let Some(held) = asked.get_str(slot.key()).and_then(|held| held.parse::<Held>().ok()) {
            held.put_on(&mut tokens, slot);
        }
    }
    let brand = NamedBrand { name, tokens };
    let locale = asked.get_str("lang").and_then(|tag| tag.parse().ok()).unwrap_or(visit.locale);
    Ok(Worn { ctx, brand, locale, asked })
}

/// The fields that the address names stand in for those of the form.
fn typed_over(form: &BrandForm, asked: &ParamsMap) -> BrandForm {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(form) else { return form.clone() };
    for (name, field) in &mut fields {
        if let Some(typed) = asked.get_str(name) {
            *field = Value::String(typed.to_owned());
        }
    }
    serde_json::from_value(Value::Object(fields)).unwrap_or_else(|_| form.clone())
}

fn shown(kind: &'static str, policy: HeaderValue, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    response
}
