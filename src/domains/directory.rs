//! The directory: host -> organisation, from memory. The table of domains is the only source; this is its cache.

use super::HostName;
use crate::{
    db::Tx,
    error::Result,
    platform::Platform,
    tenants::{self, Tenant},
};
use moka::sync::Cache;
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

/// Where a host leads.
#[derive(Clone, Debug)]
pub enum Resolution {
    /// The apex and `www`.
    Public,
    /// `console.`
    Console,
    Tenant(Arc<Tenant>),
    Unknown,
}

#[derive(Clone, Debug)]
pub struct Directory {
    base: String,
    known: Cache<String, Arc<Tenant>>,
    /// Hosts that lead nowhere. Bounded and short-lived: a flood of random hosts must not fill memory, and must not ask
    /// the database twice for one host.
    unknown: Cache<String, ()>,
    version: Arc<AtomicI64>,
    lookups: Arc<AtomicU64>,
}

impl Directory {
    pub fn new(base: &str) -> Self {
        Self {
            base: base.to_owned(),
            known: Cache::builder().max_capacity(50_000).time_to_live(Duration::from_mins(10)).build(),
            unknown: Cache::builder().max_capacity(10_000).time_to_live(Duration::from_mins(1)).build(),
            version: Arc::default(),
            lookups: Arc::default(),
        }
    }

    /// Looks the host up: the deployment's own names first, then an exact match in the table of domains.
    pub async fn resolve(&self, platform: &Platform, host: &HostName) -> Result<Resolution> {
        match host.under(&self.base) {
            Some("" | "www") => return Ok(Resolution::Public),
            Some("console") => return Ok(Resolution::Console),
            _ if host.is_address() || self.unknown.contains_key(host.as_str()) => return Ok(Resolution::Unknown),
            _ => {}
        }
        if let Some(tenant) = self.known.get(host.as_str()) {
            return Ok(Resolution::Tenant(tenant));
        }
        self.look_up(platform, host).await
    }

    async fn look_up(&self, platform: &Platform, host: &HostName) -> Result<Resolution> {
        self.lookups.fetch_add(1, Ordering::Relaxed);
        if let Some(tenant) = tenants::by_host(platform, host.as_str()).await? {
            self.known.insert(host.to_string(), tenant.clone());
            Ok(Resolution::Tenant(tenant))
        } else {
            self.unknown.insert(host.to_string(), ());
            Ok(Resolution::Unknown)
        }
    }

    /// Counts the directory's version up inside the transaction that changes a tenant or a domain: other nodes see it.
    pub async fn changed(&self, tx: &mut Tx) -> Result<()> {
        sql!(tx, execute "update directory_version set version = version + 1 where id = 1")?;
        Ok(())
    }

    /// Drops every cached answer of this node, after a change was committed.
    pub fn forget(&self) {
        self.known.invalidate_all();
        self.unknown.invalidate_all();
    }

    /// Drops the cached answers when another process changed the table since the last call.
    pub async fn follow(&self, platform: &Platform) -> Result<()> {
        let mut reader = platform.central.read().await?;
        let version = sql!(&mut reader, scalar i64, "select version from directory_version where id = 1")?;
        if self.version.swap(version, Ordering::Relaxed) != version {
            self.forget();
            platform.brands.forget_all();
            platform.own_organisations.forget_all();
        }
        Ok(())
    }

    /// How many hosts are remembered, whether they lead somewhere or not.
    pub fn remembered(&self) -> u64 {
        self.known.run_pending_tasks();
        self.unknown.run_pending_tasks();
        self.known.entry_count() + self.unknown.entry_count()
    }

    /// How often the database was asked since the start.
    pub fn lookups(&self) -> u64 {
        self.lookups.load(Ordering::Relaxed)
    }
}
