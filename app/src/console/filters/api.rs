//! Server functions of the saved filters.

use crate::error::AppError;
use leptos::prelude::*;
use tenantry::tenants::SavedFilter;

#[server(endpoint = "console/filters/list")]
pub async fn list_filters() -> Result<Vec<SavedFilter>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::FILTERS_LIST)?;
    Ok(tenantry::tenants::saved_filters(&ctx).await?)
}

/// Keeps what a list shows, and leads back to it.
#[server(endpoint = "console/filters/save")]
pub async fn keep_filter(#[server(default)] name: String, #[server(default)] query: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::FILTERS_SAVE)?;
    let page = crate::paths::console_list(&query);
    tenantry::context::uncancelled(async move { tenantry::tenants::save_filter(&ctx, &name, &query).await }).await?;
    leptos_axum::redirect(&page);
    Ok(())
}

#[server(endpoint = "console/filters/rename")]
pub async fn rename_filter(#[server(default)] id: String, #[server(default)] name: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::FILTERS_RENAME)?;
    let id = id.parse().map_err(|_| AppError::invalid())?;
    tenantry::context::uncancelled(async move { tenantry::tenants::rename_filter(&ctx, id, &name).await }).await?;
    leptos_axum::redirect(&crate::paths::saved(crate::paths::CONSOLE_FILTERS));
    Ok(())
}

#[server(endpoint = "console/filters/delete")]
pub async fn delete_filter(#[server(default)] id: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::FILTERS_DELETE)?;
    let id = id.parse().map_err(|_| AppError::invalid())?;
    tenantry::context::uncancelled(async move { tenantry::tenants::delete_filter(&ctx, id).await }).await?;
    leptos_axum::redirect(crate::paths::CONSOLE_FILTERS);
    Ok(())
}
