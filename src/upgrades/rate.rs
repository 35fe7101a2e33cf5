//! How fast a run goes, and how long the rest takes.

use super::{Counts, RunPace, RunState, Stage, report::Run};
use crate::{
    db::{Timestamp, ToSqlx},
    error::Result,
    platform::Platform,
};
use jiff::SignedDuration;

/// So many have to be through for a stretch of time to say how fast it goes.
const ENOUGH: i64 = 20;

/// How fast a run goes and how long the rest takes.
pub(super) async fn pace(platform: &Platform, run: &Run, counts: &Counts, is_abandoned: bool) -> Result<RunPace> {
    let per_second = per_second(platform, run).await?;
    let is_worked_at = run.state == RunState::Running && !is_abandoned;
    Ok(RunPace { per_second, eta_seconds: eta(counts.left_in(run.stage), per_second).filter(|_| is_worked_at) })
}

/// Organisations a second, or copies while they are tried. While it runs, over the last minute, or over the last ten when few were through in it; over all of
/// the time since somebody last took it up when that isn't enough either, and when it runs no more. What it rested doesn't count.
async fn per_second(platform: &Platform, run: &Run) -> Result<f64> {
    let until = until(platform, run).await?;
    let since = since(platform, run).await?;
    let last = |time| (since.max(until - time), until);
    if run.state == RunState::Running {
        for stretch in [last(SignedDuration::from_mins(1)), last(SignedDuration::from_mins(10))] {
            let finished = finished(platform, run, stretch).await?;
            if finished >= ENOUGH {
                return Ok(each(finished, stretch));
            }
        }
    }
    let all = (since, until);
    Ok(each(finished(platform, run, all).await?, all))
}

/// Seconds that the rest takes at that rate; `None` when nothing is left or nothing is known.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "an estimate for people")]
fn eta(left: i64, per_second: f64) -> Option<i64> {
    (per_second > 0.0 && left > 0).then(|| (left as f64 / per_second).ceil() as i64)
}

type Stretch = (jiff::Timestamp, jiff::Timestamp);

/// When somebody last took it up, or when the last copy was tried: that says nothing of how fast organisations go.
async fn since(platform: &Platform, run: &Run) -> Result<jiff::Timestamp> {
    if run.stage == Stage::Rehearsal {
        return Ok(run.worked_since);
    }
    let mut reader = platform.central.read().await?;
    let text = "select max(rehearsed_at) from upgrade_task where run_id = $1";
    let tried = sql!(&mut reader, scalar Option<Timestamp>, text, run.id)?.map(Timestamp::to_jiff);
    Ok(tried.map_or(run.worked_since, |tried| tried.max(run.worked_since)))
}

/// Nobody works at a run that isn't running: what matters is when they stopped.
async fn until(platform: &Platform, run: &Run) -> Result<jiff::Timestamp> {
    if run.state == RunState::Running {
        return Ok(platform.clock.now());
    }
    let mut reader = platform.central.read().await?;
    let text = "select max(coalesce(finished_at, rehearsed_at)) from upgrade_task where run_id = $1";
    let last = sql!(&mut reader, scalar Option<Timestamp>, text, run.id)?.map(Timestamp::to_jiff);
    Ok(run.finished_at.or(last).unwrap_or(run.worked_since))
}

async fn finished(platform: &Platform, run: &Run, (since, until): Stretch) -> Result<i64> {
    let mut reader = platform.central.read().await?;
    // A copy that failed is through as well, and so is whose copy it was.
    let text = if run.stage == Stage::Rehearsal {
        "select count(*) from upgrade_task
         where run_id = $1 and coalesce(rehearsed_at, finished_at) >= $2 and coalesce(rehearsed_at, finished_at) <= $3"
    } else {
        "select count(*) from upgrade_task where run_id = $1 and finished_at >= $2 and finished_at <= $3"
    };
    Ok(sql!(&mut reader, scalar i64, text, run.id, since.to_sqlx(), until.to_sqlx())?)
}

#[expect(clippy::cast_precision_loss, reason = "a rate for people")]
fn each(finished: i64, (since, until): Stretch) -> f64 {
    let seconds = until.duration_since(since).as_secs_f64();
    if seconds > 0.0 { finished as f64 / seconds } else { 0.0 }
}
