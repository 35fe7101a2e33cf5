//! How near an organisation is to what its plan allows, for the line at the top of its administrators' pages. It is read from the
//! meter that its page and the console show, and kept in memory for a moment: every page asks for it.

use super::{Allowance, Gauge, Limit, PlanNotice, shown};
use crate::{brand::TenantCache, error::Result, platform::Platform, tenants::Tenant};
use jiff::{SignedDuration, Timestamp};

/// How long somebody who was invited, and a request that was made, may not count yet.
const FRESH_FOR: SignedDuration = SignedDuration::from_secs(60);
/// Organisations whose administrators are there in one minute.
const MOST: u64 = 10_000;

/// What was found a moment ago.
#[derive(Clone, Debug)]
pub struct NearLimits {
    read: TenantCache<(), Read>,
}

#[derive(Clone, Debug)]
struct Read {
    at: Timestamp,
    /// By which it was judged: after another plan it counts no more.
    allowance: Allowance,
    notice: Option<PlanNotice>,
}

impl NearLimits {
    pub fn new() -> Self {
        Self { read: TenantCache::of_entries(MOST) }
    }

    async fn of(&self, platform: &Platform, tenant: &Tenant) -> Result<Option<PlanNotice>> {
        let (now, allowance) = (platform.clock.now(), &tenant.entitled.allowance);
        let is_past = |read: Read| now.duration_since(read.at) >= FRESH_FOR || read.allowance != *allowance;
        if self.read.get(tenant.id, ()).is_some_and(is_past) {
            self.read.forget(tenant.id, ());
        }
        let load = async {
            let notice = gravest(&shown::gauges(platform, &tenant.slug).await?);
            Ok(Read { at: now, allowance: allowance.clone(), notice })
        };
        Ok(self.read.get_or_load(tenant.id, (), load).await?.notice)
    }
}

impl Default for NearLimits {
    fn default() -> Self {
        Self::new()
    }
}

/// What administrators should know: what is too much, and otherwise what soon may be.
pub async fn notice(platform: &Platform, tenant: &Tenant) -> Result<Option<PlanNotice>> {
    match tenant.entitled.notice(platform.clock.now()) {
        Some(notice) => Ok(Some(notice)),
        None => platform.near_limits.of(platform, tenant).await,
    }
}

/// Of several limits the one of which least is left. What is counted alone may be passed without anything coming of it.
fn gravest(gauges: &[Gauge]) -> Option<PlanNotice> {
    let near =
        gauges.iter().filter(|gauge| gauge.is_near()).max_by_key(|gauge| gauge.share()).copied().map(PlanNotice::Near);
    let passed = || gauges.iter().find(|gauge| gauge.limit == Limit::Requests && gauge.is_over());
    near.or_else(|| passed().copied().map(PlanNotice::Passed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_of_which_least_is_left_is_told_whichever_it_is() {
        let gauges = |used: [i64; 3]| {
            let limits = Limit::COUNTED.into_iter().zip(used);
            limits.map(|(limit, used)| Gauge { limit, used, most: Some(100) }).collect::<Vec<_>>()
        };
        let near = |used| match gravest(&gauges(used)) {
            Some(PlanNotice::Near(gauge)) => Some(gauge.limit),
            _ => None,
        };
        assert_eq!(near([89, 89, 89]), None);
        assert_eq!(near([90, 0, 0]), Some(Limit::Members));
        assert_eq!(near([90, 95, 0]), Some(Limit::Storage));
        assert_eq!(near([90, 95, 100]), Some(Limit::Requests));
        let passed = gauges([0, 0, 101]);
        assert_eq!(gravest(&passed), Some(PlanNotice::Passed(passed[2])));
        assert_eq!(near([90, 0, 101]), Some(Limit::Members));
        assert_eq!(gravest(&[Gauge { limit: Limit::Storage, used: i64::MAX, most: None }]), None);
    }
}
