//! Certificates in memory, by the host that a browser asks for. What isn't there is read from the central database once; what
//! isn't there either is ordered, while the browser waits, if the host is one that certificates are ordered for.

use super::{
    account::Opened,
    challenges::Challenges,
    counters::Counters,
    order::{self, Ordered},
    store,
};
use crate::{
    domains::{HostName, Standing},
    error::Result,
    platform::Platform,
};
use moka::sync::Cache;
use rustls::{
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};
use tokio::{
    sync::{Mutex, Semaphore},
    time::Instant,
};

/// How long a browser waits for a certificate that is being ordered; then it may come again.
const PATIENCE: Duration = Duration::from_secs(30);
/// Names that are looked up at once, and orders that browsers wait for at once.
const LOOKUPS: usize = 64;
const AWAITED_ORDERS: usize = 32;

pub struct Certificates {
    loaded: Cache<String, Arc<Loaded>>,
    /// Hosts that have none for now. Bounded and short-lived, as the directory's: a flood of names must not fill memory, and must
    /// not ask the database twice for one name.
    none: Cache<String, ()>,
    /// Who looks for a host's certificate holds its lock, so that it is looked for and ordered once.
    locks: Cache<String, Arc<Mutex<()>>>,
    lookups: Semaphore,
    awaited_orders: Semaphore,
    version: AtomicI64,
    /// Domains that were verified until then are known here, in microseconds.
    pub(super) verified_until: AtomicI64,
    pub(super) account: Opened,
    challenges: Challenges,
    pub(crate) counters: Counters,
}

struct Loaded {
    certified: Arc<CertifiedKey>,
    until: jiff::Timestamp,
    /// Of all certificates, when it was read. A handshake that has begun goes on with an older one.
    version: i64,
}

impl Certificates {
    pub(crate) fn new() -> Self {
        Self {
            loaded: Cache::builder().max_capacity(20_000).time_to_live(Duration::from_hours(1)).build(),
            none: Cache::builder().max_capacity(10_000).time_to_live(Duration::from_secs(20)).build(),
            locks: Cache::builder().max_capacity(10_000).time_to_idle(Duration::from_mins(2)).build(),
            lookups: Semaphore::new(LOOKUPS),
            awaited_orders: Semaphore::new(AWAITED_ORDERS),
            version: AtomicI64::default(),
            verified_until: AtomicI64::default(),
            account: Opened::default(),
            challenges: Challenges::default(),
            counters: Counters::default(),
        }
    }

    /// The answer to an authority that asks whether a host leads here.
    pub async fn proof(&self, platform: &Platform, token: &str) -> Result<Option<String>> {
        self.challenges.proof(platform, token).await
    }

    /// Whether a proxy may order a certificate for a host: for the deployment's own hosts and for verified ones of organisations
    /// that are served.
    pub async fn may_be_ordered(&self, platform: &Platform, host: &HostName) -> Result<bool> {
        let standing = platform.directory.standing(platform, host).await?;
        let may = matches!(standing, Standing::Own | Standing::Served(_));
        let counter = if may { &self.counters.asked_yes } else { &self.counters.asked_no };
        counter.count();
        Ok(may)
    }

    /// What is in memory, if none came or went since it was read.
    fn is_fresh(&self, host: &HostName, now: jiff::Timestamp) -> bool {
        let version = self.version.load(Ordering::Relaxed);
        self.loaded.get(host.as_str()).is_some_and(|loaded| loaded.until > now && loaded.version == version)
    }

    fn at_hand(&self, host: &str, now: jiff::Timestamp) -> Option<Arc<CertifiedKey>> {
        self.loaded.get(host).filter(|loaded| loaded.until > now).map(|loaded| loaded.certified.clone())
    }

    /// Sees to it that the host's certificate is in memory when the handshake goes on; `false` when there is none to be had.
    pub async fn prepare(&self, platform: &Arc<Platform>, host: &HostName) -> bool {
        let now = platform.clock.now();
        if self.is_fresh(host, now) {
            return true;
        }
        if self.none.contains_key(host.as_str()) {
            return false;
        }
        let standing = match self.standing(platform, host).await {
            Ok(Standing::Unknown) => return self.has_none(host),
            Ok(standing) => standing,
            Err(error) => {
                tracing::warn!(error = %error.with_causes(), %host, "a host could not be looked up for its certificate");
                return false;
            }
        };
        let lock = self.locks.get_with(host.to_string(), Arc::default);
        let _looking = lock.lock().await;
        if self.is_fresh(host, now) {
            return true;
        }
        if self.none.contains_key(host.as_str()) {
            return false;
        }
        match self.find_or_order(platform, host, &standing).await {
            Ok(true) => true,
            Ok(false) => self.has_none(host),
            Err(error) => {
                tracing::warn!(error = %error.with_causes(), %host, "a certificate could not be looked for");
                self.has_none(host)
            }
        }
    }

    async fn standing(&self, platform: &Platform, host: &HostName) -> Result<Standing> {
        let _place = self.lookups.acquire().await;
        platform.directory.standing(platform, host).await
    }

    fn has_none(&self, host: &HostName) -> bool {
        self.loaded.invalidate(host.as_str());
        self.none.insert(host.to_string(), ());
        false
    }

    async fn find_or_order(&self, platform: &Arc<Platform>, host: &HostName, standing: &Standing) -> Result<bool> {
        if self.load(platform, host).await? {
            return Ok(true);
        }
        let tenant = match standing {
            Standing::Own => None,
            Standing::Served(tenant) => Some(*tenant),
            Standing::NotServed | Standing::Unknown => return Ok(false),
        };
        let Ok(_place) = self.awaited_orders.try_acquire() else { return Ok(false) };
        store::want(platform, host.as_str(), tenant).await?;
        let (platform, host) = (platform.clone(), host.clone());
        // A browser that goes away doesn't take its order along.
        let ordering = tokio::spawn({
            let (platform, host) = (platform.clone(), host.clone());
            async move { order::order(&platform, &host).await }
        });
        let deadline = Instant::now() + PATIENCE;
        match tokio::time::timeout_at(deadline, ordering).await {
            Ok(Ok(Ok(Ordered::Issued))) => self.load(&platform, &host).await,
            // Another process orders it, or has.
            Ok(Ok(Ok(Ordered::Busy))) => self.await_other(&platform, &host, deadline).await,
            Ok(Ok(Ok(_)) | Err(_)) | Err(_) => Ok(false),
            Ok(Ok(Err(error))) => Err(error),
        }
    }

    async fn await_other(&self, platform: &Platform, host: &HostName, deadline: Instant) -> Result<bool> {
        while store::is_being_ordered(platform, host.as_str()).await? && Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        self.load(platform, host).await
    }

    async fn load(&self, platform: &Platform, host: &HostName) -> Result<bool> {
        let version = self.version.load(Ordering::Relaxed);
        let Some((certified, until)) = store::load(platform, host.as_str()).await? else { return Ok(false) };
        let certified = Arc::new(certified);
        self.loaded.insert(host.to_string(), Arc::new(Loaded { certified, until, version }));
        Ok(true)
    }

    /// Has each host read anew when a certificate came or went, in whichever process.
    pub async fn follow(&self, platform: &Platform) -> Result<()> {
        let version = store::version(platform).await?;
        if self.version.swap(version, Ordering::Relaxed) != version {
            self.none.invalidate_all();
        }
        Ok(())
    }

    /// How many hosts are remembered, with a certificate and without.
    pub fn remembered(&self) -> (u64, u64) {
        self.loaded.run_pending_tasks();
        self.none.run_pending_tasks();
        (self.loaded.entry_count(), self.none.entry_count())
    }

    pub(crate) fn prometheus(&self) -> String {
        self.counters.prometheus()
    }
}

/// What rustls asks in the middle of a handshake, where nothing can be waited for: the certificate was prepared before.
pub(crate) struct AtHand(pub(crate) Arc<Platform>);

impl ResolvesServerCert for AtHand {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let host = HostName::parse(hello.server_name()?)?;
        self.0.certificates.at_hand(host.as_str(), self.0.clock.now())
    }
}

impl fmt::Debug for AtHand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AtHand")
    }
}

impl fmt::Debug for Certificates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificates").field("loaded", &self.loaded.entry_count()).finish_non_exhaustive()
    }
}
