//! One order, from the lease on the host to the certificate in the database.

use super::{obtain, store};
use crate::{
    domains::{HostName, Standing},
    error::Result,
    jobs::{self, Ended, JobKind},
    platform::Platform,
};
use jiff::SignedDuration;

/// How long a host is left alone whose organisation isn't served.
const UNSERVED: SignedDuration = SignedDuration::from_hours(1);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ordered {
    Issued,
    /// It isn't due, or another process orders it.
    Busy,
    /// The budget is spent.
    PutOff(String),
    Failed(String),
    /// No certificate is ordered for the host.
    Not,
}

/// Orders what is due for a host, and keeps what became of it.
pub(super) async fn order(platform: &Platform, host: &HostName) -> Result<Ordered> {
    let tenant = match platform.directory.standing(platform, host).await? {
        Standing::Own => None,
        Standing::Served(tenant) => Some(tenant),
        Standing::NotServed => {
            store::postpone(platform, host.as_str(), UNSERVED).await?;
            return Ok(Ordered::Not);
        }
        Standing::Unknown => return Ok(Ordered::Not),
    };
    let is_below = host.under(platform.config.server.public_url.host()).is_some();
    let lease = match store::take(platform, host.as_str(), tenant, is_below).await? {
        store::Taken::Lease(lease) => lease,
        store::Taken::Busy => return Ok(Ordered::Busy),
        store::Taken::PutOff(why) => {
            tracing::warn!(%host, why, "a certificate was not ordered");
            platform.certificates.counters.put_off.count();
            return Ok(Ordered::PutOff(why));
        }
    };
    let whose: Vec<_> = tenant.into_iter().collect();
    let obtained = with_lease(platform, host, &lease);
    jobs::run(platform, JobKind::Certificate, &whose, obtained, |done| match done {
        Ok(Ordered::Failed(why)) => Ended::Failed(why.clone()),
        done => Ended::of(done),
    })
    .await
}

async fn with_lease(platform: &Platform, host: &HostName, lease: &store::Lease) -> Result<Ordered> {
    let counters = &platform.certificates.counters;
    match obtain::obtain(platform, host.as_str()).await {
        Ok(issued) => {
            store::keep(platform, lease, &issued).await?;
            tracing::info!(%host, until = %issued.until, "a certificate was issued");
            counters.issued.count();
            Ok(Ordered::Issued)
        }
        Err(refused) => {
            store::fail(platform, lease, &refused).await?;
            tracing::warn!(%host, error = %refused, "a certificate could not be ordered");
            counters.failed.count();
            Ok(Ordered::Failed(refused.to_string()))
        }
    }
}
