//! Server functions of the settings.

use crate::error::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::{MultipartData, MultipartFormData};
use tenantry::{brand::BrandTokens, locale::Locale, money::Currency, users::Profile};

/// What the form of the organisation starts from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationSettings {
    pub name: String,
    pub locale: Locale,
    pub time_zone: String,
    pub currency: Currency,
    /// As typed: whom mails come from, and where answers go.
    pub sender_name: String,
    pub reply_to: String,
    /// The time zones that are offered, a line each.
    pub zones: String,
}

/// What the brand's page starts from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrandSettings {
    pub name: String,
    pub tokens: BrandTokens,
}

#[server(endpoint = "organisation/read")]
pub async fn read_organisation() -> Result<OrganisationSettings, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::ORGANISATION_READ).await?;
    let tenant = &ctx.tenant;
    let sender = tenantry::mail::Sender::of(&ctx.platform, tenant.id).await?;
    Ok(OrganisationSettings {
        sender_name: sender.name.unwrap_or_default(),
        reply_to: sender.reply_to.unwrap_or_default(),
        name: tenant.name.clone(),
        locale: tenant.locale,
        time_zone: tenant.zone_name.clone(),
        currency: tenant.currency,
        zones: super::zones::OFFERED.into(),
    })
}

#[server(endpoint = "organisation/save")]
pub async fn save_organisation(
    #[server(default)] name: String,
    #[server(default)] locale: String,
    #[server(default)] time_zone: String,
    #[server(default)] currency: String,
    #[server(default)] sender_name: String,
    #[server(default)] reply_to: String,
) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::ORGANISATION_SAVE).await?;
    let form = tenantry::tenants::SettingsForm { name, locale, time_zone, currency, sender_name, reply_to };
    tenantry::context::uncancelled(async move { tenantry::tenants::update_settings(&ctx, form).await }).await?;
    leptos_axum::redirect(&crate::paths::saved(crate::paths::SETTINGS_ORGANISATION));
    Ok(())
}

#[server(endpoint = "brand/read")]
pub async fn read_brand() -> Result<BrandSettings, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_READ).await?;
    let tokens = tenantry::brand::tokens(&ctx).await?;
    Ok(BrandSettings { name: ctx.tenant.name.clone(), tokens })
}

#[server(endpoint = "brand/save")]
pub async fn save_brand(
    #[server(default)] name: String,
    #[server(default)] primary: String,
    #[server(default)] accent: String,
    #[server(default)] radius: String,
    #[server(default)] heading_font: String,
) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_SAVE).await?;
    let form = tenantry::brand::BrandForm { name, primary, accent, radius, heading_font };
    tenantry::context::uncancelled(async move { tenantry::brand::save(&ctx, form).await }).await?;
    leptos_axum::redirect(&crate::paths::saved(crate::paths::SETTINGS_BRAND));
    Ok(())
}

#[server(endpoint = "brand/logo", input = MultipartFormData)]
pub async fn save_logo(form: MultipartData) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_LOGO).await?;
    let bytes = super::brand::uploaded(form).await?;
    tenantry::context::uncancelled(async move { tenantry::brand::set_logo(&ctx, bytes).await }).await?;
    leptos_axum::redirect(&crate::paths::saved(crate::paths::SETTINGS_BRAND));
    Ok(())
}

#[server(endpoint = "brand/remove-logo")]
pub async fn remove_logo() -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::BRAND_REMOVE_LOGO).await?;
    tenantry::context::uncancelled(async move { tenantry::brand::remove_logo(&ctx).await }).await?;
    leptos_axum::redirect(&crate::paths::saved(crate::paths::SETTINGS_BRAND));
    Ok(())
}

#[server(endpoint = "profile/read")]
pub async fn read_profile() -> Result<Profile, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::PROFILE_READ).await?;
    Ok(tenantry::users::profile(&ctx.platform, ctx.actor.user).await?)
}

/// A language that is no choice stands for the organisation's.
#[server(endpoint = "profile/save")]
pub async fn save_profile(#[server(default)] name: String, #[server(default)] locale: String) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::PROFILE_SAVE).await?;
    let locale: Option<Locale> = locale.parse().ok();
    let save = async move { tenantry::users::update_profile(&ctx.platform, ctx.actor.user, &name, locale).await };
    tenantry::context::uncancelled(save).await?;
    crate::server::keep_language(&crate::server::visit()?, locale);
    leptos_axum::redirect(&crate::paths::saved(crate::paths::PROFILE));
    Ok(())
}

/// Changes the caller's password and ends their other sessions.
#[server(endpoint = "profile/password")]
pub async fn change_password(
    #[server(default)] current: String,
    #[server(default)] new: String,
    #[server(default)] repeat: String,
) -> Result<(), AppError> {
    let visit = crate::server::visit()?;
    visit.judge(&crate::endpoints::PROFILE_PASSWORD)?;
    let context = visit.tenant.iter().flat_map(|tenant| [tenant.name.clone(), tenant.slug.clone()]).collect();
    let form = tenantry::users::PasswordChange { current, new, repeat, context };
    tenantry::context::uncancelled(async move { visit.change_password(form).await }).await?;
    leptos_axum::redirect(super::password::CHANGED);
    Ok(())
}
