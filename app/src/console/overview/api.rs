//! Server functions of the overview.

use crate::error::AppError;
use leptos::prelude::*;
use tenantry::{
    metrics::{Period, Usage},
    overview::{ConcernPage, Overview},
};

#[server(endpoint = "console/overview/read")]
pub async fn read_console_overview() -> Result<Overview, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::OVERVIEW_READ)?;
    Ok(tenantry::overview::overview(&ctx.platform).await?)
}

#[server(endpoint = "console/overview/concern")]
pub async fn read_concern(
    #[server(default)] concern: String,
    #[server(default)] from: i64,
) -> Result<ConcernPage, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::OVERVIEW_CONCERN)?;
    let concern = tenantry::overview::Concern::from_key(&concern).ok_or_else(AppError::not_found)?;
    Ok(tenantry::overview::concerned(&ctx.platform, concern, from).await?)
}

#[server(endpoint = "console/overview/usage")]
pub async fn read_deployment_usage(#[server(default)] period: Period) -> Result<Usage, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::OVERVIEW_USAGE)?;
    Ok(tenantry::metrics::usage_of_all(&ctx.platform, period).await?)
}
