//! The listening socket, and the orderly end.

use crate::{
    error::{Error, Result},
    platform::Platform,
};
use axum::{Router, serve::ListenerExt};
use std::{net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

/// How long requests that run may go on after the signal to stop.
const GRACE: Duration = Duration::from_secs(20);

/// Serves until SIGTERM or SIGINT; then requests end, pools close, and SQLite's logs are written back.
pub async fn serve(platform: Arc<Platform>, router: Router, ready: impl FnOnce(SocketAddr) + Send) -> Result<()> {
    let listener = TcpListener::bind(platform.config.server.listen).await.map_err(Error::internal)?;
    super::metrics::listen(&platform).await?;
    ready(listener.local_addr().map_err(Error::internal)?);
    platform.start_housekeeping();
    // Without it a streamed page waits 40 ms for the client's acknowledgement.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::warn!(%error, "TCP_NODELAY could not be set");
        }
    });
    let (stopping, stopped) = tokio::sync::oneshot::channel::<()>();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(async move {
        stop_signal().await;
        let _ = stopping.send(());
    });
    let overdue = async {
        let _ = stopped.await;
        tokio::time::sleep(GRACE).await;
    };
    tokio::select! {
        ended = serving => ended.map_err(Error::internal)?,
        () = overdue => tracing::warn!("some requests did not end in time"),
    }
    platform.shut_down().await;
    Ok(())
}

async fn stop_signal() {
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping");
}
