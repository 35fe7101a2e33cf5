//! What is open, from memory: the pages of every organisation's owners ask.

use super::SupportNotice;
use crate::{
    db::{Timestamp, Tx, sqlx},
    error::Result,
    ids::TenantId,
    platform::Platform,
    tenants::Tenant,
};
use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

/// All requests that are open, as this node remembers them. Whether one is over is a matter of the moment. What lets somebody
/// in is never read from here.
#[derive(Debug, Default)]
pub struct Standing {
    known: RwLock<Option<Known>>,
    /// Counted up when they are forgotten, so that what was read before isn't kept after.
    generation: AtomicU64,
}

type Known = Arc<HashMap<TenantId, Vec<Open>>>;

#[derive(Clone, Debug, sqlx::FromRow)]
struct Open {
    tenant_id: TenantId,
    operator_name: String,
    reason: String,
    expires_at: Timestamp,
    ends_at: Option<Timestamp>,
}

impl Standing {
    /// What the organisation's owners are told now, the newest first.
    pub async fn notices(&self, platform: &Platform, tenant: &Tenant) -> Result<Vec<SupportNotice>> {
        let (all, now) = (self.all(platform).await?, platform.clock.now());
        let open = all.get(&tenant.id).map(Vec::as_slice).unwrap_or_default();
        let open = open.iter().filter(|open| open.ends_at.unwrap_or(open.expires_at).to_jiff() > now);
        Ok(open.map(|open| open.told(tenant)).collect())
    }

    async fn all(&self, platform: &Platform) -> Result<Known> {
        if let Some(known) = self.known.read().unwrap_or_else(PoisonError::into_inner).clone() {
            return Ok(known);
        }
        let generation = self.generation.load(Ordering::SeqCst);
        let mut all: HashMap<TenantId, Vec<Open>> = HashMap::new();
        for open in read(platform).await? {
            all.entry(open.tenant_id).or_default().push(open);
        }
        let all = Arc::new(all);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if self.generation.load(Ordering::SeqCst) == generation {
            *known = Some(all.clone());
        }
        Ok(all)
    }

    /// Commits a change: every node drops what it remembers, this one at once.
    pub(super) async fn changed(&self, platform: &Platform, mut tx: Tx) -> Result<()> {
        platform.directory.changed(&mut tx).await?;
        tx.commit().await?;
        self.forget();
        Ok(())
    }

    /// After a change, by whichever node.
    pub(crate) fn forget(&self) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        self.generation.fetch_add(1, Ordering::SeqCst);
        *known = None;
    }
}

impl Open {
    fn told(&self, tenant: &Tenant) -> SupportNotice {
        let until = self.ends_at.map(|end| tenant.zone.to_datetime(end.to_jiff()));
        SupportNotice {
            operator: self.operator_name.clone(),
            reason: self.reason.clone(),
            until: until.map(|end| end.strftime("%H:%M").to_string()),
        }
    }
}

async fn read(platform: &Platform) -> Result<Vec<Open>> {
    let mut reader = platform.central.read().await?;
    let text = "select tenant_id, operator_name, reason, expires_at, ends_at from support_request
                where state in ('asked', 'allowed') order by asked_at desc, id desc";
    Ok(sql!(&mut reader, fetch_all Open, text)?)
}
