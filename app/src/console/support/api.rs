//! Server functions of support access, for operators.

use crate::{console::sections::api::Of, error::AppError};
use leptos::prelude::*;
use tenantry::{
    ids::SupportRequestId,
    support::{SupportDesk, SupportForm},
};

#[server(endpoint = "console/support/read")]
pub async fn read_desk(#[server(default)] slug: String) -> Result<Of<SupportDesk>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_SUPPORT)?;
    let desk = tenantry::support::desk(&ctx, &slug).await?;
    crate::console::sections::api::of(&ctx, slug, desk).await
}

#[server(endpoint = "console/support/ask")]
pub async fn ask_support(
    #[server(default)] slug: String,
    #[server(flatten)] form: SupportForm,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_SUPPORT_ASK)?;
    let page = crate::paths::console_support(&slug);
    tenantry::context::uncancelled(async move { tenantry::support::ask(&ctx, &slug, &form).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::page::ASKED));
    Ok(())
}

#[server(endpoint = "console/support/withdraw")]
pub async fn withdraw_support(#[server(default)] slug: String, request: SupportRequestId) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_SUPPORT_WITHDRAW)?;
    let page = crate::paths::console_support(&slug);
    tenantry::context::uncancelled(async move { tenantry::support::withdraw(&ctx, request).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::page::WITHDRAWN));
    Ok(())
}

/// Leads to the organisation's host, by an address that works once.
#[server(endpoint = "console/support/hand-off")]
pub async fn hand_off_support(request: SupportRequestId) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::CONSOLE_SUPPORT_HAND_OFF)?;
    let door = async move { tenantry::support::hand_off(&ctx, request).await };
    leptos_axum::redirect(&tenantry::context::uncancelled(door).await?);
    Ok(())
}
