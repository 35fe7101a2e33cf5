//! Server functions of an organisation's own plan.

use crate::error::AppError;
use leptos::prelude::*;
use tenantry::plans::TenantPlan;

#[server(endpoint = "plan/read")]
pub async fn read_own_plan() -> Result<TenantPlan, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::PLAN_READ).await?;
    Ok(tenantry::plans::own(&ctx).await?)
}
