//! The road of a request, from the socket to the product. Read `router` from the bottom, the last layer is the outermost; then
//! `road.rs`, which most of it is.

mod assets;
mod body;
mod client;
mod connections;
mod cross_origin;
mod door;
mod gate;
mod headers;
mod hold;
mod internal;
mod metrics;
mod pages;
mod plain;
mod resolve;
mod road;
mod serve;
mod tls;
mod trace;
mod trail;
mod visit;
mod who;

pub use assets::private_picture;
pub use body::DeadlineBody;
pub(crate) use client::comes_from;
pub use internal::internal_router;
pub use pages::{Notice, NoticePages, Situation, fault_response, mark_failed};
pub use plain::plain_router;
pub use serve::{serve, serve_on};
pub use tls::serve_tls;
pub use visit::{Theme, Visit};

use crate::{access::Endpoint, platform::Platform};
use axum::{Router, middleware::from_fn_with_state, routing::get};
use std::sync::Arc;
use tower_http::compression::{CompressionLayer, CompressionLevel, predicate::SizeAbove};

/// What the product hands to the platform.
pub struct Product {
    /// Pages and server functions; its routes see a [`Visit`] in the request's extensions.
    pub routes: Router,
    /// Every endpoint that exists; a path under `/api/` that isn't here is 404.
    pub endpoints: &'static [&'static Endpoint],
    /// Paths of pages that need nobody to be signed in, on the planes where the others do.
    pub open_pages: &'static [&'static str],
    /// The address of a page as the product declares it, such as `/loans/{id}`.
    pub page_at: fn(&str) -> Option<&'static str>,
    /// The pages for what never reaches the product.
    pub notices: Arc<dyn NoticePages>,
}

/// What the layers share.
#[derive(Clone)]
pub(crate) struct Edge {
    pub(crate) platform: Arc<Platform>,
    pub(crate) endpoints: &'static [&'static Endpoint],
    pub(crate) open_pages: &'static [&'static str],
    pub(crate) page_at: fn(&str) -> Option<&'static str>,
    pub(crate) notices: Arc<dyn NoticePages>,
}

pub fn router(platform: Arc<Platform>, product: Product) -> Router {
    let sessions = crate::sessions::layer(&platform);
    let files = assets::files(&platform.config.server.site_root);
    let compress = platform.config.server.compress;
    let files = match platform.config.server.tls_listen {
        Some(_) => files.merge(plain::challenges(platform.clone()).with_state(platform.clone())),
        None => files,
    };
    let Product { routes, endpoints, open_pages, page_at, notices } = product;
    let edge = Edge { platform, endpoints, open_pages, page_at, notices };
    let pages = Router::new()
        .route("/brand/{hash}", get(assets::brand_asset))
        .route("/favicon.ico", get(assets::icon))
        .route("/brand/icon/{of}/{file}", get(assets::letter))
        .route("/manifest.webmanifest", get(assets::manifest))
        .route("/metrics", get(assets::metrics))
        .with_state(edge.clone())
        .merge(routes)
        .layer(from_fn_with_state(edge.clone(), road::to_the_product))
        .layer(sessions)
        .layer(from_fn_with_state(edge.clone(), body::limit))
        .layer(from_fn_with_state(edge.clone(), road::to_the_host));
    let pages = if compress { pages.layer(compression()) } else { pages };
    files.fallback_service(pages).layer(from_fn_with_state(edge, trace::answer_for))
}

/// Light levels: a page is compressed on every request.
fn compression() -> CompressionLayer<SizeAbove> {
    CompressionLayer::new().quality(CompressionLevel::Precise(3)).compress_when(SizeAbove::new(1024))
}
