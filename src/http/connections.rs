//! Visitors' connections: how many there may be at once, and how long each may take to say and to hear something.
//!
//! The time of a request is bounded where it is answered (`trace.rs`). Here is bounded what no handler sees: a head that comes
//! letter by letter, an answer that nobody takes, and connections without number.

mod exchanges;
mod guarded;

use crate::{
    config::Config,
    fleet::{DESCRIPTORS_FOR_THE_REST, descriptors_for, files_affordable},
};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::ConnectInfo,
    response::Response,
    serve::Listener,
};
use exchanges::{Exchanged, Exchanges, Overdue};
use guarded::Guarded;
use http::Request;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
    service::TowerToHyperService,
};
use rustix::process::{Resource, getrlimit};
use std::{
    convert::Infallible,
    error::Error as StdError,
    future::poll_fn,
    pin::{Pin, pin},
    sync::Arc,
    task::Poll,
    time::Duration,
};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::{Service, service_fn};

/// A request's head comes within it, and so does the next request of a connection that is kept.
const HEAD: Duration = Duration::from_mins(1);
/// What a request that began with the signal to stop says at its own end gets this long to go out.
pub(super) const FAREWELL: Duration = Duration::from_secs(5);
/// However few descriptors there are.
const FEWEST: u64 = 64;
/// The log, the listeners, files that are served, what asks other servers.
const DESCRIPTORS_BESIDE: u64 = 128;
/// Requests at once on one connection by HTTP/2.
const STREAMS: u32 = 128;

/// Bounds of connections.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Connections at once; the next ones wait in the socket's queue.
    pub(super) most: usize,
    pub(super) head: Duration,
    /// From a request's head to the end of its answer, whoever is slow.
    pub(super) exchange: Duration,
    /// How long the other end may take nothing of what is ready for it.
    pub(super) stall: Duration,
}

impl Limits {
    pub(super) fn of(config: &Config) -> Self {
        let timeout = config.server.request_timeout();
        let descriptors = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
        let of_databases = descriptors_for(&config.pool, files_affordable(&config.pool)) - DESCRIPTORS_FOR_THE_REST;
        let affordable = descriptors.saturating_sub(of_databases + DESCRIPTORS_BESIDE).max(FEWEST);
        let most = u64::from(config.server.max_connections).min(affordable);
        let most = usize::try_from(most).unwrap_or(usize::MAX).min(Semaphore::MAX_PERMITS);
        Self { most, head: HEAD, exchange: timeout + FAREWELL, stall: timeout }
    }
}

/// Serves a router on a listener's sockets until `stopped`; then no socket is accepted, and requests end.
pub(super) async fn serve_connections<L>(
    mut listener: L,
    router: Router,
    limits: Limits,
    stopped: impl Future<Output = ()> + Send,
) where
    L: Listener,
    L::Addr: Clone + Send + Sync + 'static,
{
    let (places, tasks) = (Arc::new(Semaphore::new(limits.most)), TaskTracker::new());
    let ends = Ends { stopping: CancellationToken::new(), crowd: Arc::default() };
    let mut stopped = pin!(stopped);
    loop {
        let next = async {
            let place = place(&places, &ends.crowd).await;
            (place, listener.accept().await)
        };
        let (place, (io, address)) = tokio::select! {
            next = next => next,
            () = &mut stopped => break,
        };
        let (router, ends) = (router.clone(), ends.clone());
        tasks.spawn(async move {
            carry(io, address, router, limits, ends).await;
            drop(place);
        });
    }
    drop(listener);
    ends.stopping.cancel();
    tasks.close();
    tasks.wait().await;
}

/// What makes connections end that could go on.
#[derive(Clone)]
struct Ends {
    stopping: CancellationToken,
    /// Somebody waits for a place: who does nothing leaves, and who does something afterwards.
    crowd: Arc<Notify>,
}

impl Ends {
    async fn come(&self) {
        tokio::select! {
            () = self.stopping.cancelled() => {}
            () = self.crowd.notified() => {}
        }
    }
}

async fn place(places: &Arc<Semaphore>, crowd: &Notify) -> OwnedSemaphorePermit {
    if let Ok(place) = places.clone().try_acquire_owned() {
        return place;
    }
    tracing::warn!("all connections are taken: those that do nothing are closed, and who comes waits");
    crowd.notify_waiters();
    match places.clone().acquire_owned().await {
        Ok(place) => place,
        Err(_closed) => std::future::pending().await,
    }
}

/// Serves one connection until it ends, or takes too long.
async fn carry<I, A>(io: I, address: A, router: Router, limits: Limits, ends: Ends)
where
    I: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin + Send + 'static,
    A: Clone + Send + Sync + 'static,
{
    let exchanges = Arc::new(Exchanges::default());
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(limits.head);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(limits.head / 2).max_concurrent_streams(STREAMS);
    let service = TowerToHyperService::new(answering(router, address, exchanges.clone()));
    let mut connection = pin!(builder.serve_connection(TokioIo::new(Guarded::new(io, limits)), service));
    let mut overdue = Overdue::new(exchanges, limits.exchange);
    let (mut end, mut is_ending) = (pin!(ends.come()), false);
    poll_fn(|cx| {
        if !is_ending && end.as_mut().poll(cx).is_ready() {
            is_ending = true;
            connection.as_mut().graceful_shutdown();
        }
        match connection.as_mut().poll(cx) {
            Poll::Ready(ended) => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection ended before it was done");
                }
                Poll::Ready(())
            }
            Poll::Pending => overdue.poll(cx),
        }
    })
    .await;
}

type Answer = Pin<Box<dyn Future<Output = Result<Response<Exchanged>, Infallible>> + Send>>;

/// The router for one connection: its requests know where they come from, and each is counted while it lasts.
fn answering<A, B>(
    router: Router,
    address: A,
    exchanges: Arc<Exchanges>,
) -> impl Service<Request<B>, Response = Response<Exchanged>, Error = Infallible, Future = Answer> + Clone
where
    A: Clone + Send + Sync + 'static,
    B: http_body::Body<Data = Bytes, Error: Into<Box<dyn StdError + Send + Sync>>> + Send + 'static,
{
    service_fn(move |mut request: Request<B>| -> Answer {
        let exchange = exchanges.begin();
        request.extensions_mut().insert(ConnectInfo(address.clone()));
        let answer = router.clone().call(request.map(Body::new));
        Box::pin(async move { Ok(answer.await?.map(|body| exchange.with(body))) })
    })
}

#[cfg(test)]
#[path = "connections_tests.rs"]
mod tests;
