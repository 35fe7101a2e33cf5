//! Server functions of an organisation's usage and health.

use crate::error::AppError;
use leptos::prelude::*;
use tenantry::{
    metrics::{Period, Usage},
    overview::OrganisationHealth,
};

#[server(endpoint = "console/usage/read")]
pub async fn read_organisation_usage(
    #[server(default)] slug: String,
    #[server(default)] period: Period,
) -> Result<Usage, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::USAGE_READ)?;
    Ok(tenantry::metrics::usage_of(&ctx.platform, &slug, period).await?)
}

#[server(endpoint = "console/usage/health")]
pub async fn read_organisation_health(#[server(default)] slug: String) -> Result<OrganisationHealth, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::USAGE_HEALTH)?;
    Ok(tenantry::overview::health_of(&ctx.platform, &slug).await?)
}
