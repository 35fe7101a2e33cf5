//! The directory: host -> organisation, from memory. The table of domains is the only source; this is its cache.

use super::HostName;
use crate::{
    db::{Tx, sqlx},
    error::Result,
    ids::TenantId,
    platform::Platform,
    tenants::{self, Moved, Slug, Tenant, resting},
};
use moka::sync::Cache;
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};
use tokio::sync::Mutex;

/// Where a host leads.
#[derive(Clone, Debug)]
pub enum Resolution {
    /// The apex and `www`.
    Public,
    /// `console.`
    Console,
    Tenant(Arc<Tenant>),
    /// An organisation was here and has another name now.
    Moved(Moved),
    Unknown,
}

/// What a host is to whoever orders certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The apex, `www` and `console.`
    Own,
    /// A verified host of an organisation that is served.
    Served(TenantId),
    /// A host that leads to an organisation which is closed, or on to another host.
    NotServed,
    Unknown,
}

#[derive(Clone, Debug)]
pub struct Directory {
    base: String,
    known: Cache<String, Arc<Tenant>>,
    /// Hosts that lead nowhere. Bounded and short-lived: a flood of random hosts must not fill memory, and must not ask
    /// the database twice for one host.
    unknown: Cache<String, ()>,
    moved: Cache<String, Moved>,
    version: Arc<AtomicI64>,
    /// Counted up whenever all is forgotten, so that what was read before it isn't kept after it.
    generation: Arc<AtomicU64>,
    lookups: Arc<AtomicU64>,
    /// Held by whoever looks before it is time.
    looking: Arc<Mutex<()>>,
}

impl Directory {
    pub fn new(base: &str) -> Self {
        Self {
            base: base.to_owned(),
            known: Cache::builder().max_capacity(50_000).time_to_live(Duration::from_mins(10)).build(),
            unknown: Cache::builder().max_capacity(10_000).time_to_live(Duration::from_mins(1)).build(),
            moved: Cache::builder().max_capacity(10_000).time_to_live(Duration::from_mins(10)).build(),
            version: Arc::default(),
            generation: Arc::default(),
            lookups: Arc::default(),
            looking: Arc::default(),
        }
    }

    /// Looks the host up: the deployment's own names first, then an exact match in the table of domains.
    pub async fn resolve(&self, platform: &Platform, host: &HostName) -> Result<Resolution> {
        let resolution = self.find(platform, host).await?;
        if let Resolution::Tenant(tenant) = &resolution {
            platform.visits.note(tenant.id);
        }
        Ok(resolution)
    }

    /// The same for whoever orders certificates: it is no visit.
    pub async fn standing(&self, platform: &Platform, host: &HostName) -> Result<Standing> {
        Ok(match self.find(platform, host).await? {
            Resolution::Public | Resolution::Console => Standing::Own,
            Resolution::Tenant(tenant) if tenant.is_served() => Standing::Served(tenant.id),
            Resolution::Tenant(_) | Resolution::Moved(_) => Standing::NotServed,
            Resolution::Unknown => Standing::Unknown,
        })
    }

    async fn find(&self, platform: &Platform, host: &HostName) -> Result<Resolution> {
        match host.under(&self.base) {
            Some("" | "www") => return Ok(Resolution::Public),
            Some("console") => return Ok(Resolution::Console),
            Some(label) if !Slug::has_shape(label) => return Ok(Resolution::Unknown),
            _ if host.is_address() || self.unknown.contains_key(host.as_str()) => return Ok(Resolution::Unknown),
            _ => {}
        }
        let moved = || self.moved.get(host.as_str()).filter(|moved| moved.until > platform.clock.now());
        match self.known.get(host.as_str()) {
            Some(tenant) => Ok(Resolution::Tenant(tenant)),
            None => match moved() {
                Some(moved) => Ok(Resolution::Moved(moved)),
                None => self.look_up(platform, host).await,
            },
        }
    }

    async fn look_up(&self, platform: &Platform, host: &HostName) -> Result<Resolution> {
        self.lookups.fetch_add(1, Ordering::Relaxed);
        let generation = self.generation.load(Ordering::SeqCst);
        if let Some(tenant) = tenants::by_host(platform, host.as_str()).await? {
            if !(tenant.brand_is_changing || tenant.is_switching_soon) {
                self.remember(&self.known, host, tenant.clone(), generation);
            }
            Ok(Resolution::Tenant(tenant))
        } else if let Some(moved) = self.look_up_moved(platform, host).await? {
            self.remember(&self.moved, host, moved.clone(), generation);
            Ok(Resolution::Moved(moved))
        } else {
            self.remember(&self.unknown, host, (), generation);
            Ok(Resolution::Unknown)
        }
    }

    /// Keeps what was read unless all was forgotten meanwhile: a suspension must not be overtaken by a look at what was before.
    fn remember<V>(&self, cache: &Cache<String, V>, host: &HostName, value: V, generation: u64)
    where
        V: Clone + Send + Sync + 'static,
    {
        cache.insert(host.to_string(), value);
        if self.generation.load(Ordering::SeqCst) != generation {
            cache.invalidate(host.as_str());
        }
    }

    /// Only an organisation's own subdomain has a name that can be given up.
    async fn look_up_moved(&self, platform: &Platform, host: &HostName) -> Result<Option<Moved>> {
        match host.under(&self.base) {
            Some(slug) => resting::moved(platform, slug).await,
            None => Ok(None),
        }
    }

    /// Counts the directory's version up inside the transaction that changes a tenant or a domain: other nodes see it.
    pub async fn changed(&self, tx: &mut Tx) -> Result<()> {
        sql!(tx, execute "update directory_version set version = version + 1 where id = 1")?;
        Ok(())
    }

    /// Drops every cached answer of this node, after a change was committed.
    pub fn forget(&self) {
        self.generation.fetch_add(1, Ordering::SeqCst);
        self.known.invalidate_all();
        self.unknown.invalidate_all();
        self.moved.invalidate_all();
    }

    /// Drops the cached answers when another process changed the table since the last call, and closes the databases of
    /// those that are in maintenance or deleted: whoever works on one may have to exchange or to remove it. A request that was let in before may
    /// have opened it again, so that it is looked after each time.
    pub async fn follow(&self, platform: &Platform) -> Result<()> {
        let mut reader = platform.central.read().await?;
        let text = "select version, (select count(*) from upgrade_run where state = 'running') as runs,
                           (select count(*) from tenant where status = 'maintenance')
                             + (select count(*) from deletion) as shut
                    from directory_version where id = 1";
        let Followed { version, runs, shut } = sql!(&mut reader, fetch_one Followed, text)?;
        drop(reader);
        if self.version.load(Ordering::Relaxed) != version {
            platform.settings.follow(&platform.central).await?;
            self.version.store(version, Ordering::Relaxed);
            self.forget();
            platform.brands.forget_all();
            platform.own_organisations.forget_all();
            platform.announcements.forget();
            platform.support.forget();
        }
        if shut > 0 {
            self.close_the_shut(platform).await?;
        }
        platform.visits.follow(platform, runs > 0).await
    }

    /// Follows the table before it is time, for who waits for a change that another process makes. One asks for all.
    pub(crate) async fn look_again(&self, platform: &Platform) {
        let Ok(_looking) = self.looking.try_lock() else { return };
        if let Err(error) = self.follow(platform).await {
            tracing::warn!(error = %error.with_causes(), "the directory could not be followed");
        }
    }

    async fn close_the_shut(&self, platform: &Platform) -> Result<()> {
        let open = platform.fleet.open_tenants();
        if open.is_empty() {
            return Ok(());
        }
        let mut reader = platform.central.read().await?;
        let text = "select id from tenant where status = 'maintenance' union select tenant_id from deletion";
        let closed = sql!(&mut reader, scalar_all TenantId, text)?;
        for tenant in closed.into_iter().filter(|tenant| open.contains(tenant)) {
            // It waits for requests that are under way; the others needn't.
            let fleet = platform.fleet.clone();
            tokio::spawn(async move { fleet.close(tenant).await });
        }
        Ok(())
    }

    /// How many hosts are remembered, whether they lead somewhere or not.
    pub fn remembered(&self) -> u64 {
        self.known.run_pending_tasks();
        self.unknown.run_pending_tasks();
        self.moved.run_pending_tasks();
        self.known.entry_count() + self.unknown.entry_count() + self.moved.entry_count()
    }

    /// How often the database was asked since the start.
    pub fn lookups(&self) -> u64 {
        self.lookups.load(Ordering::Relaxed)
    }
}

#[derive(sqlx::FromRow)]
struct Followed {
    version: i64,
    runs: i64,
    shut: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_before_all_was_forgotten_is_not_kept() {
        let directory = Directory::new("tenantry.test");
        let host = HostName::parse("nobody.example").unwrap();
        let read = || directory.generation.load(Ordering::SeqCst);
        let before = read();
        directory.forget();
        directory.remember(&directory.unknown, &host, (), before);
        assert_eq!(directory.remembered(), 0);
        directory.remember(&directory.unknown, &host, (), read());
        assert_eq!(directory.remembered(), 1);
    }
}
