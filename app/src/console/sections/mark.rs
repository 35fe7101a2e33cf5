//! An organisation's logo, or what stands for it, on the console's host.

use crate::{
    endpoints,
    error::AppError,
    server::export::{answer, asked},
};
use axum::{
    Extension,
    body::Body,
    http::{Response, Uri},
};
use tenantry::{
    brand::Theme,
    http::{Visit, private_picture},
    tenants,
};

pub(crate) async fn mark(Extension(visit): Extension<Visit>, uri: Uri) -> Response<Body> {
    answer(file(&visit, &uri).await)
}

async fn file(visit: &Visit, uri: &Uri) -> Result<Response<Body>, AppError> {
    let ctx = visit.operate(&endpoints::CONSOLE_MARK)?;
    let asked = asked(uri);
    let theme = asked.get_str("theme").and_then(Theme::from_key).unwrap_or_default();
    let slug = asked.get_str("slug").unwrap_or_default();
    let asset = tenants::mark(&ctx.platform, slug, theme).await?.ok_or_else(tenantry::error::Error::not_found)?;
    Ok(private_picture(asset))
}
