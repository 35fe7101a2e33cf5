//! The product's routes: lists as files and server functions under `/api`, and a page for everything else.

use super::{
    forms,
    notices::Notices,
    shell,
    site_files::{Preloads, SiteFiles},
};
use crate::{App, console, endpoints, loans, members, paths};
use axum::{
    Router,
    body::Body,
    extract::Request,
    http::Response,
    routing::{get, post},
};
use leptos::prelude::*;
use std::{path::Path, sync::Arc};
use tenantry::http::{Product, Visit};

/// What the platform serves.
pub fn product(site_root: &Path) -> Product {
    // Reactive values of a page that is being rendered run as tasks. A second call changes nothing.
    let _ = any_spawner::Executor::init_tokio();
    let files = Arc::new(SiteFiles::of(site_root));
    let pages = files.clone();
    let api = files.clone();
    let routes = Router::new()
        .route(endpoints::LOANS_EXPORT.path, get(loans::export::export))
        .route(endpoints::MEMBERS_EXPORT.path, get(members::export::export))
        .route(endpoints::CONSOLE_EXPORT.path, get(console::export::export))
        .route("/api/{*function}", post(move |request: Request| forms::answer(api.clone(), request)))
        .fallback(move |request: Request| render(pages.clone(), || {}, request));
    Product { routes, endpoints: endpoints::ALL, open_pages: paths::OPEN_PAGES, notices: Arc::new(Notices::new(files)) }
}

/// Renders the page at the request's path. All of its data is there before the first byte: it must be whole without
/// WebAssembly, and its status must be known.
pub(super) async fn render(
    files: Arc<SiteFiles>,
    context: impl Fn() + Clone + Send + Sync + 'static,
    request: Request,
) -> Response<Body> {
    let Some(visit) = request.extensions().get::<Visit>().cloned() else { return Response::new(Body::empty()) };
    let nonce = visit.nonce.clone();
    let others = visit.own_organisations().await;
    let preloads = Preloads::of(files.clone());
    let provide = move || {
        provide_context(others.clone());
        provide_context(preloads.clone());
        provide_context(leptos::nonce::Nonce::from_value(nonce.clone()));
        context();
    };
    let handler =
        leptos_axum::render_app_async_with_context(provide, move || shell::shell(&files, &visit, || view! { <App /> }));
    handler(request).await
}
