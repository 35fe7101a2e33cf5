//! One process works on a move at a time. What a dead one had is taken back by another when its lease has run out.

use super::{Pace, begin::Begun};
use crate::{db::ToSqlx, error::Result, ids::MoveId, platform::Platform};
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

/// How often whoever watches a move is told how far it is.
const TOLD_EVERY: Duration = Duration::from_secs(1);

/// The lease is renewed, and the progress noted, as long as this is held.
pub(super) struct Keeping {
    renewal: tokio::task::JoinHandle<()>,
    /// Rows that the first copy has reached.
    pub(super) copied: Arc<AtomicU64>,
}

impl Keeping {
    pub(super) fn start(platform: &Arc<Platform>, begun: &Begun, pace: Pace) -> Self {
        let copied = Arc::<AtomicU64>::default();
        let (platform, id, owner, reached) = (platform.clone(), begun.id, begun.owner.clone(), copied.clone());
        let pause = (Duration::try_from(pace.lease).unwrap_or_default() / 3).min(TOLD_EVERY);
        let renewal = tokio::spawn(async move {
            loop {
                tokio::time::sleep(pause).await;
                let rows = i64::try_from(reached.load(Ordering::Relaxed)).unwrap_or(i64::MAX);
                if let Err(error) = renew(&platform, id, &owner, pace, rows).await {
                    tracing::warn!(error = %error.with_causes(), "the lease of a move could not be renewed");
                }
            }
        });
        Self { renewal, copied }
    }
}

impl Drop for Keeping {
    fn drop(&mut self) {
        self.renewal.abort();
    }
}

async fn renew(platform: &Platform, id: MoveId, owner: &str, pace: Pace, rows: i64) -> Result<()> {
    let until = (platform.clock.now() + pace.lease).to_sqlx();
    let mut tx = platform.central.begin().await?;
    let text = "update tenant_move set lease_until = $1, rows_copied = $2 where id = $3 and lease_owner = $4";
    sql!(&mut tx, execute text, until, rows, id, owner)?;
    Ok(tx.commit().await?)
}

/// Takes a move that nobody holds, under a name that is made for it; `None` when somebody does, or when it isn't in one of
/// these states any more. A transaction that is just changing it is waited for.
pub(super) async fn take(platform: &Platform, id: MoveId, is_under_way: bool, pace: Pace) -> Result<Option<String>> {
    let now = platform.clock.now();
    let owner = platform.random.uuid(now).to_string();
    let mut tx = platform.central.begin().await?;
    let text = "update tenant_move set lease_owner = $1, lease_until = $2
                where id = $3 and (lease_until is null or lease_until < $4)
                  and (case when state in ('copying', 'switching') then 1 else 0 end) = $5";
    let until = (now + pace.lease).to_sqlx();
    if sql!(&mut tx, execute text, &owner, until, id, now.to_sqlx(), i64::from(is_under_way))? == 0 {
        return Ok(None);
    }
    tx.commit().await?;
    Ok(Some(owner))
}

/// Takes it from this process's own work, which has failed; `false` when it isn't under way any more, or not its own.
pub(super) async fn still_has(platform: &Platform, begun: &Begun, pace: Pace) -> Result<bool> {
    let mut tx = platform.central.begin().await?;
    let text = "update tenant_move set lease_until = $1
                where id = $2 and lease_owner = $3 and state in ('copying', 'switching')";
    let until = (platform.clock.now() + pace.lease).to_sqlx();
    let has = sql!(&mut tx, execute text, until, begun.id, &begun.owner)? > 0;
    tx.commit().await?;
    Ok(has)
}
