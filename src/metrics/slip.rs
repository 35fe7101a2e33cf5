//! To whom a request is counted: found out on its way, read when it is answered. A request that panics or times out is
//! counted as well.

use super::{Meters, meter::Meter};
use crate::{access::Plane, ids::TenantId};
use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicBool, Ordering},
};

#[derive(Debug, Default)]
pub(crate) struct Slip {
    meter: OnceLock<Arc<Meter>>,
    refused: AtomicBool,
}

impl Slip {
    /// The host was resolved.
    pub(crate) fn belongs_to(&self, meters: &Meters, tenant: Option<TenantId>, plane: Plane) {
        if let Some(meter) = meters.meter(tenant, plane) {
            let _first = self.meter.set(meter);
        }
    }

    /// It is turned away on purpose: that is no error.
    pub(crate) fn refuse(&self) {
        self.refused.store(true, Ordering::Relaxed);
    }

    pub(super) fn meter(&self) -> Option<&Arc<Meter>> {
        self.meter.get()
    }

    pub(super) fn is_refused(&self) -> bool {
        self.refused.load(Ordering::Relaxed)
    }
}
