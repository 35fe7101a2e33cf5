//! Server functions of an operator's own account.

use crate::error::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use tenantry::{access::OperatorRole, users::OwnSession};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnAccount {
    pub name: String,
    pub email: String,
    pub role: OperatorRole,
    pub can_sign_in: bool,
}

#[server(endpoint = "console/account/read")]
pub async fn read_account() -> Result<OwnAccount, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::ACCOUNT_READ)?;
    let can_sign_in = tenantry::users::has_password(&ctx.platform, ctx.actor.user).await?;
    Ok(OwnAccount { name: ctx.actor.name, email: ctx.actor.email, role: ctx.actor.role, can_sign_in })
}

/// Whoever has none yet needs no current one.
#[server(endpoint = "console/account/password")]
pub async fn set_own_password(
    #[server(default)] current: String,
    #[server(default)] new: String,
    #[server(default)] repeat: String,
) -> Result<(), AppError> {
    let visit = crate::server::visit()?;
    visit.judge(&crate::endpoints::ACCOUNT_PASSWORD)?;
    let form = tenantry::users::PasswordChange { current, new, repeat, context: Vec::new() };
    tenantry::context::uncancelled(async move { visit.change_password(form).await }).await?;
    leptos_axum::redirect(&crate::paths::saved(crate::paths::CONSOLE_ACCOUNT));
    Ok(())
}

/// Where the operator is signed in: at the console, and in organisations that they belong to or help in.
#[server(endpoint = "console/account/sessions")]
pub async fn read_operators_sessions() -> Result<Vec<OwnSession>, AppError> {
    let visit = crate::server::visit()?;
    visit.judge(&crate::endpoints::ACCOUNT_SESSIONS)?;
    Ok(visit.own_sessions().await?)
}

#[server(endpoint = "console/account/end-session")]
pub async fn end_operators_session(#[server(default)] key: String) -> Result<(), AppError> {
    let visit = crate::server::visit()?;
    visit.judge(&crate::endpoints::ACCOUNT_END_SESSION)?;
    tenantry::context::uncancelled(async move { visit.end_own_session(&key).await }).await?;
    let ended = crate::settings::sessions::ENDED;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::CONSOLE_ACCOUNT, ended));
    Ok(())
}

/// Ends all but the one that asks.
#[server(endpoint = "console/account/end-sessions")]
pub async fn end_operators_other_sessions() -> Result<(), AppError> {
    let visit = crate::server::visit()?;
    visit.judge(&crate::endpoints::ACCOUNT_END_SESSIONS)?;
    tenantry::context::uncancelled(async move { visit.end_other_sessions().await }).await?;
    let ended = crate::settings::sessions::OTHERS_ENDED;
    leptos_axum::redirect(&crate::paths::saved_as(crate::paths::CONSOLE_ACCOUNT, ended));
    Ok(())
}
