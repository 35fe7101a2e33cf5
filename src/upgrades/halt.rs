//! Stopping a run: what is under way is finished, the rest waits until somebody resumes it.

use super::{
    RunReport, STOPPED,
    report::{Run, report},
    run::running,
    stages,
};
use crate::{
    audit,
    context::{Author, OperatorCtx},
    error::{Error, Result},
    fault::Kind,
    ids::UpgradeRunId,
    platform::Platform,
};

/// The run that is under way, which a halt would stop.
pub async fn under_way(platform: &Platform) -> Result<Option<RunReport>> {
    match running(platform).await? {
        Some(id) => Ok(Some(report(platform, id).await?)),
        None => Ok(None),
    }
}

/// Stops the run that is under way. `None` when there is none.
pub async fn halt(platform: &Platform, author: &Author) -> Result<Option<RunReport>> {
    let Some(id) = running(platform).await? else { return Ok(None) };
    stop(platform, id, author).await?;
    Ok(Some(report(platform, id).await?))
}

/// The same in the console, for the run that somebody sees there. One that has stopped already is left alone.
///
/// # Errors
/// `NotFound` for an unknown run; `Conflict` when it is done.
pub async fn halt_run(ctx: &OperatorCtx, id: UpgradeRunId) -> Result<()> {
    let run = Run::read(&ctx.platform, id).await?;
    if run.finished_at.is_some() {
        return Err(Error::new(Kind::Conflict));
    }
    stop(&ctx.platform, id, &(&ctx.actor).into()).await
}

async fn stop(platform: &Platform, id: UpgradeRunId, author: &Author) -> Result<()> {
    let run = Run::read(platform, id).await?;
    let mut tx = platform.central.begin().await?;
    if stages::halt_in(&mut tx, &run, STOPPED).await? {
        audit::record_by(&mut tx, platform, "upgrade-halted", None, author, &id.to_string()).await?;
    }
    Ok(tx.commit().await?)
}
