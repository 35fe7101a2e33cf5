//! What only a proxy beside this program asks, at an address of its own: on the hosts of organisations it is no endpoint.

use crate::{
    domains::HostName,
    error::{Error, Result},
    platform::Platform,
};
use axum::{
    Router,
    extract::{Query, State},
    http::StatusCode,
    routing::get,
};
use serde::Deserialize;
use std::{net::SocketAddr, sync::Arc};

#[derive(Deserialize)]
struct Asked {
    domain: Option<String>,
}

pub fn internal_router(platform: Arc<Platform>) -> Router {
    Router::new().route("/internal/tls/ask", get(may_order)).with_state(platform)
}

/// Starts to answer, if the settings name an address. It ends with the process.
pub(super) async fn listen(platform: &Arc<Platform>) -> Result<Option<SocketAddr>> {
    let Some(address) = platform.config.server.internal_listen else { return Ok(None) };
    let listener = super::serve::bind(address).await?;
    let listening = listener.local_addr().map_err(Error::internal)?;
    let router = internal_router(platform.clone());
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::warn!(%error, "the proxy's questions are not answered any more");
        }
    });
    tracing::info!(%listening, "a proxy may ask at /internal/tls/ask");
    Ok(Some(listening))
}

/// Whether a proxy may order a certificate for a host: 200, or 404.
async fn may_order(State(platform): State<Arc<Platform>>, Query(asked): Query<Asked>) -> StatusCode {
    let Some(host) = asked.domain.as_deref().and_then(HostName::parse) else { return StatusCode::BAD_REQUEST };
    match platform.certificates.may_be_ordered(&platform, &host).await {
        Ok(true) => StatusCode::OK,
        Ok(false) => StatusCode::NOT_FOUND,
        Err(error) => {
            tracing::error!(error = %error.with_causes(), "a proxy's question could not be answered");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}
