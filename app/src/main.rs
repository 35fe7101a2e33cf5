//! The binary `tenantry`: the platform's command line, with the product to serve.

use mimalloc::MiMalloc;
use std::process::ExitCode;
use tenantry::{cli, http};

/// A page is thousands of short-lived strings: with the C library's allocator half of the time goes there.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    cli::run(async |platform, ready| {
        let product = app::server::product(&platform.config.server.site_root);
        let router = http::router(platform.clone(), product);
        http::serve(platform, router, ready).await
    })
    .await
}
