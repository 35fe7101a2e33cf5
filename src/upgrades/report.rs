//! A run as it stands: counted, with its rate and what is left.

use super::{Counts, Options, Quarantined, RunReport, RunState, Stage, rate, watch};
use crate::{
    db::{Timestamp, sqlx},
    error::{Error, Result},
    ids::UpgradeRunId,
    platform::Platform,
};
use sqlx::types::Json;
use std::io;

/// The newest run, whatever became of it.
pub async fn last_run(platform: &Platform) -> Result<Option<UpgradeRunId>> {
    let mut reader = platform.central.read().await?;
    let text = "select id from upgrade_run order by started_at desc, id desc limit 1";
    Ok(sql!(&mut reader, scalar_optional UpgradeRunId, text)?)
}

/// # Errors
/// `NotFound` for an unknown run.
pub async fn report(platform: &Platform, id: UpgradeRunId) -> Result<RunReport> {
    let run = Run::read(platform, id).await?;
    let counts = counts(platform, id).await?;
    let is_abandoned = watch::is_abandoned(platform, &run, &counts).await?;
    let pace = rate::pace(platform, &run, &counts, is_abandoned).await?;
    Ok(RunReport {
        id,
        state: run.state,
        stage: run.stage,
        started_at: run.started_at.to_string(),
        finished_at: run.finished_at.map(|at| at.to_string()),
        halt_reason: run.halt_reason,
        total: counts.total(),
        left: counts.left(),
        counts,
        pace,
        failures: failures(platform, id).await?,
    })
}

/// A run's own row.
pub(super) struct Run {
    pub id: UpgradeRunId,
    pub state: RunState,
    pub stage: Stage,
    pub options: Options,
    pub pardoned: i64,
    /// The median of the probe before the stage that runs, in microseconds.
    pub probe: Option<i64>,
    pub halt_reason: Option<String>,
    pub started_at: jiff::Timestamp,
    /// When somebody last took it up.
    pub worked_since: jiff::Timestamp,
    pub finished_at: Option<jiff::Timestamp>,
}

impl Run {
    pub(super) async fn read(platform: &Platform, id: UpgradeRunId) -> Result<Self> {
        let mut reader = platform.central.read().await?;
        let row = sql!(
            &mut reader,
            fetch_optional Row,
            "select state, stage, options, pardoned, probe_micros, halt_reason, started_at,
                    coalesce(worked_since, started_at) as worked_since, finished_at
             from upgrade_run where id = $1",
            id
        )?;
        row.ok_or_else(Error::not_found)?.into_run(id)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    state: String,
    stage: i64,
    options: Json<Options>,
    pardoned: i64,
    probe_micros: Option<i64>,
    halt_reason: Option<String>,
    started_at: Timestamp,
    worked_since: Timestamp,
    finished_at: Option<Timestamp>,
}

impl Row {
    fn into_run(self, id: UpgradeRunId) -> Result<Run> {
        let wrong = |column: &str| Error::internal(io::Error::other(format!("upgrade run {id}: unknown {column}")));
        Ok(Run {
            id,
            state: self.state.parse().map_err(|()| wrong("state"))?,
            stage: Stage::of_number(self.stage).ok_or_else(|| wrong("stage"))?,
            options: self.options.0,
            pardoned: self.pardoned,
            probe: self.probe_micros,
            halt_reason: self.halt_reason,
            started_at: self.started_at.to_jiff(),
            worked_since: self.worked_since.to_jiff(),
            finished_at: self.finished_at.map(Timestamp::to_jiff),
        })
    }
}

pub(super) async fn counts(platform: &Platform, run: UpgradeRunId) -> Result<Counts> {
    let mut reader = platform.central.read().await?;
    let text = "select state, count(*) as tasks, count(rehearsed_at) as rehearsed,
                       count(case when rehearse then 1 end) as to_rehearse
                from upgrade_task where run_id = $1 group by state";
    let rows = sql!(&mut reader, fetch_all Counted, text, run)?;
    let of = |state: &str| rows.iter().find(|row| row.state == state).map_or(0, |row| row.tasks);
    Ok(Counts {
        waiting: of("waiting"),
        running: of("running"),
        done: of("done"),
        failed: of("failed"),
        restoring: of("restoring"),
        restored: of("restored"),
        rehearsed: rows.iter().map(|row| row.rehearsed).sum(),
        to_rehearse: rows.iter().map(|row| row.to_rehearse).sum(),
    })
}

#[derive(sqlx::FromRow)]
struct Counted {
    state: String,
    tasks: i64,
    rehearsed: i64,
    to_rehearse: i64,
}

async fn failures(platform: &Platform, run: UpgradeRunId) -> Result<Vec<Quarantined>> {
    let mut reader = platform.central.read().await?;
    let rows = sql!(
        &mut reader,
        fetch_all Failed,
        "select t.slug, k.error from upgrade_task k join tenant t on t.id = k.tenant_id
         where k.run_id = $1 and k.state = 'failed' order by t.slug",
        run
    )?;
    Ok(rows.into_iter().map(|row| Quarantined { slug: row.slug, error: row.error.unwrap_or_default() }).collect())
}

#[derive(sqlx::FromRow)]
struct Failed {
    slug: String,
    error: Option<String>,
}
