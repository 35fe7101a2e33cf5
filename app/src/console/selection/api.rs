//! Server functions over many organisations.

use crate::error::AppError;
use leptos::prelude::*;
use tenantry::tenants::{BulkPreview, BulkSelection};

#[server(endpoint = "console/bulk/preview")]
pub async fn preview_selection(selection: BulkSelection) -> Result<BulkPreview, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::BULK_PREVIEW)?;
    Ok(tenantry::tenants::preview_bulk(&ctx.platform, &selection).await?)
}

/// Does it to those whom the preview named. `selection` is the preview's, as JSON.
#[server(endpoint = "console/bulk/perform")]
pub async fn perform_selection(
    #[server(default)] selection: String,
    #[server(default)] fingerprint: String,
    #[server(default)] reason: String,
) -> Result<(), AppError> {
    use tenantry::tenants::BulkOutcome;
    let ctx = crate::server::operator(&crate::endpoints::BULK_PERFORM)?;
    let selection: BulkSelection = serde_json::from_str(&selection).map_err(|_| AppError::invalid())?;
    let perform = async move { tenantry::tenants::perform_bulk(&ctx, &selection, &fingerprint, &reason).await };
    let done = tenantry::context::uncancelled(perform).await?;
    leptos_axum::redirect(&match done {
        BulkOutcome::Changed(_) => crate::paths::saved_as(crate::paths::CONSOLE_ORGANISATIONS, super::BULK),
        BulkOutcome::Run(run) => crate::paths::console_run(run),
        BulkOutcome::Moving(_) => crate::paths::saved_as(crate::paths::CONSOLE_ORGANISATIONS, super::MOVING),
    });
    Ok(())
}
