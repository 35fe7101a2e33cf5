//! The binary `tenantry`: the platform's command line, with the product to serve.

use std::process::ExitCode;
use tenantry::{cli, http};
use tikv_jemallocator::Jemalloc;

/// A page is thousands of short-lived strings: with the C library's allocator half of the time goes there. Each open database
/// on SQLite has a thread, and jemalloc keeps little for a thread (`.cargo/config.toml`).
#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

#[tokio::main]
async fn main() -> ExitCode {
    cli::run(async |platform, ready| {
        platform.mails.compose_with(std::sync::Arc::new(app::mail::Words));
        let product = app::server::product(&platform.config.server.site_root);
        let router = http::router(platform.clone(), product);
        http::serve(platform, router, ready).await
    })
    .await
}
