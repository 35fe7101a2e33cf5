//! Server functions of the settings.

use crate::{error::AppError, regional::Regional};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use tenantry::{
    locale::Locale,
    users::{OwnSession, Profile},
};

/// What the form of the organisation starts from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationSettings {
    pub name: String,
    pub locale: Locale,
    pub regional: Regional,
    /// As typed: whom mails come from, and where answers go.
    pub sender_name: String,
    pub reply_to: String,
}

#[server(endpoint = "organisation/read")]
pub async fn read_organisation() -> Result<OrganisationSettings, AppError> {
    let reader = crate::server::visit()?.locale;
    let ctx = crate::server::tenant(&crate::endpoints::ORGANISATION_READ).await?;
    let tenant = &ctx.tenant;
    let sender = tenantry::mail::Sender::of(&ctx.platform, tenant.id).await?;
    Ok(OrganisationSettings {
        sender_name: sender.name.unwrap_or_default(),
        reply_to: sender.reply_to.unwrap_or_default(),
        name: tenant.name.clone(),
        locale: ctx.platform.settings.languages().or_default(tenant.locale),
        regional: Regional::of(&tenant.zone_name, tenant.currency, reader),
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

#[server(endpoint = "profile/read")]
pub async fn read_profile() -> Result<Profile, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::PROFILE_READ).await?;
    Ok(tenantry::users::profile(&ctx.platform, ctx.actor.user).await?)
}

/// A language that is no choice stands for the organisation's.
#[server(endpoint = "profile/save")]
pub async fn save_profile(#[server(default)] name: String, #[server(default)] locale: String) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::PROFILE_SAVE).await?;
    let locale = ctx.platform.settings.languages().parse(&locale);
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

/// Where the caller is signed in, here and elsewhere.
#[server(endpoint = "profile/sessions")]
pub async fn read_own_sessions() -> Result<Vec<OwnSession>, AppError> {
    let visit = crate::server::visit()?;
    visit.judge(&crate::endpoints::PROFILE_SESSIONS)?;
    Ok(visit.own_sessions().await?)
}

#[server(endpoint = "profile/end-session")]
pub async fn end_own_session(#[server(default)] key: String) -> Result<(), AppError> {
    let visit = crate::server::visit()?;
    visit.judge(&crate::endpoints::PROFILE_END_SESSION)?;
    tenantry::context::uncancelled(async move { visit.end_own_session(&key).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::PROFILE, super::sessions::ENDED));
    Ok(())
}

/// Ends all but the one that asks.
#[server(endpoint = "profile/end-sessions")]
pub async fn end_other_sessions() -> Result<(), AppError> {
    let visit = crate::server::visit()?;
    visit.judge(&crate::endpoints::PROFILE_END_SESSIONS)?;
    tenantry::context::uncancelled(async move { visit.end_other_sessions().await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::PROFILE, super::sessions::OTHERS_ENDED));
    Ok(())
}
