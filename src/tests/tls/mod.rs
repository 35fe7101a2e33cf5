//! Certificates: for whom they are ordered, from an authority that asks in earnest, and for whom they never are.

mod asks;
mod client;
mod conditions;
mod failures;
mod orders;
mod pebble;
mod strangers;

use crate::{
    db::on_either,
    harness::{Deployment, Engine},
};
use axum::{Router, extract::ConnectInfo, routing::get};
use pebble::Pebble;
use rustls::RootCertStore;
use std::{
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::Arc,
    sync::atomic::{AtomicU64, Ordering},
};
use tenantry::{clock::Clock, http, platform::Platform, random::Random, users::Passwords};
use tokio::net::{TcpListener, TcpSocket};

/// A deployment without a proxy, with an authority of its own.
struct Served {
    t: Deployment,
    pebble: Pebble,
    /// HTTPS, and plain HTTP.
    tls: SocketAddr,
    plain: SocketAddr,
    /// What its certificates are trusted by.
    roots: RootCertStore,
    answering: tokio::task::JoinHandle<()>,
    taken: Option<TcpSocket>,
    folder: PathBuf,
}

impl Served {
    async fn start(engine: Engine, change: impl FnOnce(&mut tenantry::config::Config)) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("tenantry_pebble_{:x}_{number}", crate::harness::process()));
        std::fs::create_dir_all(&folder).unwrap();
        let plain_listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let plain = plain_listener.local_addr().unwrap();
        let pebble = Pebble::start(&folder, plain.port()).await;
        let t = Deployment::start_with(engine, |config| {
            config.server.public_url = "https://tenantry.test".parse().unwrap();
            config.server.tls_listen = Some(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)));
            config.tls.acme_directory.clone_from(&pebble.directory);
            config.tls.acme_ca_file.clone_from(&pebble.ca_file);
            config.tls.acme_contact = "operator@tenantry.test".into();
            change(config);
        })
        .await;
        // The authority's clock is the real one.
        t.clock.advance(Clock::system().now().duration_since(t.clock.now()));
        let router = http::plain_router(t.platform.clone());
        let answering = tokio::spawn(async move { axum::serve(plain_listener, router).await.unwrap() });
        let tls = serve(&t.platform).await;
        let roots = pebble.roots().await;
        Self { t, pebble, tls, plain, roots, answering, taken: None, folder }
    }

    /// Shakes hands as a browser would; whether that worked, with the certificate's number.
    async fn certificate_of(&self, host: &str) -> Option<Vec<u8>> {
        self.certificate_at(self.tls, host).await
    }

    async fn certificate_at(&self, address: SocketAddr, host: &str) -> Option<Vec<u8>> {
        let stream = client::connect(address, host, self.roots.clone(), &["http/1.1"]).await.ok()?;
        Some(stream.get_ref().1.peer_certificates()?.first()?.to_vec())
    }

    /// From now on the authority finds nobody at port 80, and doesn't remember that it ever did. The port stays taken without
    /// anybody who listens: another test's server would be found there.
    async fn stop_answering(&mut self) {
        self.answering.abort();
        let _aborted = (&mut self.answering).await;
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_reuseaddr(true).unwrap();
        socket.bind(self.plain).unwrap();
        self.taken = Some(socket);
        self.pebble.forget().await;
    }

    /// A second process over the same database, with its HTTPS.
    async fn another(&self, seed: u64) -> (Arc<Platform>, SocketAddr) {
        let (config, clock) = (self.t.platform.config.clone(), self.t.clock.clone());
        let random = Random::seeded(seed << 32 | crate::harness::process());
        let platform = Platform::open_with(config, clock, random, Passwords::for_tests()).await.unwrap();
        let address = serve(&platform).await;
        (platform, address)
    }

    async fn end(self) {
        let _ = std::fs::remove_dir_all(&self.folder);
        let _ = std::fs::remove_dir_all(&self.t.directory);
    }
}

/// HTTPS with a page that says from where one comes.
async fn serve(platform: &Arc<Platform>) -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let page = async |ConnectInfo(address): ConnectInfo<SocketAddr>| format!("you are {}", address.ip());
    let router = Router::new().route("/", get(page));
    let platform = platform.clone();
    tokio::spawn(async move { http::serve_tls(platform, listener, router, std::future::pending()).await.unwrap() });
    address
}

/// A host of an organisation, as the checks of domains leave it.
async fn add_domain(t: &Deployment, slug: &str, host: &str, is_verified: bool) {
    let tenant = t.tenant(slug).await;
    let mut tx = t.platform.central.begin().await.unwrap();
    let text = "insert into domain (host, tenant_id, is_main, verified_at, created_at)
                select $1, id, false, case when $2 = 1 then created_at end, created_at from tenant where id = $3";
    let verified = i64::from(is_verified);
    on_either!(&mut tx, c => sqlx::query(text).bind(host).bind(verified).bind(tenant.id).execute(c).await.map(drop))
        .unwrap();
    tx.commit().await.unwrap();
    t.platform.directory.forget();
}

async fn count(t: &Deployment, text: &'static str) -> i64 {
    let mut reader = t.platform.central.read().await.unwrap();
    on_either!(&mut reader, c => sqlx::query_scalar(text).fetch_one(c).await).unwrap()
}

async fn execute(t: &Deployment, text: &'static str) {
    let mut tx = t.platform.central.begin().await.unwrap();
    on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
    tx.commit().await.unwrap();
    t.platform.directory.forget();
}
