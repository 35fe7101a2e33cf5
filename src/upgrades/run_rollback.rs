//! Taking a whole run back, as an operator orders it in the console: what it would do, and the work, which goes on in the server.

use super::{
    Observer, Pace, RunRollback, RunState, SnapshotOfTenant, Which,
    report::{Run, counts},
    restorable::{Restorable, restorable},
    rollback::rollback,
};
use crate::{
    context::{Author, OperatorCtx},
    error::{Error, Result},
    fault::{Kind, Problem},
    ids::UpgradeRunId,
    platform::Platform,
    traces,
};
use std::{sync::Arc, time::Duration};

/// Organisations that are named; the others are counted.
const NAMED: usize = 100;

/// What taking a run back would do, with nothing changed.
///
/// # Errors
/// `NotFound` for an unknown run.
pub async fn preview_rollback(platform: &Platform, id: UpgradeRunId) -> Result<RunRollback> {
    let run = Run::read(platform, id).await?;
    let all = restorable(platform, &Which::Run(Some(id))).await?;
    let named = all.iter().take(NAMED).map(|of| SnapshotOfTenant { slug: of.slug.clone(), at: of.snapshot_at.clone() });
    Ok(RunRollback {
        id,
        started_at: run.started_at.to_string(),
        is_running: run.state == RunState::Running,
        organisations: count(&all),
        oldest: all.iter().map(|of| of.snapshot_at.clone()).min(),
        named: named.collect(),
    })
}

/// Takes everybody back whom a run has migrated and who wasn't migrated or moved since, when their number was typed to confirm it. It
/// goes on in the server; who fails stays as it is, and the run says why. Ordered again, it takes back those who are left.
///
/// # Errors
/// `NotFound` for an unknown run; `Conflict` when nobody can be taken back; `Invalid` at `confirmation` when it is another number.
pub async fn roll_back_run(ctx: &OperatorCtx, id: UpgradeRunId, confirmation: &str) -> Result<()> {
    let platform = &ctx.platform;
    Run::read(platform, id).await?;
    let which = Which::Run(Some(id));
    let organisations = count(&restorable(platform, &which).await?);
    if organisations == 0 {
        return Err(Error::new(Kind::Conflict));
    }
    if confirmation.trim() != organisations.to_string() {
        return Err(Error::field("confirmation", Problem::CountMismatch));
    }
    let (task, author) = (platform.clone(), Author::from(&ctx.actor));
    let work = tokio::spawn(traces::ordered(async move {
        let observer: Observer = Arc::new(|_| {});
        let done = rollback(&task, &which, Pace::default(), &author, &observer).await;
        if let Err(error) = done {
            tracing::error!(run = %id, error = %error.with_causes(), "a run could not be taken back");
        }
    }));
    while !work.is_finished() && counts(platform, id).await?.restoring == 0 {
        // Whoever ordered it should find somebody at work.
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(())
}

fn count(all: &[Restorable]) -> i64 {
    i64::try_from(all.len()).unwrap_or(i64::MAX)
}
