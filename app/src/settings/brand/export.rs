//! The brand as a file, for another organisation or to keep.

use crate::{
    endpoints,
    error::AppError,
    server::export::{answer, note_exported},
};
use axum::{
    Extension,
    body::Body,
    http::{HeaderValue, Response, header},
};
use tenantry::http::Visit;

pub(crate) async fn export(Extension(visit): Extension<Visit>) -> Response<Body> {
    answer(file(&visit).await)
}

async fn file(visit: &Visit) -> Result<Response<Body>, AppError> {
    let ctx = visit.enter(&endpoints::BRAND_EXPORT).await?;
    let text = tenantry::brand::export(&ctx).await?;
    note_exported(&ctx, "brand").await?;
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    let name = format!("attachment; filename=\"brand-{}-{}.json\"", ctx.tenant.slug, ctx.today());
    let disposition = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
    headers.insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}
