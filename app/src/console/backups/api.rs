//! Server functions of backups.

use crate::error::AppError;
use leptos::prelude::*;
use tenantry::backups::{BackupsOf, PlannedRestore};

#[server(endpoint = "console/backups/read")]
pub async fn read_backups(#[server(default)] slug: String) -> Result<BackupsOf, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::BACKUPS_READ)?;
    Ok(tenantry::backups::of_organisation(&ctx.platform, &slug).await?)
}

/// Begins a backup, which goes on in the server, and leads to the page that shows it.
#[server(endpoint = "console/backups/make")]
pub async fn make_backup(#[server(default)] slug: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::BACKUPS_MAKE)?;
    let page = crate::paths::console_backups(&slug);
    let start = async move { tenantry::backups::start(&ctx.platform, &slug, &(&ctx.actor).into()).await };
    tenantry::context::uncancelled(start).await.map_err(AppError::of_another_state)?;
    leptos_axum::redirect(&page);
    Ok(())
}

#[server(endpoint = "console/backups/plan")]
pub async fn plan_restore(
    #[server(default)] slug: String,
    #[server(default)] backup: String,
) -> Result<PlannedRestore, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::BACKUPS_PLAN)?;
    let backup = backup.parse().map_err(|_| AppError::not_found())?;
    Ok(tenantry::backups::plan_restore(&ctx.platform, &slug, backup).await?)
}

/// Begins to bring a backup back, which goes on in the server, and leads to the page that shows it.
#[server(endpoint = "console/backups/restore")]
pub async fn restore_backup(
    #[server(default)] slug: String,
    #[server(default)] backup: String,
    #[server(default)] confirmation: String,
    #[server(default)] whatever_is_there: bool,
) -> Result<(), AppError> {
    use tenantry::{
        error::Error,
        fault::Problem,
        moves::{RestoreOrder, start_restoring},
    };
    let ctx = crate::server::operator(&crate::endpoints::BACKUPS_RESTORE)?;
    let page = crate::paths::console_backups(&slug);
    let backup = backup.parse().map_err(|_| AppError::not_found())?;
    match confirmation.trim() {
        "" => return Err(Error::field("confirmation", Problem::Required).into()),
        other if other != slug => return Err(Error::field("confirmation", Problem::SlugMismatch).into()),
        _ => {}
    }
    let order = RestoreOrder { backup, whatever_is_there };
    let start = async move { start_restoring(&ctx.platform, &slug, order, &(&ctx.actor).into()).await };
    tenantry::context::uncancelled(start).await?;
    leptos_axum::redirect(&page);
    Ok(())
}
