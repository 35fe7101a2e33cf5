//! Removing snapshots that nobody will go back to, and what whoever made one died over.

use super::{OldSnapshots, RunState};
use crate::{
    audit,
    context::Author,
    db::{HomeRow, SnapshotName, ToSqlx, sqlx},
    error::Result,
    ids::{TenantId, UpgradeRunId},
    platform::Platform,
};
use jiff::SignedDuration;
use serde::Serialize;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Pruned {
    pub snapshots: usize,
}

/// Copies that belong to the dead are held for so long while they are removed: who resumes the run waits.
const HELD: SignedDuration = SignedDuration::from_mins(10);

/// How many snapshots are older than so much and belong to no run that may go on. What somebody began with and nobody went on with
/// for as long counts as one when there is a copy, or a part of it.
pub async fn prunable(platform: &Platform, older_than: SignedDuration) -> Result<Pruned> {
    Ok(Pruned { snapshots: there(platform, older_than).await?.len() })
}

/// The same for a page: those of so many days ago and more, and about how much room they take.
pub async fn old_snapshots(platform: &Platform, days: i64) -> Result<OldSnapshots> {
    let there = there(platform, age(days)).await?;
    let bytes = there.iter().filter_map(|row| row.database_bytes).filter(|bytes| *bytes > 0).sum();
    Ok(OldSnapshots { days, snapshots: i64::try_from(there.len()).unwrap_or(i64::MAX), bytes })
}

/// Removes those of so many days ago and more, and notes who had it done.
pub async fn order_pruning(platform: &Platform, days: i64, author: &Author) -> Result<Pruned> {
    let pruned = prune(platform, age(days)).await?;
    if pruned.snapshots > 0 {
        let mut tx = platform.central.begin().await?;
        let detail = format!("{} of {days} days", pruned.snapshots);
        audit::record_by(&mut tx, platform, "snapshots-removed", None, author, &detail).await?;
        tx.commit().await?;
    }
    Ok(pruned)
}

fn age(days: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * days)
}

async fn there(platform: &Platform, older_than: SignedDuration) -> Result<Vec<Row>> {
    let mut there = Vec::new();
    for row in old(platform, older_than).await? {
        if row.has_copy(platform).await {
            there.push(row);
        }
    }
    Ok(there)
}

/// Removes them, first the copy and then its mention: what a crash leaves is found again.
pub async fn prune(platform: &Platform, older_than: SignedDuration) -> Result<Pruned> {
    let mut pruned = Pruned::default();
    let owner = platform.random.uuid(platform.clock.now()).to_string();
    for row in &old(platform, older_than).await? {
        if row.is_left && !row.take(platform, &owner, older_than).await? {
            continue;
        }
        let has_copy = row.has_copy(platform).await;
        if let (Some(home), Some(name)) = (row.home.home(), SnapshotName::stored(&row.snapshot)) {
            platform.lifecycle.drop_snapshot(&home, &name).await?;
        }
        if row.is_left {
            row.give_back(platform, &owner).await?;
        } else {
            row.forget(platform).await?;
        }
        pruned.snapshots += usize::from(has_copy);
    }
    Ok(pruned)
}

async fn old(platform: &Platform, older_than: SignedDuration) -> Result<Vec<Row>> {
    let before = (platform.clock.now() - older_than).to_sqlx();
    let mut reader = platform.central.read().await?;
    let text = "select k.run_id, k.tenant_id, t.placement, t.server_id, t.database_name, t.database_bytes, k.snapshot,
                       k.state = 'running' as is_left
                from upgrade_task k join upgrade_run r on r.id = k.run_id join tenant t on t.id = k.tenant_id
                where (k.snapshot_at <= $1 and k.state in ('done', 'restored', 'failed') and r.state <> $2)
                   or (k.state = 'running' and k.lease_until <= $1)
                order by coalesce(k.snapshot_at, k.lease_until)";
    Ok(sql!(&mut reader, fetch_all Row, text, before, RunState::Running.name())?)
}

#[derive(sqlx::FromRow)]
struct Row {
    run_id: UpgradeRunId,
    tenant_id: TenantId,
    #[sqlx(flatten)]
    home: HomeRow,
    database_bytes: Option<i64>,
    snapshot: String,
    /// Somebody died over it.
    is_left: bool,
}

impl Row {
    /// Whoever died may not have begun to copy. A server that can't be asked is taken to have one.
    async fn has_copy(&self, platform: &Platform) -> bool {
        match (self.home.home(), SnapshotName::stored(&self.snapshot)) {
            (Some(home), Some(name)) if self.is_left => {
                platform.lifecycle.has_part_of_snapshot(&home, &name).await.unwrap_or(true)
            }
            (home, name) => home.is_some() && name.is_some(),
        }
    }

    async fn forget(&self, platform: &Platform) -> Result<()> {
        let mut tx = platform.central.begin().await?;
        let text = "update upgrade_task set snapshot_at = null where run_id = $1 and tenant_id = $2";
        sql!(&mut tx, execute text, self.run_id, self.tenant_id)?;
        Ok(tx.commit().await?)
    }

    /// Takes what the dead one had, so that nobody makes the copy anew while it is removed; `false` when somebody went on with it.
    async fn take(&self, platform: &Platform, owner: &str, older_than: SignedDuration) -> Result<bool> {
        let now = platform.clock.now();
        let mut tx = platform.central.begin().await?;
        let text = "update upgrade_task set lease_owner = $1, lease_until = $2
                    where run_id = $3 and tenant_id = $4 and state = 'running' and lease_until <= $5";
        let (until, before) = ((now + HELD).to_sqlx(), (now - older_than).to_sqlx());
        let taken = sql!(&mut tx, execute text, owner, until, self.run_id, self.tenant_id, before)? > 0;
        tx.commit().await?;
        Ok(taken)
    }

    /// It is as if nobody had begun with it.
    async fn give_back(&self, platform: &Platform, owner: &str) -> Result<()> {
        let mut tx = platform.central.begin().await?;
        let text = "update upgrade_task set state = 'waiting', lease_owner = null, lease_until = null
                    where run_id = $1 and tenant_id = $2 and lease_owner = $3 and state = 'running'";
        sql!(&mut tx, execute text, self.run_id, self.tenant_id, owner)?;
        Ok(tx.commit().await?)
    }
}
