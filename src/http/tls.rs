//! HTTPS sockets. The name that a browser asks for is read first, its certificate is prepared, and the handshake goes on with what
//! is in memory; from there a request takes the same road as any other.

use super::{
    connections::{Limits, serve_connections},
    resolve::host_of,
};
use crate::{domains::HostName, error::Result, platform::Platform, tls::AtHand};
use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    http::{Response, StatusCode},
    middleware::{Next, from_fn},
    response::IntoResponse,
    serve::Listener,
};
use rustls::{ServerConfig, crypto::aws_lc_rs, server::Acceptor};
use std::{io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, mpsc},
    task::JoinHandle,
};
use tokio_rustls::{LazyConfigAcceptor, server::TlsStream};

/// From the socket to the name that is asked for, and from the certificate to the end of the handshake.
const HELLO: Duration = Duration::from_secs(10);
/// Handshakes at once; the next ones wait in the socket's queue.
const HANDSHAKES: usize = 1_024;

/// Serves a router over HTTPS until `stopped`; then no socket is accepted, and requests end.
pub async fn serve_tls(
    platform: Arc<Platform>,
    listener: TcpListener,
    router: Router,
    stopped: impl Future<Output = ()> + Send + 'static,
) -> Result<(), io::Error> {
    let limits = Limits::of(&platform.config);
    let listener = TlsListener::over(platform, listener)?;
    serve_connections(listener, router.layer(from_fn(as_any_other)), limits, stopped).await;
    Ok(())
}

/// Who is at the other end, and the name that they asked for.
#[derive(Clone, Debug)]
struct Peer {
    address: SocketAddr,
    host: HostName,
}

/// Gives the road the client's address as a plain socket does. A request for another host than that of the handshake is sent
/// away (RFC 9110, section 15.5.20): its certificate was not shown.
async fn as_any_other(mut request: Request, next: Next) -> Response<Body> {
    let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<Peer>>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    request.extensions_mut().insert(ConnectInfo(peer.address));
    let (parts, body) = request.into_parts();
    if host_of(&parts).is_some_and(|host| host != peer.host) {
        return StatusCode::MISDIRECTED_REQUEST.into_response();
    }
    next.run(Request::from_parts(parts, body)).await
}

/// Sockets whose handshake is done. Each is shaken hands with in a task of its own, so that a slow one holds up nobody.
struct TlsListener {
    local: SocketAddr,
    ready: mpsc::Receiver<(TlsStream<TcpStream>, Peer)>,
    accepting: JoinHandle<()>,
}

impl TlsListener {
    fn over(platform: Arc<Platform>, listener: TcpListener) -> io::Result<Self> {
        let local = listener.local_addr()?;
        let provider = Arc::new(aws_lc_rs::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config = config.map_err(io::Error::other)?.with_no_client_auth();
        let mut config = config.with_cert_resolver(Arc::new(AtHand(platform.clone())));
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let (shaken, ready) = mpsc::channel(64);
        let accepting = tokio::spawn(accept_all(platform, listener, Arc::new(config), shaken));
        Ok(Self { local, ready, accepting })
    }
}

impl Drop for TlsListener {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = Peer;

    async fn accept(&mut self) -> (Self::Io, Peer) {
        match self.ready.recv().await {
            Some(shaken) => shaken,
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Peer> {
        let host = HostName::parse(&self.local.to_string());
        host.map(|host| Peer { address: self.local, host }).ok_or_else(|| io::Error::other("the address is no host"))
    }
}

async fn accept_all(
    platform: Arc<Platform>,
    listener: TcpListener,
    config: Arc<ServerConfig>,
    shaken: mpsc::Sender<(TlsStream<TcpStream>, Peer)>,
) {
    let places = Arc::new(Semaphore::new(HANDSHAKES));
    loop {
        let Ok(place) = places.clone().acquire_owned().await else { return };
        // As axum does: a socket that went away is nothing, and without descriptors it is no use to try again at once.
        let (socket, address) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "a socket could not be accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            }
        };
        let (platform, config, shaken) = (platform.clone(), config.clone(), shaken.clone());
        tokio::spawn(async move {
            let _place = place;
            match shake(&platform, socket, address, config).await {
                Ok(Some(done)) => {
                    platform.certificates.counters.served.count();
                    let _stopping = shaken.send(done).await;
                }
                Ok(None) => platform.certificates.counters.refused.count(),
                Err(error) => tracing::debug!(%error, "a handshake was not finished"),
            }
        });
    }
}

/// `None` when there is no certificate for the name: the other end is told so by rustls.
async fn shake(
    platform: &Arc<Platform>,
    socket: TcpStream,
    address: SocketAddr,
    config: Arc<ServerConfig>,
) -> io::Result<Option<(TlsStream<TcpStream>, Peer)>> {
    // Without it a streamed page waits 40 ms for the client's acknowledgement.
    socket.set_nodelay(true)?;
    let hello = tokio::time::timeout(HELLO, LazyConfigAcceptor::new(Acceptor::default(), socket)).await??;
    let host = hello.client_hello().server_name().and_then(HostName::parse);
    let Some(host) = host else {
        let _refused = tokio::time::timeout(HELLO, hello.into_stream(config)).await;
        return Ok(None);
    };
    let has_one = platform.certificates.prepare(platform, &host).await;
    let stream = tokio::time::timeout(HELLO, hello.into_stream(config)).await?;
    if has_one { Ok(Some((stream?, Peer { address, host }))) } else { Ok(None) }
}
