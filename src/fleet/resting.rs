//! Tenants whose database could not be opened: each has a breaker, until it opens again.

use crate::{db::Breaker, ids::TenantId};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

#[derive(Debug, Default)]
pub(super) struct Resting(Mutex<HashMap<TenantId, Arc<Breaker>>>);

impl Resting {
    /// What could not be opened several times is left alone for a moment.
    ///
    /// # Errors
    /// How long it still rests.
    pub(super) fn may_try(&self, tenant: TenantId) -> Result<(), Duration> {
        let Some(breaker) = self.tenants().get(&tenant).cloned() else { return Ok(()) };
        breaker.admit()
    }

    pub(super) fn failed(&self, tenant: TenantId) {
        self.tenants().entry(tenant).or_default().failed();
    }

    pub(super) fn opened(&self, tenant: TenantId) {
        self.tenants().remove(&tenant);
    }

    /// Those that are left alone now, or wait for a probe.
    pub(super) fn resting(&self) -> Vec<TenantId> {
        self.tenants().iter().filter(|(_, breaker)| breaker.is_open()).map(|(tenant, _)| *tenant).collect()
    }

    fn tenants(&self) -> MutexGuard<'_, HashMap<TenantId, Arc<Breaker>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
