//! When somebody last worked in an organisation. A request notes it in memory; housekeeping writes what was noted: over a large
//! fleet nearly every visit is an organisation's first one in a while, and none of them waits for the central database's disk.

use crate::{
    clock::Clock,
    db::{Bind, ToSqlx, execute_many},
    error::Result,
    ids::TenantId,
    platform::Platform,
};
use jiff::{SignedDuration, Timestamp};
use moka::sync::Cache;
use std::{
    collections::HashMap,
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// It isn't noted on every request.
const PAUSE: SignedDuration = SignedDuration::from_mins(5);

/// So many are written in one transaction. Over a large fleet a second's moments in one piece would be felt by who visits meanwhile.
const AT_ONCE: usize = 50;
const PAUSE_BETWEEN: Duration = Duration::from_millis(5);

const NOTED: [&str; 2] = [
    "with noted (id, at, stale) as (values",
    ") update tenant set last_active_at = noted.at from noted
       where noted.id = tenant.id and (tenant.last_active_at is null or tenant.last_active_at <= noted.stale)",
];

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
    write_with(platform, Duration::ZERO).await
}

/// The same beside requests, a little at a time.
pub(crate) async fn write_activity_gently(platform: &Platform) -> Result<()> {
    write_with(platform, PAUSE_BETWEEN).await
}

async fn write_with(platform: &Platform, pause: Duration) -> Result<()> {
    let mut noted: Vec<_> = mem::take(&mut *platform.activity.unwritten()).into_iter().collect();
    noted.sort_unstable();
    for (turn, some) in noted.chunks(AT_ONCE).enumerate() {
        if turn > 0 && !pause.is_zero() {
            tokio::time::sleep(pause).await;
        }
        if let Err(error) = write(platform, some).await {
            let mut unwritten = platform.activity.unwritten();
            for (tenant, at) in &noted[turn * AT_ONCE..] {
                unwritten.entry(*tenant).or_insert(*at);
            }
            return Err(error);
        }
    }
    Ok(())
}

/// Another node may have written the same moment, or a later one, by then.
async fn write(platform: &Platform, noted: &[(TenantId, Timestamp)]) -> Result<()> {
    let row = |(tenant, at): &(TenantId, Timestamp)| {
        [Bind::Id(tenant.as_uuid()), Bind::Moment(at.to_sqlx()), Bind::Moment((*at - PAUSE).to_sqlx())]
    };
    let rows: Vec<_> = noted.iter().map(row).collect();
    let mut tx = platform.central.begin().await?;
    execute_many(&mut tx, NOTED[0], NOTED[1], &rows).await?;
    Ok(tx.commit().await?)
}
