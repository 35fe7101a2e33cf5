//! The product's routes: lists as files and server functions under `/api`, and a page for everything else.

use super::{addresses, forms, notices::Notices, page, site_files::SiteFiles};
use crate::{console, endpoints, loans, mail, members, paths, settings, support};
use axum::{
    Router,
    extract::Request,
    routing::{get, post},
};
use std::{path::Path, sync::Arc};
use tenantry::http::Product;

/// What the platform serves.
pub fn product(site_root: &Path) -> Product {
    // Reactive values of a page that is being rendered run as tasks. A second call changes nothing.
    let _ = any_spawner::Executor::init_tokio();
    let files = Arc::new(SiteFiles::of(site_root));
    let pages = files.clone();
    let api = files.clone();
    let routes = Router::new()
        .route(endpoints::LOANS_EXPORT.path, get(loans::export::export))
        .route(endpoints::LOANS_RECEIPT.path, get(loans::receipt::receipt))
        .route(endpoints::MEMBERS_EXPORT.path, get(members::export::export))
        .route(endpoints::BRAND_EXPORT.path, get(settings::brand::export::export))
        .route(endpoints::BRAND_SAMPLE_MAIL.path, get(settings::brand::sample::mail))
        .route(endpoints::BRAND_SAMPLE_RECEIPT.path, get(settings::brand::sample::receipt))
        .route(endpoints::BRAND_SAMPLE_PICTURE.path, get(settings::brand::sample::picture))
        .route(endpoints::BRAND_PREVIEW_MAIL.path, get(settings::brand::sample::linked_mail))
        .route(endpoints::BRAND_PREVIEW_RECEIPT.path, get(settings::brand::sample::linked_receipt))
        .route(endpoints::BRAND_PREVIEW_PICTURE.path, get(settings::brand::sample::linked_picture))
        .route(endpoints::SUPPORT_EXPORT.path, get(support::export::export))
        .route(endpoints::CONSOLE_EXPORT.path, get(console::export::export))
        .route(endpoints::CONSOLE_MARK.path, get(console::sections::mark::mark))
        .route("/dev/mail", get(mail::shown::list))
        .route("/dev/mail/{id}", get(mail::shown::one))
        .route("/dev/mail/{id}/text", get(mail::shown::text))
        .route("/api/{*function}", post(move |request: Request| forms::answer(api.clone(), request)))
        .fallback(move |request: Request| page::render(pages.clone(), None, request));
    let notices = Arc::new(Notices::new(files));
    Product { routes, endpoints: endpoints::ALL, open_pages: paths::OPEN_PAGES, page_at: addresses::page_at, notices }
}
