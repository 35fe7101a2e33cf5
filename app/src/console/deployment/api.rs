//! Server functions of the settings of the deployment.

use crate::error::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use tenantry::{deployment::ShownSetting, plans::Plan};

/// All settings in the order of the file, in the reader's language, and the plans of which one is of new organisations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    pub settings: Vec<ShownSetting>,
    pub plans: Vec<Plan>,
}

#[server(endpoint = "console/deployment/report")]
pub async fn report_settings() -> Result<Reported, AppError> {
    let locale = crate::server::visit()?.locale;
    let ctx = crate::server::operator(&crate::endpoints::DEPLOYMENT_REPORT)?;
    let mut settings = tenantry::deployment::report(&ctx.platform).await?;
    for of in &mut settings {
        super::french::say_in(locale, of);
    }
    Ok(Reported { settings, plans: tenantry::plans::choices(&ctx.platform).await? })
}

/// What is ticked of several comes as `values`.
#[server(endpoint = "console/deployment/save")]
pub async fn save_setting(
    #[server(default)] setting: String,
    #[server(default)] value: String,
    #[server(default)] values: Vec<String>,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::DEPLOYMENT_SAVE)?;
    let value = if values.is_empty() { value } else { values.join(",") };
    tenantry::context::uncancelled(async move { tenantry::deployment::save(&ctx, &setting, &value).await }).await?;
    leptos_axum::redirect(&crate::paths::saved(crate::paths::CONSOLE_SETTINGS));
    Ok(())
}

/// Lets the file or the default count again.
#[server(endpoint = "console/deployment/reset")]
pub async fn reset_setting(#[server(default)] setting: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::DEPLOYMENT_RESET)?;
    tenantry::context::uncancelled(async move { tenantry::deployment::reset(&ctx, &setting).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::CONSOLE_SETTINGS, super::change::RESET));
    Ok(())
}
