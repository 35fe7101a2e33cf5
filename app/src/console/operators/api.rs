//! Server functions of the operators.

use crate::error::AppError;
use leptos::prelude::*;
use tenantry::{
    ids::OperatorId,
    memberships::InvitationLink,
    operators::{Operator, Trail, TrailQuery},
};

#[server(endpoint = "console/operators/list")]
pub async fn list_operators() -> Result<Vec<Operator>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::OPERATORS_LIST)?;
    Ok(tenantry::operators::list(&ctx.platform).await?)
}

/// Makes an operator and hands the link to the list, which shows it once.
#[server(endpoint = "console/operators/invite")]
pub async fn invite_operator(
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] role: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::OPERATORS_INVITE)?;
    let role = role_of(&role)?;
    let invite = async move { tenantry::operators::invite(&ctx, &email, &name, role).await };
    let link = tenantry::context::uncancelled(invite).await?;
    crate::members::handover::give(&crate::server::visit()?, &link);
    leptos_axum::redirect(crate::paths::CONSOLE_OPERATOR_INVITED);
    Ok(())
}

/// A new link for somebody who can't come in otherwise.
#[server(endpoint = "console/operators/link")]
pub async fn make_operator_link(operator: OperatorId) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::OPERATORS_LINK)?;
    let make = async move { tenantry::operators::new_link_for(&ctx, operator).await };
    let link = tenantry::context::uncancelled(make).await?;
    crate::members::handover::give(&crate::server::visit()?, &link);
    leptos_axum::redirect(crate::paths::CONSOLE_OPERATOR_INVITED);
    Ok(())
}

/// The link that was handed over a moment ago; asked again, there is none.
#[server(endpoint = "console/operators/fresh-link")]
pub async fn fresh_operator_link() -> Result<Option<InvitationLink>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::OPERATORS_FRESH_LINK)?;
    let Some(secret) = crate::members::handover::take(&crate::server::visit()?) else { return Ok(None) };
    Ok(tenantry::operators::fresh_link(&ctx.platform, &secret).await?)
}

#[server(endpoint = "console/operators/change-role")]
pub async fn change_operator_role(operator: OperatorId, #[server(default)] role: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::OPERATORS_CHANGE_ROLE)?;
    let role = role_of(&role)?;
    let change = async move { tenantry::operators::change_role(&ctx, operator, role).await };
    tenantry::context::uncancelled(change).await?;
    leptos_axum::redirect(&crate::paths::saved(crate::paths::CONSOLE_OPERATORS));
    Ok(())
}

#[server(endpoint = "console/operators/remove")]
pub async fn remove_operator(operator: OperatorId) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::OPERATORS_REMOVE)?;
    tenantry::context::uncancelled(async move { tenantry::operators::remove(&ctx, operator).await }).await?;
    leptos_axum::redirect(&crate::paths::saved(crate::paths::CONSOLE_OPERATORS));
    Ok(())
}

#[server(endpoint = "console/operators/trail")]
pub async fn read_trail(#[server(default)] query: TrailQuery) -> Result<Trail, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::OPERATORS_TRAIL)?;
    Ok(tenantry::operators::trail(&ctx.platform, &query).await?)
}

#[cfg(feature = "ssr")]
fn role_of(name: &str) -> Result<tenantry::access::OperatorRole, AppError> {
    use tenantry::fault::{Fault, Problem};
    name.parse().map_err(|_| AppError(Fault::field("role", Problem::NotAChoice)))
}
