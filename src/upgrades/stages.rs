//! From one stage to the next, or to a halt. Every process that works at a run judges the same rows, and each change is
//! conditional on what was judged, so that it happens once.

use super::{
    RunState, Stage,
    latency::{self, Of},
    report::Run,
    requests,
};
use crate::{
    db::{ToSqlx, Tx, sqlx},
    error::Result,
    ids::UpgradeRunId,
    platform::Platform,
};

/// The tasks of a stage by what became of them.
#[derive(sqlx::FromRow)]
pub(super) struct Tally {
    pub total: i64,
    /// Waiting or worked on.
    pub open: i64,
    pub failed: i64,
}

impl Tally {
    pub(super) async fn read(platform: &Platform, run: &Run) -> Result<Self> {
        let text = if run.stage == Stage::Rehearsal { REHEARSAL } else { COHORT };
        let mut reader = platform.central.read().await?;
        Ok(sql!(&mut reader, fetch_one Tally, text, run.id, run.stage.number())?)
    }

    /// Failures that the stage may still have; below zero it has too many.
    pub(super) fn allowance(&self, run: &Run) -> i64 {
        let allowed = match run.stage {
            Stage::Canary => 0,
            _ => (self.total * run.options.error_budget + 99) / 100,
        };
        allowed + run.pardoned - self.failed
    }
}

const REHEARSAL: &str = "
    select count(*) as total, count(case when rehearsed_at is null and state in ('waiting', 'running') then 1 end) as open,
           count(case when state = 'failed' then 1 end) as failed
    from upgrade_task where run_id = $1 and rehearse and $2 = 0";

/// Who failed in the rehearsal was never begun with, and counts there.
const COHORT: &str = "
    select count(*) as total, count(case when state in ('waiting', 'running') then 1 end) as open,
           count(case when state = 'failed' and (rehearsed_at is not null or not rehearse) then 1 end) as failed
    from upgrade_task where run_id = $1 and stage = $2";

/// Notes how fast databases open before a cohort begins. The first who comes to it does; others leave it.
pub(super) async fn note_speed(platform: &Platform, run: &Run) -> Result<()> {
    if run.stage == Stage::Rehearsal || run.probe.is_some() {
        return Ok(());
    }
    let before = latency::probe(platform, run.id, run.stage, Of::Waiting).await?.unwrap_or(UNKNOWN);
    let mut tx = platform.central.begin().await?;
    let text = "update upgrade_run set probe_micros = $1 where id = $2 and stage = $3 and probe_micros is null";
    sql!(&mut tx, execute text, before, run.id, run.stage.number())?;
    Ok(tx.commit().await?)
}

/// Nobody was left to measure.
const UNKNOWN: i64 = -1;

/// Ends a stage whose tasks are all through: by a halt when databases or requests have become slow, else by the next stage.
pub(super) async fn close(platform: &Platform, run: &Run) -> Result<()> {
    if let Some(reason) = slowed(platform, run, Of::Done).await? {
        return halt(platform, run, &reason).await;
    }
    match run.stage.next() {
        Some(next) => advance(platform, run, next).await,
        None => finish(platform, run.id).await,
    }
}

/// Halts in the middle of a stage when databases or requests have become slow, rather than at its end, where all have.
pub(super) async fn judge(platform: &Platform, run: &Run) -> Result<()> {
    // The speed before the stage may have been noted since the run was read.
    let now = Run::read(platform, run.id).await?;
    if now.state != RunState::Running || now.stage != run.stage {
        return Ok(());
    }
    match slowed(platform, &now, Of::JustDone).await? {
        Some(reason) => halt(platform, &now, &reason).await,
        None => Ok(()),
    }
}

/// Why the run should stop, if databases of the stage have become slow since it began, or if people's requests fare worse.
async fn slowed(platform: &Platform, run: &Run, of: Of) -> Result<Option<String>> {
    if run.stage == Stage::Rehearsal {
        return Ok(None);
    }
    match opened_slower(platform, run, of).await? {
        None => requests::worsened(platform, run).await,
        reason => Ok(reason),
    }
}

async fn opened_slower(platform: &Platform, run: &Run, of: Of) -> Result<Option<String>> {
    let Some(before) = run.probe.filter(|before| *before >= 0) else { return Ok(None) };
    let after = latency::probe(platform, run.id, run.stage, of).await?;
    Ok(after.and_then(|after| latency::risen(before, after, run.options.latency_rise_ms)))
}

async fn advance(platform: &Platform, run: &Run, next: Stage) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text = "update upgrade_run set stage = $1, pardoned = 0, probe_micros = null
                where id = $2 and stage = $3 and state = 'running'";
    let advanced = sql!(&mut tx, execute text, next.number(), run.id, run.stage.number())?;
    if advanced > 0 && next == Stage::Canary {
        // Canaries that failed on their copies test nothing: somebody takes their place.
        let text = "update upgrade_task set stage = $1 where run_id = $2
                      and not exists (select 1 from upgrade_task where run_id = $2 and stage = $1 and state = 'waiting')
                      and tenant_id = (select tenant_id from upgrade_task where run_id = $2 and state = 'waiting'
                                       order by position limit 1)";
        sql!(&mut tx, execute text, next.number(), run.id)?;
    }
    Ok(tx.commit().await?)
}

pub(super) async fn halt(platform: &Platform, run: &Run, reason: &str) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    halt_in(&mut tx, run, reason).await?;
    Ok(tx.commit().await?)
}

/// Gives whether it was still running.
pub(super) async fn halt_in(tx: &mut Tx, run: &Run, reason: &str) -> Result<bool> {
    let text = "update upgrade_run set state = $1, halt_reason = $2 where id = $3 and state = 'running'";
    let reason = format!("{}: {reason}", run.stage.name());
    Ok(sql!(tx, execute text, RunState::Halted.name(), reason, run.id)? > 0)
}

async fn finish(platform: &Platform, run: UpgradeRunId) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text =
        "update upgrade_run set state = $1, finished_at = $2, halt_reason = null where id = $3 and state = 'running'";
    sql!(&mut tx, execute text, RunState::Done.name(), platform.clock.now().to_sqlx(), run)?;
    Ok(tx.commit().await?)
}

/// Somebody takes up what another has left.
pub(super) async fn take_up(platform: &Platform, run: &Run) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text = "update upgrade_run set worked_since = $1 where id = $2 and state = 'running'";
    sql!(&mut tx, execute text, platform.clock.now().to_sqlx(), run.id)?;
    Ok(tx.commit().await?)
}

/// Lets a halted run go on: its failures so far are known to whoever says so, and the speed of its stage isn't judged
/// again, nor the requests to those who are migrated by now.
pub(super) async fn reopen(platform: &Platform, run: &Run) -> Result<()> {
    let failed = Tally::read(platform, run).await?.failed;
    let mut tx = platform.central.begin().await?;
    let now = platform.clock.now().to_sqlx();
    let text =
        "update upgrade_run set state = $1, halt_reason = null, pardoned = $2, probe_micros = $3, worked_since = $5
                where id = $4 and state = 'halted'";
    sql!(&mut tx, execute text, RunState::Running.name(), failed, UNKNOWN, run.id, now)?;
    Ok(tx.commit().await?)
}
