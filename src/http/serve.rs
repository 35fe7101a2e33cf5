//! The listening sockets, and the orderly end.

use super::{
    connections::{FAREWELL, Limits, serve_connections},
    internal,
    plain::plain_router,
    tls::serve_tls,
};
use crate::{
    config::Server,
    deploys,
    error::{Error, Result},
    platform::Platform,
};
use axum::{Router, serve::ListenerExt};
use std::{io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    sync::watch,
};

/// Beside the first requests: reading the program's file takes a moment.
async fn note_build(platform: Arc<Platform>) {
    if let Err(error) = deploys::note_own(&platform).await {
        tracing::warn!(error = %error.with_causes(), "the build that serves could not be noted");
    }
}

/// Serves until SIGTERM or SIGINT; then requests end, pools close, and SQLite's logs are written back.
pub async fn serve(platform: Arc<Platform>, router: Router, ready: impl FnOnce(SocketAddr) + Send) -> Result<()> {
    let settings = &platform.config.server;
    let listener = TcpListener::bind(settings.listen).await.map_err(Error::internal)?;
    let over_tls = bind_if(settings.tls_listen).await?;
    let to_https = bind_if(settings.http_redirect_listen).await?;
    super::metrics::listen(&platform).await?;
    internal::listen(&platform).await?;
    ready(listener.local_addr().map_err(Error::internal)?);
    platform.start_sharing().await;
    platform.start_housekeeping();
    tokio::spawn(note_build(platform.clone()));
    let (stopping, stopped) = watch::channel(());
    let until_stopped = || {
        let mut stopped = stopped.clone();
        async move { drop(stopped.changed().await) }
    };
    let limits = Limits::of(&platform.config);
    let plain = serve_plain(listener, router.clone(), limits, until_stopped());
    let serving = async {
        tokio::try_join!(
            async {
                plain.await;
                Ok(())
            },
            async {
                match over_tls {
                    Some(listener) => serve_tls(platform.clone(), listener, router, until_stopped()).await,
                    None => Ok(()),
                }
            },
            async {
                if let Some(listener) = to_https {
                    serve_plain(listener, plain_router(platform.clone()), limits, until_stopped()).await;
                }
                Ok(())
            },
        )
    };
    let overdue = async {
        stop_signal().await;
        drop(stopping);
        tokio::time::sleep(patience(settings)).await;
    };
    tokio::select! {
        ended = serving => drop(ended.map_err(Error::internal)?),
        () = overdue => tracing::warn!("some requests did not end in time"),
    }
    platform.shut_down().await;
    Ok(())
}

/// Serves a router on one socket as [`serve`] does, without end: for who keeps a process of their own.
pub async fn serve_on(platform: &Platform, listener: TcpListener, router: Router) {
    serve_plain(listener, router, Limits::of(&platform.config), std::future::pending()).await;
}

/// How long requests that run may go on after the signal to stop.
fn patience(settings: &Server) -> Duration {
    settings.request_timeout() + FAREWELL
}

async fn serve_plain(listener: TcpListener, router: Router, limits: Limits, stopped: impl Future<Output = ()> + Send) {
    // Without it a streamed page waits 40 ms for the client's acknowledgement.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::warn!(%error, "TCP_NODELAY could not be set");
        }
    });
    serve_connections(listener, router, limits, stopped).await;
}

async fn bind_if(address: Option<SocketAddr>) -> Result<Option<TcpListener>> {
    match address {
        Some(address) => bind(address).await.map(Some),
        None => Ok(None),
    }
}

/// The error names the address: it is one of several.
pub(super) async fn bind(address: SocketAddr) -> Result<TcpListener> {
    let refused = |error| Error::internal(io::Error::other(format!("can't listen on {address}: {error}")));
    TcpListener::bind(address).await.map_err(refused)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_that_began_with_the_signal_may_last_as_long_as_any() {
        for request_timeout_seconds in [1, 30, 3600] {
            let settings = Server { request_timeout_seconds, ..Server::default() };
            assert!(patience(&settings) > settings.request_timeout());
        }
    }
}
