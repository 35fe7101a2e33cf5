//! Server functions of plans, in the console.

use crate::error::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use tenantry::plans::{
    ArchiveReview, FeatureForm, LimitForm, ListedPlan, Plan, PlanChange, PlanForm, PlanReview, TenantPlan,
};

/// A plan, and what its page offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditedPlan {
    pub listed: ListedPlan,
    /// Plans that its organisations could get instead.
    pub others: Vec<Plan>,
}

/// The plan of one organisation, and those that it could have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationPlan {
    pub of: TenantPlan,
    pub choices: Vec<Plan>,
}

#[server(endpoint = "console/plans/list")]
pub async fn list_plans() -> Result<Vec<ListedPlan>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::PLANS_LIST)?;
    Ok(tenantry::plans::list(&ctx.platform).await?)
}

#[server(endpoint = "console/plans/read")]
pub async fn read_plan(#[server(default)] plan: String) -> Result<EditedPlan, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::PLANS_READ)?;
    let all = tenantry::plans::list(&ctx.platform).await?;
    let others = all.iter().filter(|of| of.plan.key != plan && !of.plan.is_archived).map(|of| of.plan.clone());
    let others = others.collect();
    let listed = all.into_iter().find(|of| of.plan.key == plan).ok_or_else(AppError::not_found)?;
    Ok(EditedPlan { listed, others })
}

#[server(endpoint = "console/plans/create")]
pub async fn create_plan(
    #[server(default)] key: String,
    #[server(flatten)] form: PlanForm,
    #[server(default)] modules: Vec<String>,
    #[server(default)] features: Vec<String>,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::PLANS_CREATE)?;
    let form = PlanForm { modules, features, ..form };
    let page = crate::paths::console_plan(key.trim());
    tenantry::context::uncancelled(async move { tenantry::plans::create(&ctx, &key, &form).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::edit::MADE));
    Ok(())
}

/// Checks what was typed, and leads to the page that says what would come of it.
#[server(endpoint = "console/plans/review")]
pub async fn review_plan(
    #[server(default)] plan: String,
    #[server(flatten)] form: PlanForm,
    #[server(default)] modules: Vec<String>,
    #[server(default)] features: Vec<String>,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::PLANS_REVIEW)?;
    let form = PlanForm { modules, features, ..form };
    tenantry::plans::review(&ctx.platform, &plan, &form).await?;
    let typed = serde_json::to_string(&form).map_err(|_| AppError::internal())?;
    leptos_axum::redirect(&crate::paths::console_plan_review(&plan, &typed));
    Ok(())
}

/// What would come of a change. `form` is what was typed, as JSON.
#[server(endpoint = "console/plans/preview")]
pub async fn preview_plan(
    #[server(default)] plan: String,
    #[server(default)] form: String,
) -> Result<PlanReview, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::PLANS_PREVIEW)?;
    let form: PlanForm = serde_json::from_str(&form).map_err(|_| AppError::not_found())?;
    Ok(tenantry::plans::review(&ctx.platform, &plan, &form).await?)
}

/// Saves what was reviewed, if the plan is still the one that was.
#[server(endpoint = "console/plans/save")]
pub async fn save_plan(
    #[server(default)] plan: String,
    #[server(default)] typed: String,
    #[server(default)] version: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::PLANS_SAVE)?;
    let form: PlanForm = serde_json::from_str(&typed).map_err(|_| AppError::invalid())?;
    let version = version.parse().map_err(|_| AppError::invalid())?;
    let page = crate::paths::console_plan(&plan);
    tenantry::context::uncancelled(async move { tenantry::plans::save(&ctx, &plan, &form, version).await }).await?;
    leptos_axum::redirect(&crate::paths::saved(&page));
    Ok(())
}

#[server(endpoint = "console/plans/preview-archive")]
pub async fn preview_archive(
    #[server(default)] plan: String,
    #[server(default)] to: String,
) -> Result<ArchiveReview, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::PLANS_PREVIEW_ARCHIVE)?;
    Ok(tenantry::plans::preview_archive(&ctx.platform, &plan, &to).await?)
}

#[server(endpoint = "console/plans/archive")]
pub async fn archive_plan(
    #[server(default)] plan: String,
    #[server(default)] to: String,
    #[server(default)] version: String,
    #[server(default)] to_version: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::PLANS_ARCHIVE)?;
    let number = |text: String| text.parse::<i64>().map_err(|_| AppError::invalid());
    let versions = (number(version)?, number(to_version)?);
    let archive = async move { tenantry::plans::archive(&ctx, &plan, &to, versions).await };
    tenantry::context::uncancelled(archive).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::CONSOLE_PLANS, super::archive::ARCHIVED));
    Ok(())
}

#[server(endpoint = "console/plans/organisation")]
pub async fn read_organisation_plan(#[server(default)] slug: String) -> Result<OrganisationPlan, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::PLANS_OF)?;
    let of = tenantry::plans::of_organisation(&ctx.platform, &slug).await?;
    Ok(OrganisationPlan { of, choices: tenantry::plans::choices(&ctx.platform).await? })
}

#[server(endpoint = "console/plans/preview-change")]
pub async fn preview_change(
    #[server(default)] slug: String,
    #[server(default)] plan: String,
) -> Result<PlanChange, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::PLANS_PREVIEW_CHANGE)?;
    Ok(tenantry::plans::preview_change(&ctx.platform, &slug, &plan).await?)
}

#[server(endpoint = "console/plans/change")]
pub async fn change_plan(
    #[server(default)] slug: String,
    #[server(default)] plan: String,
    #[server(default)] version: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::PLANS_CHANGE)?;
    let version = version.parse().map_err(|_| AppError::invalid())?;
    let page = crate::paths::console_organisation_plan(&slug);
    tenantry::context::uncancelled(async move {
        tenantry::plans::change_plan(&ctx.platform, &slug, &plan, Some(version), &(&ctx.actor).into()).await
    })
    .await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::change::CHANGED));
    Ok(())
}

#[server(endpoint = "console/plans/feature")]
pub async fn set_feature(
    #[server(default)] slug: String,
    #[server(flatten)] form: FeatureForm,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::PLANS_FEATURE)?;
    let page = crate::paths::console_organisation_plan(&slug);
    tenantry::context::uncancelled(async move { tenantry::plans::set_feature(&ctx, &slug, &form).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::exceptions::FEATURE_SET));
    Ok(())
}

#[server(endpoint = "console/plans/limit")]
pub async fn set_limit(#[server(default)] slug: String, #[server(flatten)] form: LimitForm) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::PLANS_LIMIT)?;
    let page = crate::paths::console_organisation_plan(&slug);
    tenantry::context::uncancelled(async move { tenantry::plans::set_limit(&ctx, &slug, &form).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::exceptions::LIMIT_SET));
    Ok(())
}
