//! A PostgreSQL server that goes away and comes back. Before it stands a proxy that can be cut, which is what its clients
//! see of a server that is killed.

use super::tenants;
use crate::{
    cluster,
    harness::{Deployment, Engine, society},
};
use futures::future::{BoxFuture, join_all};
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};
use tenantry::{
    config::PoolSettings,
    db::{Addresses, DbError, Lifecycle, Location, NamedAddress},
    fault::Kind,
    fleet::Fleet,
    ids::ServerId,
    provisioning::{self, Terms},
    servers::Placement,
    tenants::Tenant,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// Forwards to the server until it is cut.
struct Proxy {
    address: SocketAddr,
    up: watch::Sender<bool>,
    /// Milliseconds that go by before a new connection is forwarded.
    delay: Arc<AtomicU64>,
}

impl Proxy {
    async fn before(server: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (up, is_up) = watch::channel(true);
        let delay = Arc::<AtomicU64>::default();
        let pause = delay.clone();
        tokio::spawn(async move {
            while let Ok((mut client, _)) = listener.accept().await {
                let (server, mut is_up, pause) = (server.clone(), is_up.clone(), pause.clone());
                if !*is_up.borrow() {
                    continue;
                }
                tokio::spawn(async move {
                    tokio::time::sleep(Duration::from_millis(pause.load(Ordering::Relaxed))).await;
                    let mut server = TcpStream::connect(server).await.unwrap();
                    tokio::select! {
                        _ = tokio::io::copy_bidirectional(&mut client, &mut server) => {}
                        _ = is_up.wait_for(|up| !up) => {}
                    }
                });
            }
        });
        Self { address, up, delay }
    }

    fn cut(&self) {
        self.up.send_replace(false);
    }

    fn mend(&self) {
        self.up.send_replace(true);
    }
}

/// Knows one registered server, which is reached without a proxy.
#[derive(Debug)]
struct Straight;

impl Addresses for Straight {
    fn address(&self, _: ServerId) -> BoxFuture<'_, Result<NamedAddress, DbError>> {
        Box::pin(async { Ok(NamedAddress { name: "elsewhere".into(), address: cluster::address() }) })
    }
}

/// A fleet of its own that reaches the deployment's own server by way of a proxy, and others without one.
async fn behind_a_proxy(t: &Deployment) -> (Fleet, Proxy) {
    behind_a_proxy_with(t, t.platform.config.pool.postgres_connections).await
}

/// The same with so many connections.
async fn behind_a_proxy_with(t: &Deployment, postgres_connections: u32) -> (Fleet, Proxy) {
    let Location::Postgres(address) = t.platform.lifecycle.location() else {
        panic!("this deployment is on PostgreSQL")
    };
    let (before, rest) = address.rsplit_once('@').unwrap();
    let (server, database) = rest.split_once('/').unwrap();
    let proxy = Proxy::before(server.to_owned()).await;
    let location = Location::Postgres(format!("{before}@{}/{database}", proxy.address));
    let settings = PoolSettings { acquire_timeout_ms: 2_000, postgres_connections, ..t.platform.config.pool.clone() };
    let lifecycle = Lifecycle::new(location);
    lifecycle.know_servers(Box::new(Straight));
    (Fleet::new(lifecycle, &settings), proxy)
}

async fn is_served(fleet: &Fleet, tenant: &Tenant) -> bool {
    match fleet.open(tenant).await {
        Ok(db) => match db.db().read().await {
            Ok(mut reader) => crate::db::on_either!(&mut reader, c => sqlx::query("select 1").execute(c).await.is_ok()),
            Err(_) => false,
        },
        Err(error) => {
            assert!(matches!(error.kind(), Kind::Unavailable { .. }), "{error:?}");
            false
        }
    }
}

/// Visits again and again until the dead server is left alone. Each tenant has two connections at most that must be found
/// broken first.
async fn until_it_rests(fleet: &Fleet, visit: impl AsyncFn()) {
    let mut rounds = 0;
    while !fleet.figures().server.unwrap().is_resting {
        rounds += 1;
        assert!(rounds < 10, "nobody notices that the server is gone");
        visit().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dead_server_costs_a_fast_refusal_and_is_found_again_by_itself() {
    let t = Deployment::start(Engine::Postgres).await;
    let tenants: Vec<Arc<Tenant>> = tenants(&t, 4).await;
    let (fleet, proxy) = behind_a_proxy(&t).await;
    for tenant in &tenants {
        assert!(is_served(&fleet, tenant).await);
    }

    proxy.cut();
    until_it_rests(&fleet, async || {
        for tenant in &tenants {
            assert!(!is_served(&fleet, tenant).await);
        }
    })
    .await;
    let refused = Instant::now();
    for _ in 0..50 {
        for tenant in &tenants {
            assert!(!is_served(&fleet, tenant).await);
        }
    }
    assert!(refused.elapsed() < Duration::from_secs(2), "nobody waits for a server that is known to be gone");

    proxy.mend();
    let mended = Instant::now();
    for tenant in &tenants {
        while !is_served(&fleet, tenant).await {
            assert!(mended.elapsed() < Duration::from_secs(10), "it is back, and nobody notices");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    assert!(!fleet.figures().server.unwrap().is_resting);
    let _ = std::fs::remove_dir_all(&t.directory);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dead_server_costs_nobody_who_lives_on_another() {
    let t = Deployment::start(Engine::Postgres).await;
    t.register("elsewhere", "here", 10).await;
    let here: Vec<Arc<Tenant>> = tenants(&t, 2).await;
    let mut elsewhere = Vec::new();
    for slug in ["paris", "lyon"] {
        let terms = Terms { placement: Some(Placement::PostgresServer), ..Terms::default() };
        provisioning::provision_on(t.platform.clone(), society(slug), terms, |_| Ok(())).await.unwrap();
        elsewhere.push(t.tenant(slug).await);
    }
    let (fleet, proxy) = behind_a_proxy(&t).await;
    for tenant in here.iter().chain(&elsewhere) {
        assert!(is_served(&fleet, tenant).await);
    }

    proxy.cut();
    until_it_rests(&fleet, async || {
        for (dead, alive) in here.iter().zip(&elsewhere) {
            assert!(!is_served(&fleet, dead).await);
            assert!(is_served(&fleet, alive).await, "{} lives elsewhere", alive.slug);
        }
    })
    .await;
    // What is open stays open, and what isn't can be opened.
    fleet.close(elsewhere[1].id).await;
    let started = Instant::now();
    for _ in 0..20 {
        for (dead, alive) in here.iter().zip(&elsewhere) {
            assert!(!is_served(&fleet, dead).await);
            assert!(is_served(&fleet, alive).await, "{} lives elsewhere", alive.slug);
        }
    }
    assert!(started.elapsed() < Duration::from_secs(2), "nobody waits for the dead one: {:?}", started.elapsed());
    let figures = fleet.figures();
    assert!(figures.server.unwrap().is_resting && !figures.registered["elsewhere"].is_resting);

    proxy.mend();
    let mended = Instant::now();
    while !is_served(&fleet, &here[0]).await {
        assert!(mended.elapsed() < Duration::from_secs(10), "it is back, and nobody notices");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let _ = std::fs::remove_dir_all(&t.directory);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_gets_a_connection_at_the_last_moment_has_time_to_make_it() {
    let t = Deployment::start(Engine::Postgres).await;
    let tenants: Vec<Arc<Tenant>> = tenants(&t, 6).await;
    let (fleet, proxy) = behind_a_proxy_with(&t, 3).await;
    let mut open = Vec::new();
    for tenant in &tenants {
        open.push(fleet.open(tenant).await.unwrap());
    }
    let (busy, waiting) = open.split_at(3);
    let held = join_all(busy.iter().map(|of| of.db().read())).await;
    proxy.delay.store(500, Ordering::Relaxed);
    // Three failures in a row would have the server left alone.
    let waiting = join_all(waiting.iter().map(|of| async { of.db().read().await.map(drop) }));
    let leaving = async {
        tokio::time::sleep(Duration::from_millis(1_750)).await;
        for of in held {
            drop(of.unwrap());
        }
    };
    let (came, ()) = tokio::join!(waiting, leaving);
    for came in came {
        // On a machine that is busier than the server one's turn may not come in time, which is nobody's failure either.
        let told = came.err().map(|error| error.told()).unwrap_or_default();
        assert!(told.is_empty() || told.contains("pool timed out"), "{told}");
    }
    assert!(!fleet.figures().server.unwrap().is_resting, "it was busy, and is taken for dead");
    let _ = std::fs::remove_dir_all(&t.directory);
}
