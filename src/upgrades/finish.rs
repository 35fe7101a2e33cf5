//! Recording what became of a batch, in one transaction.

use super::{
    claim::Worker,
    record::{changes, record},
    task::{Finished, Outcome},
};
use crate::{
    audit,
    context::Author,
    db::{ToSqlx, Tx},
    error::Result,
    ids::UpgradeRunId,
    platform::Platform,
};

impl Worker {
    /// Records each outcome, unless the lease ran out meanwhile and somebody else has the organisation now.
    pub(super) async fn finish(&self, platform: &Platform, run: UpgradeRunId, batch: &[Finished]) -> Result<()> {
        let mut tx = platform.central.begin().await?;
        for finished in batch {
            self.finish_one(&mut tx, platform, run, finished).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn finish_one(&self, tx: &mut Tx, platform: &Platform, run: UpgradeRunId, finished: &Finished) -> Result<()> {
        let (now, tenant) = (platform.clock.now().to_sqlx(), finished.claimed.tenant);
        let (state, error) = match &finished.outcome {
            Outcome::Rehearsed | Outcome::Released => ("waiting", None),
            Outcome::Done { .. } => ("done", None),
            Outcome::Failed { error, .. } => ("failed", Some(error.as_str())),
        };
        let is_rehearsed = matches!(finished.outcome, Outcome::Rehearsed);
        let is_finished = matches!(finished.outcome, Outcome::Done { .. } | Outcome::Failed { .. });
        let has_snapshot =
            matches!(finished.outcome, Outcome::Done { snapshot: true, .. } | Outcome::Failed { has_copy: true, .. });
        let is_mine = sql!(
            tx,
            execute "update upgrade_task set state = $1, error = $2, micros = $3, lease_owner = null, lease_until = null,
                            rehearsed_at = coalesce($4, rehearsed_at), finished_at = $5, snapshot_at = $6
                     where run_id = $7 and tenant_id = $8 and lease_owner = $9 and state = 'running'",
            state,
            error,
            finished.micros,
            is_rehearsed.then_some(now),
            is_finished.then_some(now),
            has_snapshot.then_some(now),
            run,
            tenant,
            &self.owner
        )?;
        match &finished.outcome {
            _ if is_mine == 0 => {}
            Outcome::Done { condition, .. } => {
                // A run visits who is only to be read back as well, and nothing happened to them.
                let changed = changes(tx, tenant, condition).await?;
                record(tx, tenant, condition).await?;
                if !changed.is_empty() {
                    let author = &Author::Housekeeping;
                    audit::record_by(tx, platform, "tenant-upgraded", Some(tenant), author, &changed).await?;
                }
                let text = "update tenant set quarantined_at = null, quarantine_error = null
                            where id = $1 and quarantined_at is not null";
                sql!(tx, execute text, tenant)?;
            }
            Outcome::Failed { error, .. } => {
                let text = "update tenant set quarantined_at = $1, quarantine_error = $2 where id = $3";
                sql!(tx, execute text, now, error, tenant)?;
            }
            Outcome::Rehearsed | Outcome::Released => {}
        }
        Ok(())
    }
}
