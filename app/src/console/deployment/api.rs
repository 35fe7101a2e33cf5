//! Server functions of the settings of the deployment.

use crate::error::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use tenantry::{deployment::ShownSetting, plans::Plan};

/// Settings in the order of the file, in the reader's language, and what some of them are chosen from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    pub settings: Vec<ShownSetting>,
    pub plans: Vec<Plan>,
    /// The time zones that are offered, a line each, in the reader's language, for the form of one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub zones: String,
}

/// The one that is named by its key, for its form; all when none is.
#[server(endpoint = "console/deployment/report")]
pub async fn report_settings(#[server(default)] key: String) -> Result<Reported, AppError> {
    let locale = crate::server::visit()?.locale;
    let ctx = crate::server::operator(&crate::endpoints::DEPLOYMENT_REPORT)?;
    let mut settings = tenantry::deployment::report(&ctx.platform).await?;
    let is_form = !key.is_empty();
    settings.retain(|of| !is_form || of.key == key);
    for of in &mut settings {
        super::french::say_in(locale, of);
    }
    let is_of_zones = |of: &ShownSetting| of.kind == Some(tenantry::deployment::SettingKind::TimeZone);
    let offered = if is_form && settings.iter().any(is_of_zones) { crate::regional::offered(locale) } else { "" };
    let plans = tenantry::plans::choices(&ctx.platform).await?;
    Ok(Reported { settings, plans, zones: offered.to_owned() })
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
