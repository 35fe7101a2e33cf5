//! A server that is reached over TLS. Before the tests' own, which speaks none, stands one that does: it answers PostgreSQL's
//! request for TLS, decrypts, and counts who came encrypted.

use super::{at, lend, made, server};
use crate::{cluster, harness::both_engines};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use tenantry::{
    context::Author,
    fault::Problem,
    servers::{self, NewServer},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tokio_rustls::TlsAcceptor;

/// What a client sends first when it wants TLS: the length, and a number that is no version.
const SSL_REQUEST: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];

struct Authority {
    issuer: Issuer<'static, KeyPair>,
    /// Its certificate, as an address names it.
    file: PathBuf,
}

impl Authority {
    fn new(folder: &Path, name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let file = folder.join(name);
        std::fs::write(&file, params.self_signed(&key).unwrap().pem()).unwrap();
        Self { issuer: Issuer::new(params, key), file }
    }

    fn acceptor(&self, host: &str) -> TlsAcceptor {
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(vec![host.to_owned()]).unwrap().signed_by(&key, &self.issuer).unwrap();
        let chain: Vec<CertificateDer<'static>> = vec![certificate.der().clone()];
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config =
            rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        TlsAcceptor::from(Arc::new(config.with_no_client_auth().with_single_cert(chain, key).unwrap()))
    }
}

/// Somebody who asks for no TLS is hung up on.
struct Encrypted {
    port: u16,
    sessions: Arc<AtomicUsize>,
}

impl Encrypted {
    async fn before(server: String, acceptor: TlsAcceptor) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let sessions = Arc::new(AtomicUsize::new(0));
        let counted = sessions.clone();
        tokio::spawn(async move {
            while let Ok((mut client, _)) = listener.accept().await {
                let (server, acceptor, counted) = (server.clone(), acceptor.clone(), counted.clone());
                tokio::spawn(async move {
                    let mut request = [0; 8];
                    if client.read_exact(&mut request).await.is_err() || request != SSL_REQUEST {
                        return;
                    }
                    client.write_all(b"S").await.unwrap();
                    let Ok(mut client) = acceptor.accept(client).await else { return };
                    counted.fetch_add(1, Ordering::Relaxed);
                    let mut server = TcpStream::connect(server).await.unwrap();
                    drop(tokio::io::copy_bidirectional(&mut client, &mut server).await);
                });
            }
        });
        Self { port, sessions }
    }

    /// The tests' server by way of it.
    fn address(&self, host: &str, tls: &str) -> String {
        let address = cluster::address();
        let (login, rest) = address.rsplit_once('@').unwrap();
        let (_, database) = rest.split_once('/').unwrap();
        format!("{login}@{host}:{}/{database}?{tls}", self.port)
    }
}

fn host_of_the_cluster() -> String {
    let address = cluster::address();
    let (_, rest) = address.rsplit_once('@').unwrap();
    rest.split_once('/').unwrap().0.to_owned()
}

both_engines! {
    async fn an_organisation_lives_on_a_server_that_proves_who_it_is_and_on_no_other(t: Deployment) {
        let own = Authority::new(&t.directory, "own.pem");
        let other = Authority::new(&t.directory, "other.pem");
        let behind = Encrypted::before(host_of_the_cluster(), own.acceptor("localhost")).await;
        let verified = |host: &str, mode: &str, by: &Authority| {
            behind.address(host, &format!("sslmode={mode}&sslrootcert={}", by.file.display()))
        };
        for (address, why) in [
            (verified("localhost", "verify-full", &other), "another authority signed it"),
            (verified("localhost", "verify-ca", &other), "another authority signed it"),
            (verified("127.0.0.1", "verify-full", &own), "it is for another name"),
            (behind.address("localhost", "sslmode=verify-full"), "no public authority signed it"),
            (behind.address("localhost", "sslmode=disable"), "it answers nobody without TLS"),
        ] {
            let fault = servers::add(&t.platform, &server("eu-1", &address), &Author::CommandLine).await.unwrap_err().fault;
            let Some(Problem::ServerUnusable { reason }) = fault.problem_of("address") else { panic!("{why}: {fault:?}") };
            assert!(!reason.is_empty() && !reason.contains(&address), "{why}: {reason}");
        }
        assert_eq!(behind.sessions.load(Ordering::Relaxed), 0, "nobody has signed in");

        for (name, host, mode) in [("eu-1", "localhost", "verify-full"), ("eu-2", "127.0.0.1", "verify-ca")] {
            let before = behind.sessions.load(Ordering::Relaxed);
            let new = NewServer { name: name.into(), ..server(name, &verified(host, mode, &own)) };
            servers::add(&t.platform, &new, &Author::CommandLine).await.unwrap();
            let slug = format!("house-{name}");
            made(&t, &slug, at(name)).await.unwrap();
            assert_eq!(lend(&t, &slug).await, [format!("Ruth of {slug}")]);
            assert!(behind.sessions.load(Ordering::Relaxed) > before, "{name}: all of it went over TLS");
        }
    }
}
