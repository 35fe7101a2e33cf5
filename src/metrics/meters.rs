//! All meters of this process.

use super::{
    export::Exported,
    latency::class_of,
    measures::{Measure, Tally},
    meter::Meter,
    slip::Slip,
};
use crate::{
    access::Plane,
    config::MetricsSettings,
    ids::{TenantId, UserId},
};
use std::{
    collections::HashMap,
    hash::{BuildHasher, RandomState},
    sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock},
    time::Duration,
};

/// So that requests of many organisations don't wait for the one that is new.
const SHARDS: usize = 32;

/// A meter in which nothing was found so often is forgotten.
const FORGOTTEN_AFTER: u32 = 200;

type Shard = RwLock<HashMap<TenantId, Arc<Meter>>>;

/// The counters of the organisations and of the hosts that are nobody's. A request adds to them without waiting.
#[derive(Debug)]
pub struct Meters {
    /// Whether anything is counted.
    on: bool,
    tenants: [Shard; SHARDS],
    hasher: RandomState,
    /// The public site, the console, and what reached no plane. All of the organisations' is the sum of theirs.
    public: Arc<Meter>,
    console: Arc<Meter>,
    none: Arc<Meter>,
    /// Taken, and not written yet. Who writes holds it.
    pub(super) unwritten: tokio::sync::Mutex<Unwritten>,
    pub(super) exported: Mutex<Exported>,
}

/// What one writing has to write.
#[derive(Debug, Default)]
pub(super) struct Unwritten {
    pub(super) tenants: HashMap<TenantId, Tally>,
    pub(super) planes: HashMap<&'static str, Tally>,
    pub(super) people: Vec<(TenantId, UserId)>,
    /// The day on which people were seen, as seconds of its beginning.
    pub(super) day: i64,
}

/// The plane of what belongs to no host: files, and hosts that are unknown.
pub(super) const NO_PLANE: &str = "none";

impl Meters {
    pub fn new(settings: &MetricsSettings) -> Self {
        Self {
            on: settings.on,
            tenants: std::array::from_fn(|_| RwLock::default()),
            hasher: RandomState::new(),
            public: Arc::default(),
            console: Arc::default(),
            none: Arc::default(),
            unwritten: tokio::sync::Mutex::default(),
            exported: Mutex::new(Exported::new(settings.named_organisations as usize)),
        }
    }

    pub(super) fn is_on(&self) -> bool {
        self.on
    }

    /// Counts something of an organisation, or without one of a plane.
    pub fn count(&self, tenant: Option<TenantId>, plane: Plane, measure: Measure) {
        if let Some(meter) = self.meter(tenant, plane) {
            meter.count(measure, 1);
        }
    }

    /// Counts something that was done for an organisation, such as a mail.
    pub fn count_for(&self, tenant: TenantId, measure: Measure) {
        self.count(Some(tenant), Plane::Tenant, measure);
    }

    /// Somebody works in the organisation.
    pub fn see(&self, tenant: TenantId, user: UserId) {
        if let Some(meter) = self.meter(Some(tenant), Plane::Tenant) {
            meter.see(user);
        }
    }

    /// A request was answered.
    pub(crate) fn answered(&self, slip: &Slip, status: u16, time: Duration) {
        if !self.on {
            return;
        }
        let meter = slip.meter().unwrap_or(&self.none);
        meter.count(Measure::Requests, 1);
        meter.count(Measure::Micros, u64::try_from(time.as_micros()).unwrap_or(u64::MAX));
        meter.count(class_of(time), 1);
        match status {
            _ if slip.is_refused() => meter.count(Measure::Refused, 1),
            400..=499 => meter.count(Measure::ClientErrors, 1),
            500.. => meter.count(Measure::ServerErrors, 1),
            _ => {}
        }
    }

    /// So many bytes of an answer's body went out.
    pub(crate) fn sent(&self, slip: &Slip, bytes: u64) {
        if self.on && bytes > 0 {
            slip.meter().unwrap_or(&self.none).count(Measure::Bytes, bytes);
        }
    }

    /// The meter of an organisation, made when it is the first time, or without one that of the plane.
    pub(crate) fn meter(&self, tenant: Option<TenantId>, plane: Plane) -> Option<Arc<Meter>> {
        if !self.on {
            return None;
        }
        Some(match (tenant, plane) {
            (Some(tenant), _) => self.of(tenant),
            (None, Plane::Public) => self.public.clone(),
            (None, Plane::Console) => self.console.clone(),
            (None, Plane::Tenant) => self.none.clone(),
        })
    }

    fn of(&self, tenant: TenantId) -> Arc<Meter> {
        let shard = self.shard(tenant);
        if let Some(meter) = shard.read().unwrap_or_else(PoisonError::into_inner).get(&tenant) {
            return meter.clone();
        }
        shard.write().unwrap_or_else(PoisonError::into_inner).entry(tenant).or_default().clone()
    }

    fn shard(&self, tenant: TenantId) -> &Shard {
        let place = self.hasher.hash_one(tenant) % SHARDS as u64;
        &self.tenants[usize::try_from(place).unwrap_or_default()]
    }

    /// Moves what was counted since the last time to what is to be written, and gives the difference: what was counted since.
    pub(super) fn take(&self, unwritten: &mut Unwritten, today: i64) {
        let mut taken = Vec::new();
        let mut all = Tally::default();
        for shard in &self.tenants {
            for (tenant, meter) in shard.read().unwrap_or_else(PoisonError::into_inner).iter() {
                let tally = meter.take();
                if !tally.is_zero() {
                    all.add_all(&tally);
                    taken.push((*tenant, tally));
                }
                unwritten.people.extend(meter.take_people().into_iter().map(|user| (*tenant, user)));
                if unwritten.day != today {
                    meter.forget_people();
                }
            }
            let is_used = |meter: &Arc<Meter>| meter.idle() < FORGOTTEN_AFTER || Arc::strong_count(meter) > 1;
            shard.write().unwrap_or_else(PoisonError::into_inner).retain(|_, meter| is_used(meter));
        }
        unwritten.day = today;
        let planes = [
            (Plane::Tenant.name(), all),
            (Plane::Public.name(), self.public.take()),
            (Plane::Console.name(), self.console.take()),
            (NO_PLANE, self.none.take()),
        ];
        self.exported().note(&planes, &taken);
        for (tenant, tally) in taken {
            unwritten.tenants.entry(tenant).or_default().add_all(&tally);
        }
        for (plane, tally) in planes {
            if !tally.is_zero() {
                unwritten.planes.entry(plane).or_default().add_all(&tally);
            }
        }
    }

    pub(super) fn exported(&self) -> MutexGuard<'_, Exported> {
        self.exported.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Unwritten {
    pub(super) fn is_empty(&self) -> bool {
        self.tenants.is_empty() && self.planes.is_empty() && self.people.is_empty()
    }
}
