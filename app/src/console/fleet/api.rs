//! Server functions of the fleet.

use crate::error::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use tenantry::{stock::Standing, tls::CertificateSummary};

/// One number of the pool manager, by the name that it has in the program, such as `open` or `evictions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    pub name: String,
    pub value: i64,
}

/// The pool manager of the process that answers, now.
#[server(endpoint = "console/fleet/figures")]
pub async fn read_figures() -> Result<Vec<Figure>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::FLEET_FIGURES)?;
    super::figures::by_name(&ctx.platform.fleet.figures())
}

/// The databases that are made ahead, by place.
#[server(endpoint = "console/fleet/stock")]
pub async fn read_stock() -> Result<Vec<Standing>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::FLEET_STOCK)?;
    Ok(tenantry::stock::standing(&ctx.platform).await?)
}

/// Certificates that this deployment orders, those first that need somebody.
#[server(endpoint = "console/fleet/certificates")]
pub async fn read_certificates() -> Result<Vec<CertificateSummary>, AppError> {
    let ctx = crate::server::operator(&crate::endpoints::FLEET_CERTIFICATES)?;
    Ok(tenantry::tls::first(&ctx.platform).await?)
}
