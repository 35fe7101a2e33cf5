//! A browser's end of HTTPS.

use rustls::{ClientConfig, RootCertStore, crypto::aws_lc_rs, pki_types::ServerName};
use std::{net::SocketAddr, sync::Arc};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use tokio_rustls::{TlsConnector, client::TlsStream};

/// Shakes hands under a name, which the certificate must be for and must be trusted for.
pub(super) async fn connect(
    address: SocketAddr,
    name: &str,
    roots: RootCertStore,
    protocols: &[&str],
) -> std::io::Result<TlsStream<TcpStream>> {
    let connector = connector(roots, protocols);
    let name = ServerName::try_from(name.to_owned()).unwrap();
    connector.connect(name, TcpStream::connect(address).await?).await
}

pub(super) fn connector(roots: RootCertStore, protocols: &[&str]) -> TlsConnector {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let mut config = config.with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|protocol| protocol.as_bytes().to_vec()).collect();
    TlsConnector::from(Arc::new(config))
}

/// The whole answer to a request of HTTP/1.1.
pub(super) async fn get(stream: &mut (impl AsyncReadExt + AsyncWriteExt + Unpin), host: &str, path: &str) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // A peer may end the connection without TLS's own farewell.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}
