//! A run as somebody watches it: asked for again and again while it goes on, however many organisations are in it.

use super::{
    Counts, Failure, Pace, RunState, RunView, rate,
    report::{Run, counts, last_run},
};
use crate::{
    db::{Timestamp, ToSqlx, sqlx},
    error::Result,
    ids::UpgradeRunId,
    platform::Platform,
};

/// Failures that are shown; the list of organisations has the others.
const MOST_FAILURES: i64 = 100;

/// # Errors
/// `NotFound` for an unknown run.
pub async fn watch(platform: &Platform, id: UpgradeRunId) -> Result<RunView> {
    let run = Run::read(platform, id).await?;
    let counts = counts(platform, id).await?;
    let is_abandoned = is_abandoned(platform, &run, &counts).await?;
    let pace = rate::pace(platform, &run, &counts, is_abandoned).await?;
    Ok(RunView {
        id,
        state: run.state,
        is_abandoned,
        is_last: last_run(platform).await? == Some(id),
        stage: run.stage,
        started_at: run.started_at.to_string(),
        finished_at: run.finished_at.map(|at| at.to_string()),
        halt_reason: run.halt_reason,
        counts,
        per_hour: per_hour(pace.per_second),
        eta_seconds: pace.eta_seconds,
        failures: failures(platform, id).await?,
    })
}

/// Whether it should go on, or somebody should come back to their snapshot, and nobody works at it.
pub(super) async fn is_abandoned(platform: &Platform, run: &Run, counts: &Counts) -> Result<bool> {
    let goes_on = run.state == RunState::Running || counts.restoring > 0;
    Ok(goes_on && is_left(platform, run.id, run.started_at).await?)
}

/// Whoever works at a run holds leases, or has just finished a batch: one that shows neither for as long as a lease lasts was
/// left.
pub(super) async fn is_left(platform: &Platform, id: UpgradeRunId, started_at: jiff::Timestamp) -> Result<bool> {
    let now = platform.clock.now();
    let mut reader = platform.central.read().await?;
    let text = "select count(*) from upgrade_task
                where run_id = $1 and state in ('running', 'restoring') and lease_until >= $2";
    if sql!(&mut reader, scalar i64, text, id, now.to_sqlx())? > 0 {
        return Ok(false);
    }
    let signs = sql!(
        &mut reader,
        fetch_one Signs,
        "select max(lease_until) as leased, max(finished_at) as finished, max(rehearsed_at) as rehearsed
         from upgrade_task where run_id = $1",
        id
    )?;
    let lease = Pace::default().lease;
    let taken = signs.leased.map(|until| until.to_jiff() - lease);
    let finished = [signs.finished, signs.rehearsed].into_iter().flatten().map(Timestamp::to_jiff);
    let last = finished.chain(taken).fold(started_at, jiff::Timestamp::max);
    Ok(now.duration_since(last) > lease)
}

#[derive(sqlx::FromRow)]
struct Signs {
    leased: Option<Timestamp>,
    finished: Option<Timestamp>,
    rehearsed: Option<Timestamp>,
}

#[expect(clippy::cast_possible_truncation, reason = "a rate for people")]
fn per_hour(per_second: f64) -> i64 {
    (per_second * 3600.0).round() as i64
}

async fn failures(platform: &Platform, run: UpgradeRunId) -> Result<Vec<Failure>> {
    let mut reader = platform.central.read().await?;
    let rows = sql!(
        &mut reader,
        fetch_all Failed,
        "select t.slug, t.name, k.error, k.state <> 'failed' as is_of_rollback,
                (select max(o.snapshot_at) from upgrade_task o where o.tenant_id = k.tenant_id and o.state = 'done') as snapshot_at
         from upgrade_task k join tenant t on t.id = k.tenant_id
         where k.run_id = $1 and (k.state = 'failed' or (k.state in ('done', 'restoring') and k.error is not null))
         order by t.slug limit $2",
        run,
        MOST_FAILURES
    )?;
    Ok(rows.into_iter().map(Failed::into_failure).collect())
}

#[derive(sqlx::FromRow)]
struct Failed {
    slug: String,
    name: String,
    error: Option<String>,
    is_of_rollback: bool,
    snapshot_at: Option<Timestamp>,
}

impl Failed {
    fn into_failure(self) -> Failure {
        Failure {
            is_of_rollback: self.is_of_rollback,
            slug: self.slug,
            name: self.name,
            error: self.error.unwrap_or_default(),
            snapshot_at: self.snapshot_at.map(|at| at.to_jiff().to_string()),
        }
    }
}
