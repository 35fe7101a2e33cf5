//! The figures for Prometheus, at an address of their own: who may visit the pages needn't see them, and a scraper needs no
//! account.

use crate::{
    error::{Error, Result},
    platform::Platform,
};
use axum::{Router, http::header, response::IntoResponse, routing::get};
use std::{net::SocketAddr, sync::Arc};
use tokio::net::TcpListener;

/// What Prometheus calls its text format.
pub(super) const FORMAT: &str = "text/plain; version=0.0.4";

/// Starts to answer, if the settings name an address. It ends with the process.
pub(super) async fn listen(platform: &Arc<Platform>) -> Result<Option<SocketAddr>> {
    let Some(address) = platform.config.server.metrics_listen else { return Ok(None) };
    let listener = TcpListener::bind(address).await.map_err(Error::internal)?;
    let listening = listener.local_addr().map_err(Error::internal)?;
    let figures = Arc::downgrade(platform);
    let answer = async move || match figures.upgrade() {
        Some(platform) => ([(header::CONTENT_TYPE, FORMAT)], platform.fleet.prometheus()).into_response(),
        None => axum::http::StatusCode::SERVICE_UNAVAILABLE.into_response(),
    };
    let router = Router::new().route("/metrics", get(answer));
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::warn!(%error, "the figures are not served any more");
        }
    });
    tracing::info!(%listening, "figures for Prometheus at /metrics");
    Ok(Some(listening))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::Clock, config::Config, db::Location, random::Random, users::Passwords};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    #[tokio::test]
    async fn a_scraper_needs_no_account() {
        let directory = std::env::temp_dir().join(format!("tenantry_metrics_{}", std::process::id()));
        let mut config = Config::for_tests(Location::Sqlite(directory.clone()), "http://tenantry.test:3000");
        config.server.metrics_listen = Some(SocketAddr::from(([127, 0, 0, 1], 0)));
        let opened = Platform::open_with(config, Clock::system(), Random::system(), Passwords::for_tests()).await;
        let platform = opened.unwrap();
        let address = listen(&platform).await.unwrap().unwrap();
        let mut socket = tokio::net::TcpStream::connect(address).await.unwrap();
        socket.write_all(b"GET /metrics HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        for line in ["tenantry_fleet_open 0", "tenantry_fleet_closes_total{cause=\"idle\"} 0"] {
            assert!(answer.contains(line), "{line} in {answer}");
        }
        platform.shut_down().await;
        let _ = std::fs::remove_dir_all(directory);
    }
}
