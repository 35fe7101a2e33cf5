//! The work on certificates between requests: which hosts are to have one, which are renewed, which go.

use super::{
    order::{self, Ordered},
    store,
};
use crate::{
    domains::{HostName, Standing},
    error::Result,
    platform::Platform,
};
use futures::{StreamExt, stream};
use std::{
    sync::{Arc, Weak, atomic::Ordering},
    time::Duration,
};

/// Orders at once, and orders of one look.
const AT_ONCE: usize = 4;
const OF_ONE_LOOK: i64 = 40;
/// A transaction that was verified a moment before another may be seen after it.
const OVERLAP_MICROS: i64 = 60_000_000;

/// What one look did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tended {
    pub issued: u32,
    pub failed: u32,
    pub put_off: u32,
    /// Certificates whose host is nobody's any more.
    pub removed: u32,
}

/// Follows certificates of other processes each second, and looks after all of them every ten. Ends when the platform is dropped.
pub(crate) async fn keep(platform: Weak<Platform>) {
    let mut ticks = tokio::time::interval(Duration::from_secs(1));
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    for tick in 0_u64.. {
        ticks.tick().await;
        let Some(platform) = platform.upgrade() else { return };
        if let Err(error) = platform.certificates.follow(&platform).await {
            tracing::warn!(error = %error.with_causes(), "certificates of other processes could not be followed");
        }
        if tick.is_multiple_of(600)
            && let Err(error) = store::purge(&platform).await
        {
            tracing::warn!(error = %error.with_causes(), "old orders could not be forgotten");
        }
        if tick.is_multiple_of(10) {
            // Orders may take a minute, and following must not wait for them.
            let platform = platform.clone();
            tokio::spawn(async move {
                if let Err(error) = tend(&platform).await {
                    tracing::warn!(error = %error.with_causes(), "certificates could not be looked after");
                }
            });
        }
    }
}

/// One look. Several at once, in this process or in others, order nothing twice.
pub async fn tend(platform: &Arc<Platform>) -> Result<Tended> {
    let own = own_hosts(platform);
    for host in &own {
        store::want(platform, host, None).await?;
    }
    want_verified(platform).await?;
    let mut tended = Tended { removed: remove(platform, &own).await?, ..Tended::default() };
    let due = store::due(platform, OF_ONE_LOOK).await?;
    let hosts: Vec<_> = due.iter().filter_map(|host| HostName::parse(host)).collect();
    let orders = stream::iter(hosts).map(|host| order_for(platform.clone(), host));
    let mut outcomes = orders.buffer_unordered(AT_ONCE);
    while let Some(outcome) = outcomes.next().await {
        match outcome? {
            Ordered::Issued => tended.issued += 1,
            Ordered::Failed(_) => tended.failed += 1,
            Ordered::PutOff(_) => tended.put_off += 1,
            Ordered::Busy | Ordered::Not => {}
        }
    }
    Ok(tended)
}

async fn order_for(platform: Arc<Platform>, host: HostName) -> Result<Ordered> {
    order::order(&platform, &host).await
}

/// The public site, with and without `www`, and the console.
fn own_hosts(platform: &Platform) -> Vec<String> {
    let public_url = &platform.config.server.public_url;
    vec![public_url.host().to_owned(), public_url.subdomain("www"), public_url.subdomain("console")]
}

/// A domain of an organisation's own gets its certificate when it is verified. Hosts below the deployment's own get theirs when
/// somebody first comes: authorities count them together, and few are visited on one day.
async fn want_verified(platform: &Platform) -> Result<()> {
    let until = &platform.certificates.verified_until;
    let base = platform.config.server.public_url.host();
    let mut from = until.load(Ordering::Relaxed).saturating_sub(OVERLAP_MICROS);
    loop {
        let since = jiff::Timestamp::from_microsecond(from).unwrap_or_default();
        let verified = store::verified_since(platform, since).await?;
        for host in verified.iter().filter_map(|(host, _)| HostName::parse(host)) {
            if host.under(base).is_none()
                && let Standing::Served(tenant) = platform.directory.standing(platform, &host).await?
            {
                store::want(platform, host.as_str(), Some(tenant)).await?;
            }
        }
        let Some((_, last)) = verified.last() else { return Ok(()) };
        let last = last.as_microsecond();
        until.fetch_max(last, Ordering::Relaxed);
        if last <= from {
            return Ok(());
        }
        from = last;
    }
}

/// A former name that leads on keeps its certificate for as long as it does.
async fn remove(platform: &Platform, own: &[String]) -> Result<u32> {
    let mut removed = 0;
    for host in store::astray(platform, own).await? {
        let standing = match HostName::parse(&host) {
            Some(host) => platform.directory.standing(platform, &host).await?,
            None => Standing::Unknown,
        };
        if standing == Standing::Unknown {
            store::remove(platform, &host).await?;
            tracing::info!(host, "removed the certificate of a host that is nobody's any more");
            removed += 1;
        }
    }
    Ok(removed)
}
