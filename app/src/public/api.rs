//! Server functions of the public site.

use super::OrganisationForm;
use crate::{error::AppError, regional::Regional};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use tenantry::{modules::Module, tenants::FrontDoor};

/// What an organisation can be made of by whoever signs up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignUpOffer {
    /// Those of the plan that they get.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub modules: Vec<Module>,
    pub regional: Regional,
}

#[server(endpoint = "public/sign-up/offer")]
pub async fn read_sign_up_offer() -> Result<SignUpOffer, AppError> {
    let visit = crate::server::anyone(&crate::endpoints::SIGN_UP_OFFER)?;
    let modules = tenantry::plans::default_modules(&visit.platform).await?;
    Ok(SignUpOffer { modules, regional: Regional::defaults(&visit.platform, visit.locale) })
}

/// Makes an organisation and leads its owner to the invitation on its own host, or has it go to their address.
#[server(endpoint = "public/sign-up")]
pub async fn sign_up(
    #[server(flatten)] organisation: OrganisationForm,
    #[server(default)] modules: Vec<String>,
) -> Result<(), AppError> {
    let visit = crate::server::anyone(&crate::endpoints::SIGN_UP)?;
    let new = organisation.checked(&modules, &visit.platform.settings.languages())?;
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
