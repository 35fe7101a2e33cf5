//! A server that is reached over TLS. Before the tests' own, which speaks none, stands one that does: it answers PostgreSQL's
//! request for TLS, decrypts, and counts who came encrypted.

use super::{at, lend, made, server};
use crate::{cli::run, cluster, harness::both_engines};
use rcgen::{BasicConstraints, CertificateParams, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair};
use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, PrivateKeyDer},
    server::WebPkiClientVerifier,
};
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
    certificate: CertificateDer<'static>,
    /// Its certificate, as an address names it.
    file: PathBuf,
}

impl Authority {
    fn new(folder: &Path, name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let file = folder.join(name);
        let certificate = params.self_signed(&key).unwrap();
        std::fs::write(&file, certificate.pem()).unwrap();
        Self { issuer: Issuer::new(params, key), certificate: certificate.der().clone(), file }
    }

    /// Writes the certificate of a client and its key, and gives what an address says of them.
    fn client(&self, folder: &Path, name: &str) -> String {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.extended_key_usages.push(ExtendedKeyUsagePurpose::ClientAuth);
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let [certificate_file, key_file] = ["crt", "key"].map(|kind| folder.join(format!("{name}.{kind}")));
        std::fs::write(&certificate_file, certificate.pem()).unwrap();
        std::fs::write(&key_file, key.serialize_pem()).unwrap();
        format!("&sslcert={}&sslkey={}", certificate_file.display(), key_file.display())
    }

    /// Lets in whoever comes, or those alone whose certificate an authority has signed.
    fn acceptor(&self, host: &str, clients: Option<&Self>) -> TlsAcceptor {
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(vec![host.to_owned()]).unwrap().signed_by(&key, &self.issuer).unwrap();
        let chain: Vec<CertificateDer<'static>> = vec![certificate.der().clone()];
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider.clone());
        let config = config.with_safe_default_protocol_versions().unwrap();
        let config = match clients {
            None => config.with_no_client_auth(),
            Some(authority) => {
                let mut roots = RootCertStore::empty();
                roots.add(authority.certificate.clone()).unwrap();
                let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build().unwrap();
                config.with_client_cert_verifier(verifier)
            }
        };
        TlsAcceptor::from(Arc::new(config.with_single_cert(chain, key).unwrap()))
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
        let behind = Encrypted::before(host_of_the_cluster(), own.acceptor("localhost", None)).await;
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

    async fn an_organisation_lives_on_a_server_that_knows_its_clients_by_their_certificates(t: Deployment) {
        let own = Authority::new(&t.directory, "own.pem");
        let other = Authority::new(&t.directory, "other.pem");
        let behind = Encrypted::before(host_of_the_cluster(), own.acceptor("localhost", Some(&own))).await;
        let by = |client: &str| {
            behind.address("localhost", &format!("sslmode=verify-full&sslrootcert={}{client}", own.file.display()))
        };
        for (client, why) in [
            (String::new(), "it shows no certificate"),
            (other.client(&t.directory, "stranger"), "another authority signed it"),
        ] {
            let fault = servers::add(&t.platform, &server("eu-1", &by(&client)), &Author::CommandLine).await.unwrap_err().fault;
            let Some(Problem::ServerUnusable { reason }) = fault.problem_of("address") else { panic!("{why}: {fault:?}") };
            assert!(!reason.is_empty() && !reason.contains("stranger"), "{why}: {reason}");
        }
        assert_eq!(behind.sessions.load(Ordering::Relaxed), 0, "nobody has come in");

        let address = by(&own.client(&t.directory, "client-of-ours"));
        servers::add(&t.platform, &server("eu-1", &address), &Author::CommandLine).await.unwrap();
        made(&t, "paris", at("eu-1")).await.unwrap();
        assert_eq!(lend(&t, "paris").await, ["Ruth of paris"]);
        assert!(behind.sessions.load(Ordering::Relaxed) > 0, "all of it went over TLS");
        // Where the key is is as little shown as the password.
        std::fs::remove_file(t.directory.join("client-of-ours.key")).unwrap();
        let mut seen = vec![format!("{:?}", t.platform)];
        for command in [["server", "list"], ["server", "check"]] {
            for json in [&[][..], &["--json"]] {
                let ran = run(&t, &[&command[..], json].concat()).await;
                seen.push(format!("{} {}", ran.printed, ran.error.unwrap_or_default()));
            }
        }
        assert!(seen.iter().any(|text| text.contains("FAIL  eu-1: ")), "there was something to be told: {seen:?}");
        assert!(seen.iter().all(|text| !text.contains("client-of-ours")), "{seen:?}");
    }
}
