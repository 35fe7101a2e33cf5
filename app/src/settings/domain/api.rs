//! Server functions of the own domains.

use crate::error::AppError;
use leptos::prelude::*;
use tenantry::domains::{DomainSetup, OwnDomains};

#[server(endpoint = "domains/list")]
pub async fn read_domains() -> Result<OwnDomains, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::DOMAINS_LIST).await?;
    Ok(tenantry::domains::own_domains(&ctx).await?.seen_from(&ctx.tenant.zone))
}

#[server(endpoint = "domains/read")]
pub async fn read_domain(#[server(default)] host: String) -> Result<DomainSetup, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::DOMAINS_READ).await?;
    Ok(tenantry::domains::own_domain(&ctx, &host).await?.seen_from(&ctx.tenant.zone))
}

/// Claims a host, and looks at it once: its page then says at once what is missing.
#[server(endpoint = "domains/add")]
pub async fn add_domain(#[server(default)] host: String) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::DOMAINS_ADD).await?;
    let add = async move {
        let host = tenantry::domains::claim(&ctx, &host).await?;
        // The claim stands whatever the look says, or whether there may be one now.
        let _looked = tenantry::domains::check(&ctx, &host).await;
        Ok(host)
    };
    let host = tenantry::context::uncancelled(add).await?;
    leptos_axum::redirect(&crate::paths::domain(&host));
    Ok(())
}

/// Looks at the records now, for a page that is open.
#[server(endpoint = "domains/watch")]
pub async fn watch_domain(#[server(default)] host: String) -> Result<DomainSetup, AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::DOMAINS_WATCH).await?;
    Ok(tenantry::domains::check(&ctx, &host).await?.seen_from(&ctx.tenant.zone))
}

/// The same by a button.
#[server(endpoint = "domains/check")]
pub async fn check_domain(#[server(default)] host: String) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::DOMAINS_CHECK).await?;
    let found = tenantry::domains::check(&ctx, &host).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&crate::paths::domain(&found.domain.host), super::LOOKED));
    Ok(())
}

#[server(endpoint = "domains/verify")]
pub async fn verify_domain(#[server(default)] host: String) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::DOMAINS_VERIFY).await?;
    let page = crate::paths::domain(&host);
    tenantry::context::uncancelled(async move { tenantry::domains::verify(&ctx, &host).await }).await?;
    leptos_axum::redirect(&crate::paths::saved_as(&page, super::VERIFIED));
    Ok(())
}

/// Leads to the new main address, where everybody signs in once more.
#[server(endpoint = "domains/main")]
pub async fn make_main(#[server(default)] host: String) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::DOMAINS_MAIN).await?;
    let origin = tenantry::context::uncancelled(async move { tenantry::domains::make_main(&ctx, &host).await }).await?;
    let page = crate::paths::saved_as(crate::paths::SETTINGS_DOMAIN, super::MAIN);
    leptos_axum::redirect(&format!("{origin}{page}"));
    Ok(())
}

/// Leads away from a host that is gone.
#[server(endpoint = "domains/remove")]
pub async fn remove_domain(#[server(default)] host: String) -> Result<(), AppError> {
    let ctx = crate::server::tenant(&crate::endpoints::DOMAINS_REMOVE).await?;
    let is_here = crate::server::visit()?.host.as_str() == host;
    let origin = tenantry::context::uncancelled(async move { tenantry::domains::remove(&ctx, &host).await }).await?;
    let page = crate::paths::saved_as(crate::paths::SETTINGS_DOMAIN, super::REMOVED);
    leptos_axum::redirect(&if is_here { format!("{origin}{page}") } else { page });
    Ok(())
}
