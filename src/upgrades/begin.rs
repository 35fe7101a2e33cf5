//! Beginning a run: who is in it, and in which order.

use super::{Options, RunState, Stage, plan::cohorts};
use crate::{
    audit,
    context::Author,
    db::{DbError, SnapshotName, ToSqlx},
    error::Result,
    ids::{TenantId, UpgradeRunId},
    platform::Platform,
};
use sqlx::types::Json;

/// Records a run over these, and who asked for it. When another process began one at the same moment, that one is the run.
pub(super) async fn begin(
    platform: &Platform,
    options: &Options,
    tenants: Vec<(TenantId, &str)>,
    by: &Author,
) -> Result<UpgradeRunId> {
    let tenants = in_order(platform, options, tenants);
    let id = UpgradeRunId::new(&platform.random, &platform.clock);
    match record(platform, id, options, &tenants).await {
        Err(error) if error.constraint().as_deref() == Some("upgrade_run_state_key") => {
            Ok(super::run::running(platform).await?.unwrap_or(id))
        }
        recorded => {
            recorded?;
            let detail = format!("{id}: {} organisations", tenants.len());
            audit::record_alone(platform, "upgrade-started", None, by, &detail).await?;
            Ok(id)
        }
    }
}

/// Those whom somebody named as canaries first, the others by lot: a cohort then stands for all.
fn in_order(platform: &Platform, options: &Options, mut tenants: Vec<(TenantId, &str)>) -> Vec<TenantId> {
    for at in (1..tenants.len()).rev() {
        let other = usize::try_from(platform.random.below(at as u64 + 1)).unwrap_or(at);
        tenants.swap(at, other);
    }
    let is_named = |slug: &str| options.canaries.iter().any(|named| named == slug);
    tenants.sort_by_key(|(_, slug)| !is_named(slug));
    tenants.into_iter().map(|(tenant, _)| tenant).collect()
}

async fn record(
    platform: &Platform,
    id: UpgradeRunId,
    options: &Options,
    tenants: &[TenantId],
) -> std::result::Result<(), DbError> {
    let mut tx = platform.central.begin().await?;
    let rehearsed = options.rehearse.of(i64::try_from(tenants.len()).unwrap_or(i64::MAX));
    let first = if rehearsed > 0 { Stage::Rehearsal } else { Stage::Canary };
    sql!(
        &mut tx,
        execute "insert into upgrade_run (id, state, stage, options, pardoned, started_at) values ($1, $2, $3, $4, 0, $5)",
        id,
        RunState::Running.name(),
        first.number(),
        Json(options),
        platform.clock.now().to_sqlx()
    )?;
    let stages = cohorts(tenants.len());
    let of_each = stages.iter().flat_map(|cohort| (0..cohort.organisations).map(|_| cohort.stage));
    for ((tenant, stage), position) in tenants.iter().zip(of_each).zip(0_i64..) {
        sql!(
            &mut tx,
            execute "insert into upgrade_task (run_id, tenant_id, position, stage, state, rehearse, snapshot)
                     values ($1, $2, $3, $4, 'waiting', $5, $6)",
            id,
            tenant,
            position,
            stage.number(),
            position < rehearsed,
            SnapshotName::generate(&platform.random).as_str()
        )?;
    }
    tx.commit().await
}
