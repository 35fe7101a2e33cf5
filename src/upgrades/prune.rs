//! Removing snapshots that nobody will go back to.

use super::RunState;
use crate::{
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

/// How many snapshots are older than so much and belong to no run that may go on.
pub async fn prunable(platform: &Platform, older_than: SignedDuration) -> Result<Pruned> {
    Ok(Pruned { snapshots: old(platform, older_than).await?.len() })
}

/// Removes them, first the copy and then its mention: what a crash leaves is found again.
pub async fn prune(platform: &Platform, older_than: SignedDuration) -> Result<Pruned> {
    let old = old(platform, older_than).await?;
    for Row { run_id, tenant_id, home, snapshot } in &old {
        if let (Some(home), Some(name)) = (home.home(), SnapshotName::stored(snapshot)) {
            platform.lifecycle.drop_snapshot(&home, &name).await?;
        }
        let mut tx = platform.central.begin().await?;
        let text = "update upgrade_task set snapshot_at = null where run_id = $1 and tenant_id = $2";
        sql!(&mut tx, execute text, run_id, tenant_id)?;
        tx.commit().await?;
    }
    Ok(Pruned { snapshots: old.len() })
}

async fn old(platform: &Platform, older_than: SignedDuration) -> Result<Vec<Row>> {
    let before = (platform.clock.now() - older_than).to_sqlx();
    let mut reader = platform.central.read().await?;
    let text = "select k.run_id, k.tenant_id, t.placement, t.server_id, t.database_name, k.snapshot
                from upgrade_task k join upgrade_run r on r.id = k.run_id join tenant t on t.id = k.tenant_id
                where k.snapshot_at <= $1 and k.state in ('done', 'restored') and r.state <> $2 order by k.snapshot_at";
    Ok(sql!(&mut reader, fetch_all Row, text, before, RunState::Running.name())?)
}

#[derive(sqlx::FromRow)]
struct Row {
    run_id: UpgradeRunId,
    tenant_id: TenantId,
    #[sqlx(flatten)]
    home: HomeRow,
    snapshot: String,
}
