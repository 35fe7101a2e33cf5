//! Server functions of support access, on an organisation's own host.

use crate::error::AppError;
use leptos::prelude::*;
use tenantry::{
    ids::SupportRequestId,
    support::{SupportHistory, SupportTrail},
};

/// Uses up the address that the console made. A POST: what only looks at links must not use them up.
#[server(endpoint = "support/enter")]
pub async fn enter_support(#[server(default)] token: String) -> Result<(), AppError> {
    let visit = crate::server::anyone(&crate::endpoints::SUPPORT_ENTER)?;
    visit.enter_as_support(&token).await?;
    leptos_axum::redirect(crate::paths::HOME);
    Ok(())
}

#[server(endpoint = "support/leave")]
pub async fn leave_support() -> Result<(), AppError> {
    let visit = crate::server::anyone(&crate::endpoints::SUPPORT_LEAVE)?;
    visit.leave_as_support().await?;
    leptos_axum::redirect(&crate::paths::with_query(crate::paths::SUPPORT_ENTER, &[("left", "yes")]));
    Ok(())
}

#[server(endpoint = "support/list")]
pub async fn list_support() -> Result<SupportHistory, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::SUPPORT_LIST).await?;
    Ok(tenantry::support::history(&ctx).await?)
}

/// What a request saw; without one that of the newest.
#[server(endpoint = "support/trail")]
pub async fn read_support_trail(
    #[server(default)] request: String,
    #[server(default)] after: String,
) -> Result<SupportTrail, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::SUPPORT_TRAIL).await?;
    let request = named(&request)?;
    Ok(tenantry::support::trail(&ctx, request, after.parse().ok()).await?)
}

#[server(endpoint = "support/allow")]
pub async fn allow_support(
    request: SupportRequestId,
    #[server(default)] minutes: String,
    #[server(default)] access: String,
) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::SUPPORT_ALLOW).await?;
    let allow = async move { tenantry::support::allow(&ctx, request, &minutes, &access).await };
    tenantry::context::uncancelled(allow).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::SETTINGS_SUPPORT, super::page::ALLOWED));
    Ok(())
}

#[server(endpoint = "support/refuse")]
pub async fn refuse_support(request: SupportRequestId) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::SUPPORT_REFUSE).await?;
    tenantry::context::uncancelled(async move { tenantry::support::refuse(&ctx, request).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::SETTINGS_SUPPORT, super::page::REFUSED));
    Ok(())
}

#[server(endpoint = "support/end")]
pub async fn end_support(request: SupportRequestId) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::SUPPORT_END).await?;
    tenantry::context::uncancelled(async move { tenantry::support::end(&ctx, request).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::SETTINGS_SUPPORT, super::page::ENDED));
    Ok(())
}

/// The request that an address names, or none.
#[cfg(feature = "ssr")]
pub(super) fn named(request: &str) -> Result<Option<SupportRequestId>, AppError> {
    if request.is_empty() { Ok(None) } else { request.parse().map(Some).map_err(|_| AppError::not_found()) }
}
