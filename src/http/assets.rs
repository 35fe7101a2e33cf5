//! Files: the site's own, which are the same on every host, and the pictures of one organisation's brand.

use super::{Edge, Visit, pages::Situation, trace::Marks};
use crate::brand::{self, Asset, IconAt, IconFile, Icons};
use axum::{
    Extension, Router,
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderName, HeaderValue, Response, Uri, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Redirect},
};
use tower_http::services::ServeDir;

/// Names below these change with their content, so that a browser may keep them for ever.
const IMMUTABLE: [&str; 2] = ["/pkg", "/fonts"];

const ICON: &str = "/favicon.svg";

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const AN_HOUR: &str = "public, max-age=3600";

const CHANGING: [&str; 2] = ["/demo", "/scripts"];

/// The site's files, with the compressed copies that the release build put beside them.
pub(super) fn files(site_root: &std::path::Path) -> Router {
    let mut router = Router::new();
    for folder in IMMUTABLE.into_iter().chain(CHANGING) {
        let files = ServeDir::new(site_root.join(&folder[1..])).precompressed_br().precompressed_gzip();
        router = router.nest_service(folder, files);
    }
    router.route_service(ICON, tower_http::services::ServeFile::new(site_root.join("favicon.svg"))).layer(from_fn(keep))
}

async fn keep(request: Request, next: Next) -> Response<Body> {
    let immutable = IMMUTABLE.iter().any(|folder| request.uri().path().starts_with(folder));
    let mut response = next.run(request).await;
    let status = response.status();
    let caching = if status.is_client_error() || status.is_server_error() {
        // A file of the next version may be there in a moment.
        "no-store"
    } else if immutable {
        FOR_EVER
    } else {
        AN_HOUR
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    // A cache on the way must not hand a compressed copy to who can't read it.
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// A picture of this host's organisation, named by the hash of its bytes.
pub(super) async fn brand_asset(
    State(edge): State<Edge>,
    Extension(visit): Extension<Visit>,
    Extension(marks): Extension<Marks>,
    Path(hash): Path<String>,
) -> Response<Body> {
    let Some(tenant) = &visit.tenant else { return edge.notice(&marks, Some(visit), Situation::NotFound) };
    match brand::asset(&edge.platform, tenant, &hash).await {
        Ok(Some(asset)) => kept(asset),
        Ok(None) => edge.notice(&marks, Some(visit), Situation::NotFound),
        Err(error) => {
            tracing::error!(error = %error.with_causes(), "a brand's picture could not be read");
            edge.notice(&marks, Some(visit), Situation::Unavailable)
        }
    }
}

/// Mails show it as well, in pages of other hosts, and what runs in a sandbox is no page of this one either.
const EVERYWHERE: (HeaderName, HeaderValue) =
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));

/// For ever under this address.
fn kept(asset: Asset) -> Response<Body> {
    let headers: [(HeaderName, HeaderValue); 3] = [
        EVERYWHERE,
        (header::CACHE_CONTROL, HeaderValue::from_static(FOR_EVER)),
        (header::VARY, HeaderValue::from_static("Accept-Encoding")),
    ];
    (headers, picture_alone(asset)).into_response()
}

/// For who is signed in, at an address where another one may be in a minute.
pub fn private_picture(asset: Asset) -> Response<Body> {
    let caching = (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=60"));
    ([caching], picture_alone(asset)).into_response()
}

/// Opened on its own it can run nothing.
fn picture_alone(asset: Asset) -> Response<Body> {
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.media_type)),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'; sandbox"),
        ),
    ];
    (headers, asset.bytes).into_response()
}

/// Where browsers look for the icon when what they show names none: a mail, a receipt.
pub(super) async fn icon(Extension(visit): Extension<Visit>) -> impl IntoResponse {
    let own = visit.tenant.as_ref().zip(visit.brand.as_ref());
    let own = own.and_then(|(tenant, brand)| Icons::of(&tenant.name, brand).url(IconFile::Pixels(32)));
    let redirect = own.map_or_else(|| Redirect::permanent(ICON), |own| Redirect::temporary(&own));
    ([EVERYWHERE], redirect)
}

/// The letter of an organisation that has uploaded no icon.
pub(super) async fn letter(
    State(edge): State<Edge>,
    Extension(visit): Extension<Visit>,
    Extension(marks): Extension<Marks>,
    uri: Uri,
) -> Response<Body> {
    let (Some(tenant), Some(brand)) = (&visit.tenant, &visit.brand) else {
        return edge.notice(&marks, Some(visit), Situation::NotFound);
    };
    match brand::icon_at(&edge.platform, tenant, brand, uri.path()).await {
        Ok(Some(IconAt::Asset(asset))) => kept(asset),
        Ok(Some(IconAt::Elsewhere(url))) => ([EVERYWHERE], Redirect::temporary(&url)).into_response(),
        Ok(None) => edge.notice(&marks, Some(visit), Situation::NotFound),
        Err(error) => {
            tracing::error!(error = %error.with_causes(), "an icon could not be drawn");
            edge.notice(&marks, Some(visit), Situation::Unavailable)
        }
    }
}

/// How the organisation stands on a phone's home screen.
pub(super) async fn manifest(
    State(edge): State<Edge>,
    Extension(visit): Extension<Visit>,
    Extension(marks): Extension<Marks>,
) -> Response<Body> {
    let (Some(tenant), Some(brand)) = (&visit.tenant, &visit.brand) else {
        return edge.notice(&marks, Some(visit), Situation::NotFound);
    };
    let headers: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/manifest+json")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=300")),
    ];
    (headers, brand::manifest(tenant, brand, visit.locale)).into_response()
}

/// The counters of the pool manager and the stock in the format of Prometheus, on the console's host, for operators.
pub(super) async fn metrics(
    State(edge): State<Edge>,
    Extension(visit): Extension<Visit>,
    Extension(marks): Extension<Marks>,
) -> Response<Body> {
    match visit.operate(&METRICS) {
        Ok(_) => ([(header::CONTENT_TYPE, super::metrics::FORMAT)], edge.platform.prometheus()).into_response(),
        Err(_) => edge.notice(&marks, Some(visit), Situation::NotFound),
    }
}

const METRICS: crate::access::Endpoint =
    crate::access::Endpoint::console("/metrics", crate::access::Permission::ConsoleView);
