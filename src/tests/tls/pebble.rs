//! An authority for one test: Debian's `pebble`, which asks the hosts as a real one does, with a name server of its own that
//! leads every name to this machine.

use super::client;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};
use std::{
    fs::File,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};
use tokio::process::{Child, Command};

pub(super) struct Pebble {
    pub(super) directory: String,
    /// What its own HTTPS is trusted by.
    pub(super) ca_file: PathBuf,
    listen: SocketAddr,
    management: SocketAddr,
    log: PathBuf,
    arguments: [String; 4],
    authority: Child,
    _names: Child,
}

impl Pebble {
    /// It comes to `http_port` where a real one comes to port 80.
    pub(super) async fn start(folder: &Path, http_port: u16) -> Self {
        let (ca_file, certificate, key) = own_https(folder);
        let [listen, management, dns, mock] = free_addresses();
        let config = serde_json::json!({ "pebble": {
            "listenAddress": listen, "managementListenAddress": management, "certificate": certificate, "privateKey": key,
            "httpPort": http_port, "tlsPort": 1, "ocspResponderURL": "", "externalAccountBindingRequired": false,
            "certificateValidityPeriod": 90 * 86_400,
        }});
        let file = folder.join("pebble.json");
        std::fs::write(&file, config.to_string()).unwrap();
        let log = folder.join("pebble.log");
        let names = [
            "-dns01",
            &dns.to_string(),
            "-management",
            &mock.to_string(),
            "-http01",
            "",
            "-https01",
            "",
            "-tlsalpn01",
            "",
            "-defaultIPv6",
            "",
        ]
        .map(str::to_owned);
        let names = start("pebble-challtestsrv", &names, &folder.join("names.log"));
        let arguments = ["-config", file.to_str().unwrap(), "-dnsserver", &dns.to_string()].map(str::to_owned);
        let authority = start("pebble", &arguments, &log);
        let directory = format!("https://{listen}/dir");
        let pebble = Self { directory, ca_file, listen, management, log, arguments, authority, _names: names };
        pebble.until_it_answers().await;
        pebble
    }

    /// Starts it again: it knows no account any more, no order, and no host that was proven. Its count of orders begins anew.
    pub(super) async fn forget(&mut self) {
        self.authority.kill().await.unwrap();
        self.authority = start("pebble", &self.arguments, &self.log);
        self.until_it_answers().await;
    }

    async fn until_it_answers(&self) {
        for _ in 0..200 {
            let listen = tokio::net::TcpStream::connect(self.listen).await;
            let management = tokio::net::TcpStream::connect(self.management).await;
            if listen.is_ok() && management.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("pebble did not start: {}", std::fs::read_to_string(&self.log).unwrap_or_default());
    }

    /// What certificates of this authority are trusted by; it makes a new one at each start.
    pub(super) async fn roots(&self) -> RootCertStore {
        let own = roots(&std::fs::read(&self.ca_file).unwrap());
        let mut stream = client::connect(self.management, "localhost", own, &[]).await.unwrap();
        let answer = client::get(&mut stream, "localhost", "/roots/0").await;
        roots(answer.split_once("\r\n\r\n").unwrap().1.as_bytes())
    }

    /// How often it was asked for a certificate.
    pub(super) fn orders(&self) -> usize {
        std::fs::read_to_string(&self.log).unwrap().matches("Added order ").count()
    }
}

fn roots(pem: &[u8]) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(pem).unwrap()).unwrap();
    roots
}

fn start(program: &str, arguments: &[String], log: &Path) -> Child {
    let log = File::create(log).unwrap();
    let started = Command::new(program)
        .args(arguments)
        .env("PEBBLE_VA_NOSLEEP", "1")
        // Each order is asked for anew, so that the challenges are what is tested; still one in a hundred is not.
        .env("PEBBLE_AUTHZREUSE", "0")
        // A few in a hundred would be refused thrice in a row, in some run.
        .env("PEBBLE_WFE_NONCEREJECT", "0")
        .stdout(Stdio::from(log.try_clone().unwrap()))
        .stderr(Stdio::from(log))
        .kill_on_drop(true)
        .spawn();
    started.unwrap_or_else(|error| {
        panic!("{program} can't be started ({error}): scripts/setup test installs it, or apt-get install pebble")
    })
}

/// Files with an authority, and with a certificate of it for pebble's own HTTPS.
fn own_https(folder: &Path) -> (PathBuf, PathBuf, PathBuf) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().unwrap();
    let ca = params.self_signed(&key).unwrap();
    let issuer = Issuer::new(params, key);
    let key = KeyPair::generate().unwrap();
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let own = CertificateParams::new(names).unwrap().signed_by(&key, &issuer).unwrap();
    let [ca_file, certificate, key_file] = ["ca.pem", "pebble.pem", "pebble-key.pem"].map(|name| folder.join(name));
    std::fs::write(&ca_file, ca.pem()).unwrap();
    std::fs::write(&certificate, own.pem()).unwrap();
    std::fs::write(&key_file, key.serialize_pem()).unwrap();
    (ca_file, certificate, key_file)
}

fn free_addresses<const N: usize>() -> [SocketAddr; N] {
    let sockets: [TcpListener; N] = std::array::from_fn(|_| TcpListener::bind("127.0.0.1:0").unwrap());
    sockets.map(|socket| socket.local_addr().unwrap())
}
