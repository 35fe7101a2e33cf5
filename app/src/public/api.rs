//! Server functions of the public site.

use crate::error::AppError;
use leptos::prelude::*;
use tenantry::tenants::FrontDoor;

/// Makes an organisation and leads its owner to the invitation on its own host.
#[server(endpoint = "public/sign-up")]
pub async fn sign_up(
    #[server(default)] name: String,
    #[server(default)] slug: String,
    #[server(default)] admin_name: String,
    #[server(default)] admin_email: String,
    #[server(default)] locale: String,
    #[server(default)] modules: Vec<String>,
) -> Result<(), AppError> {
    let visit = crate::server::anyone(&crate::endpoints::SIGN_UP)?;
    let new = super::new_tenant(name, slug, admin_name, admin_email, &locale, &modules)?;
    let make = tenantry::provisioning::sign_up(visit.platform.clone(), new, visit.address);
    let made = tenantry::context::uncancelled(make).await?;
    leptos_axum::redirect(&made.invitation_url);
    Ok(())
}

#[server(endpoint = "public/find")]
pub async fn find_organisation(#[server(default)] asked: String) -> Result<Vec<FrontDoor>, AppError> {
    let visit = crate::server::anyone(&crate::endpoints::FIND_ORGANISATION)?;
    Ok(tenantry::tenants::front_doors(&visit.platform, &asked).await?)
}
