//! Server functions of the registered servers.

use crate::error::AppError;
use leptos::prelude::*;
use tenantry::servers::ServerSummary;

#[server(endpoint = "console/servers/list")]
pub async fn list_servers() -> Result<Vec<ServerSummary>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SERVERS_LIST)?;
    Ok(tenantry::servers::list(&ctx.platform).await?)
}

#[server(endpoint = "console/servers/find")]
pub async fn find_server(#[server(default)] name: String) -> Result<ServerSummary, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SERVERS_FIND)?;
    tenantry::servers::find(&ctx.platform, &name).await?.ok_or_else(AppError::not_found)
}

/// Looks at a server and registers it. `server_address` holds a password: it is sealed, and no form gets it back.
#[server(endpoint = "console/servers/add")]
pub async fn add_server(
    #[server(default)] name: String,
    #[server(default)] region: String,
    #[server(default)] capacity: String,
    #[server(default)] server_address: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SERVERS_ADD)?;
    // What is no number is out of the range as well.
    let capacity = capacity.trim().parse().unwrap_or_default();
    let new = tenantry::servers::NewServer { name, region, capacity, address: server_address };
    let page = crate::paths::console_server(new.name.trim());
    let add = async move { tenantry::servers::add(&ctx.platform, &new, &(&ctx.actor).into()).await };
    tenantry::context::uncancelled(add).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::page::ADDED));
    Ok(())
}

/// Looks at a server by another address and keeps that, sealed, when it answers. No form gets it back.
#[server(endpoint = "console/servers/readdress")]
pub async fn readdress_server(
    #[server(default)] name: String,
    #[server(default)] server_address: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SERVERS_READDRESS)?;
    let page = crate::paths::console_server(&name);
    let readdress =
        async move { tenantry::servers::readdress(&ctx.platform, &name, &server_address, &(&ctx.actor).into()).await };
    tenantry::context::uncancelled(readdress).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::page::READDRESSED));
    Ok(())
}

/// Whoever lives there stays, even when there are more than it may hold from then on: the page says so.
#[server(endpoint = "console/servers/edit")]
pub async fn edit_server(
    #[server(default)] name: String,
    #[server(default)] region: String,
    #[server(default)] capacity: String,
) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SERVERS_EDIT)?;
    let page = crate::paths::console_server(&name);
    // What is no number is out of the range as well.
    let capacity = Some(capacity.trim().parse().unwrap_or_default());
    let change = tenantry::servers::ServerEdit { region: Some(region), capacity };
    let edit = async move { tenantry::servers::edit(&ctx.platform, &name, &change, &(&ctx.actor).into()).await };
    tenantry::context::uncancelled(edit).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::page::EDITED));
    Ok(())
}

#[server(endpoint = "console/servers/check")]
pub async fn check_server(#[server(default)] name: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SERVERS_CHECK)?;
    let page = crate::paths::console_server(&name);
    tenantry::context::uncancelled(async move { tenantry::servers::check(&ctx.platform, &name).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::page::CHECKED));
    Ok(())
}

#[server(endpoint = "console/servers/drain")]
pub async fn drain_server(#[server(default)] name: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SERVERS_DRAIN)?;
    let page = crate::paths::console_server(&name);
    let drain = async move { tenantry::servers::drain(&ctx.platform, &name, &(&ctx.actor).into()).await };
    tenantry::context::uncancelled(drain).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::page::DRAINED));
    Ok(())
}

#[server(endpoint = "console/servers/resume")]
pub async fn resume_server(#[server(default)] name: String) -> Result<(), AppError> {
    let ctx = crate::server::operator(&crate::endpoints::SERVERS_RESUME)?;
    let page = crate::paths::console_server(&name);
    let resume = async move { tenantry::servers::resume(&ctx.platform, &name, &(&ctx.actor).into()).await };
    tenantry::context::uncancelled(resume).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::page::RESUMED));
    Ok(())
}
