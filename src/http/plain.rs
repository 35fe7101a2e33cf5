//! Plain HTTP beside HTTPS: the authority that issues certificates is answered, everybody else is led to https.

use super::resolve::host_of;
use crate::{
    domains::{HostName, Standing},
    platform::Platform,
};
use axum::{
    Router,
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderValue, Response, StatusCode, header, uri::PathAndQuery},
    response::IntoResponse,
    routing::get,
};
use std::sync::Arc;

/// What a plain listener answers.
pub fn plain_router(platform: Arc<Platform>) -> Router {
    challenges(platform.clone()).fallback(to_https).with_state(platform)
}

/// The authority comes before the host is resolved: the deployment's own hosts are asked as those of organisations are.
pub(super) fn challenges(platform: Arc<Platform>) -> Router<Arc<Platform>> {
    let answer = async move |Path(token): Path<String>| match platform.certificates.proof(&platform, &token).await {
        Ok(Some(proof)) => ([(header::CONTENT_TYPE, "application/octet-stream")], proof).into_response(),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => {
            tracing::error!(error = %error.with_causes(), "an authority's question could not be answered");
            StatusCode::SERVICE_UNAVAILABLE.into_response()
        }
    };
    Router::new().route("/.well-known/acme-challenge/{token}", get(answer))
}

/// The same path at https, for hosts that are somebody's; no browser keeps it, since a host may be somebody else's one day.
async fn to_https(State(platform): State<Arc<Platform>>, request: Request) -> Response<Body> {
    let (parts, _) = request.into_parts();
    let Some(host) = host_of(&parts) else { return StatusCode::BAD_REQUEST.into_response() };
    match location(&platform, &host, parts.uri.path_and_query()).await {
        Some(location) => {
            let headers = [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
            (StatusCode::PERMANENT_REDIRECT, headers).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn location(platform: &Platform, host: &HostName, path: Option<&PathAndQuery>) -> Option<HeaderValue> {
    let standing = platform.directory.standing(platform, host).await;
    if standing.is_ok_and(|standing| standing == Standing::Unknown) {
        return None;
    }
    let path = path.map(PathAndQuery::as_str).filter(|path| path.starts_with('/')).unwrap_or("/");
    let origin = platform.config.server.public_url.origin_of(host.as_str());
    HeaderValue::from_str(&format!("{origin}{path}")).ok()
}
