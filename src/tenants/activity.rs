//! When somebody last worked in an organisation. A request notes it in memory; housekeeping writes what was noted, in one
//! transaction: over a large fleet nearly every visit is an organisation's first one in a while, and none of them waits
//! for the central database's disk.

use crate::{clock::Clock, db::ToSqlx, error::Result, ids::TenantId, platform::Platform};
use jiff::{SignedDuration, Timestamp};
use moka::sync::Cache;
use std::{
    collections::HashMap,
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// It isn't noted on every request.
const PAUSE: SignedDuration = SignedDuration::from_mins(5);

/// What a server that is killed loses of it, and how long others' changes wait for the writer at most, stays small.
const AT_ONCE: usize = 500;

#[derive(Debug)]
pub struct Activity {
    /// When it was noted last.
    noted: Cache<TenantId, Timestamp>,
    unwritten: Mutex<HashMap<TenantId, Timestamp>>,
}

impl Activity {
    pub(crate) fn new() -> Self {
        Self { noted: Cache::new(100_000), unwritten: Mutex::default() }
    }

    /// Somebody works here now.
    pub fn note(&self, tenant: TenantId, clock: &Clock) {
        let now = clock.now();
        if self.noted.get(&tenant).is_none_or(|before| now.duration_since(before) >= PAUSE) {
            self.noted.insert(tenant, now);
            self.unwritten().insert(tenant, now);
        }
    }

    fn unwritten(&self) -> MutexGuard<'_, HashMap<TenantId, Timestamp>> {
        self.unwritten.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes what was noted. What can't be written is kept for the next time.
pub async fn write_activity(platform: &Platform) -> Result<()> {
    let noted: Vec<_> = mem::take(&mut *platform.activity.unwritten()).into_iter().collect();
    for (place, some) in noted.chunks(AT_ONCE).enumerate() {
        if let Err(error) = write(platform, some).await {
            let mut unwritten = platform.activity.unwritten();
            for (tenant, at) in &noted[place * AT_ONCE..] {
                unwritten.entry(*tenant).or_insert(*at);
            }
            return Err(error);
        }
    }
    Ok(())
}

/// Another node may have written the same moment, or a later one, by then.
async fn write(platform: &Platform, noted: &[(TenantId, Timestamp)]) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    for (tenant, at) in noted {
        let text =
            "update tenant set last_active_at = $1 where id = $2 and (last_active_at is null or last_active_at <= $3)";
        sql!(&mut tx, execute text, at.to_sqlx(), *tenant, (*at - PAUSE).to_sqlx())?;
    }
    Ok(tx.commit().await?)
}
