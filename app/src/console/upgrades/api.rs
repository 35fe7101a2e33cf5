//! Server functions of the upgrades.

use crate::error::AppError;
use leptos::prelude::*;
use tenantry::{
    tenants::Page,
    upgrades::{
        DriftCheck, FleetStanding, OldSnapshots, RunForm, RunPreview, RunRollback, RunSummary, RunView, TenantStanding,
        VersionCount,
    },
};

#[server(endpoint = "console/upgrades/standing")]
pub async fn read_standing() -> Result<FleetStanding, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::UPGRADES_STANDING)?;
    Ok(tenantry::upgrades::standing(&ctx.platform).await?)
}

#[server(endpoint = "console/upgrades/versions")]
pub async fn read_versions() -> Result<Vec<VersionCount>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::UPGRADES_VERSIONS)?;
    Ok(tenantry::upgrades::versions(&ctx.platform).await?)
}

#[server(endpoint = "console/upgrades/runs")]
pub async fn list_runs(#[server(default)] after: String) -> Result<Page<RunSummary>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::UPGRADES_RUNS)?;
    Ok(tenantry::upgrades::runs(&ctx.platform, &after).await?)
}

/// Checks the options, and leads to the page that says what a run by them does.
#[server(endpoint = "console/upgrades/review")]
pub async fn review_run(#[server(flatten)] form: RunForm) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::UPGRADES_REVIEW)?;
    let preview = tenantry::upgrades::preview(&ctx.platform, &form).await?;
    leptos_axum::redirect(&super::address::confirmation_address(&preview.form));
    Ok(())
}

#[server(endpoint = "console/upgrades/preview")]
pub async fn preview_run(#[server(default)] form: RunForm) -> Result<RunPreview, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::UPGRADES_PREVIEW)?;
    Ok(tenantry::upgrades::preview(&ctx.platform, &form).await?)
}

/// Begins a run, which goes on in the server, and leads to the page that shows it.
#[server(endpoint = "console/upgrades/start")]
pub async fn start_run(#[server(flatten)] form: RunForm) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::UPGRADES_START)?;
    let id = tenantry::context::uncancelled(async move { tenantry::upgrades::start(&ctx, &form).await }).await?;
    leptos_axum::redirect(&crate::paths::console_run(id));
    Ok(())
}

#[server(endpoint = "console/upgrades/watch")]
pub async fn watch_run(#[server(default)] id: String) -> Result<RunView, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::UPGRADES_WATCH)?;
    let id = id.parse().map_err(|_| AppError::not_found())?;
    Ok(tenantry::upgrades::watch(&ctx.platform, id).await?)
}

/// What is under way is finished; the rest waits.
#[server(endpoint = "console/upgrades/halt")]
pub async fn halt_run(#[server(default)] id: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::UPGRADES_HALT)?;
    let id = id.parse().map_err(|_| AppError::not_found())?;
    tenantry::context::uncancelled(async move { tenantry::upgrades::halt_run(&ctx, id).await }).await?;
    leptos_axum::redirect(&crate::paths::console_run(id));
    Ok(())
}

#[server(endpoint = "console/upgrades/resume")]
pub async fn resume_run(#[server(default)] id: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::UPGRADES_RESUME)?;
    let id = id.parse().map_err(|_| AppError::not_found())?;
    tenantry::context::uncancelled(async move { tenantry::upgrades::go_on(&ctx, id).await }).await?;
    leptos_axum::redirect(&crate::paths::console_run(id));
    Ok(())
}

#[server(endpoint = "console/upgrades/organisation")]
pub async fn read_tenant_standing(#[server(default)] slug: String) -> Result<TenantStanding, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::UPGRADES_TENANT)?;
    tenantry::upgrades::standing_of(&ctx.platform, &slug).await?.ok_or_else(AppError::not_found)
}

/// Takes an organisation back to its snapshot. It is answered when that is done.
#[server(endpoint = "console/upgrades/rollback")]
pub async fn roll_back_organisation(
    #[server(default)] slug: String,
    #[server(default)] confirmation: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::UPGRADES_ROLLBACK)?;
    let page = crate::paths::console_organisation(&slug);
    tenantry::context::uncancelled(async move { tenantry::upgrades::roll_back(&ctx, &slug, &confirmation).await })
        .await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::ROLLED_BACK));
    Ok(())
}

#[server(endpoint = "console/upgrades/run/rollback/preview")]
pub async fn preview_run_rollback(#[server(default)] id: String) -> Result<RunRollback, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::UPGRADES_RUN_ROLLBACK)?;
    let id = id.parse().map_err(|_| AppError::not_found())?;
    Ok(tenantry::upgrades::preview_rollback(&ctx.platform, id).await?)
}

/// Takes back everybody whom a run has migrated, which goes on in the server, and leads to the run's page.
#[server(endpoint = "console/upgrades/run/rollback")]
pub async fn roll_back_run(
    #[server(default)] id: String,
    #[server(default)] confirmation: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::UPGRADES_ROLLBACK_RUN)?;
    let id = id.parse().map_err(|_| AppError::not_found())?;
    tenantry::context::uncancelled(async move { tenantry::upgrades::roll_back_run(&ctx, id, &confirmation).await })
        .await?;
    leptos_axum::redirect(&crate::paths::console_run(id));
    Ok(())
}

#[server(endpoint = "console/upgrades/snapshots")]
pub async fn read_old_snapshots() -> Result<OldSnapshots, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::UPGRADES_OLD_SNAPSHOTS)?;
    Ok(tenantry::upgrades::old_snapshots(&ctx.platform, OldSnapshots::DAYS).await?)
}

/// Removes old snapshots. Of many the rest is removed while the page is there already.
#[server(endpoint = "console/upgrades/prune")]
pub async fn prune_snapshots() -> Result<(), AppError> {
    use std::time::Duration;
    let ctx = crate::server::operator(&crate::endpoints::UPGRADES_PRUNE)?;
    let prune =
        async move { tenantry::upgrades::order_pruning(&ctx.platform, OldSnapshots::DAYS, &(&ctx.actor).into()).await };
    // What is uncancelled goes on when nobody waits for it any more.
    let pruned = tokio::time::timeout(Duration::from_secs(5), tenantry::context::uncancelled(prune)).await;
    let said = match pruned {
        Ok(pruned) => pruned.map(|_| super::prune::PRUNED)?,
        Err(_) => super::prune::PRUNING,
    };
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::CONSOLE_UPGRADES, said));
    Ok(())
}

#[server(endpoint = "console/upgrades/drift")]
pub async fn read_drift() -> Result<DriftCheck, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::UPGRADES_DRIFT)?;
    Ok(tenantry::upgrades::drift_check(&ctx.platform))
}

/// Begins to read all databases back.
#[server(endpoint = "console/upgrades/check")]
pub async fn check_drift() -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::UPGRADES_CHECK)?;
    tenantry::context::uncancelled(async move { tenantry::upgrades::check_drift(&ctx).await }).await?;
    leptos_axum::redirect(crate::paths::CONSOLE_DRIFT);
    Ok(())
}
