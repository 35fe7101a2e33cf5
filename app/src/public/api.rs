//! Server functions of the public site.

use crate::error::AppError;
use leptos::prelude::*;
use tenantry::{modules::Module, tenants::FrontDoor};

/// What may be ticked: the modules of the plan that whoever signs up gets.
#[server(endpoint = "public/sign-up/modules")]
pub async fn sign_up_modules() -> Result<Vec<Module>, AppError> {
    let visit = crate::server::anyone(&crate::endpoints::SIGN_UP_MODULES)?;
    Ok(tenantry::plans::default_modules(&visit.platform).await?)
}

/// Makes an organisation and leads its owner to the invitation on its own host, or has it go to their address.
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
    let languages = visit.platform.settings.languages();
    let new = super::new_tenant(name, slug, admin_name, admin_email, &locale, &modules, &languages)?;
    let make = tenantry::provisioning::sign_up(visit.platform.clone(), new, visit.address);
    let made = tenantry::context::uncancelled(make).await?;
    leptos_axum::redirect(match &made {
        tenantry::provisioning::SignedUp::Here(url) => url,
        tenantry::provisioning::SignedUp::ByMail => crate::paths::SIGN_UP_SENT,
    });
    Ok(())
}

#[server(endpoint = "public/find")]
pub async fn find_organisation(#[server(default)] asked: String) -> Result<Vec<FrontDoor>, AppError> {
    let visit = crate::server::anyone(&crate::endpoints::FIND_ORGANISATION)?;
    Ok(tenantry::tenants::front_doors(&visit.platform, &asked).await?)
}
