//! What an operator orders in the console. The work goes on in a task of the server's own, so that a browser that goes away
//! doesn't end it; what a server leaves that is stopped, another or the same one resumes.

use super::{
    Observer, Options, Pace, RunForm, RunPreview, RunState, Which,
    begin::begin,
    plan::{Lagging, cohorts},
    report::{Run, counts, last_run},
    restorable::restorable,
    rollback::rollback,
    run, stages, watch,
};
use crate::{
    audit,
    context::{Author, OperatorCtx},
    error::{Error, Result},
    fault::{Kind, Problem},
    ids::{TenantId, UpgradeRunId},
    platform::Platform,
    tenants, traces,
};
use std::{collections::BTreeSet, sync::Arc, time::Duration};

/// # Errors
/// `Invalid` with the fields that are wrong; `Conflict` when no run can begin, because one is under way or halted, because
/// nobody is behind, or because this program is too old.
pub async fn preview(platform: &Platform, form: &RunForm) -> Result<RunPreview> {
    let (options, _) = form.read()?;
    let lagging = ready(platform, &options).await?;
    let tenants = lagging.of_run(options.include_quarantined);
    let organisations = count(tenants.len());
    Ok(RunPreview {
        form: form.clone(),
        organisations,
        from_quarantine: organisations - count(lagging.of_run(false).len()),
        rehearsed: options.rehearse.of(organisations),
        cohorts: cohorts(tenants.len()),
        moves: lagging.plan(platform).moves,
        snapshots: lagging.room(options.include_quarantined, |_| true),
    })
}

/// Begins a run and works at it from now on. When one is under way already, that one is the run: the same form sent twice
/// begins one.
///
/// # Errors
/// As [`preview`]; `Invalid` at `ignore_room` when there is too little room for the snapshots.
pub async fn start(ctx: &OperatorCtx, form: &RunForm) -> Result<UpgradeRunId> {
    let platform = &ctx.platform;
    let (options, pace) = form.read()?;
    if let Some(id) = run::running(platform).await? {
        return Ok(id);
    }
    let lagging = ready(platform, &options).await?;
    if lagging.room(options.include_quarantined, |_| true).is_too_little() && !options.ignore_room {
        return Err(Error::field("ignore_room", Problem::NoRoomForSnapshots));
    }
    begin_and_work(ctx, &options, pace, lagging.of_run(options.include_quarantined)).await
}

/// The same over these organisations alone, as far as they are behind, be they in quarantine.
///
/// # Errors
/// `Conflict` as for [`preview`], and when a run is under way; `Invalid` at `action` when there is too little room for the
/// snapshots.
pub async fn start_for(ctx: &OperatorCtx, those: &BTreeSet<TenantId>) -> Result<UpgradeRunId> {
    let options = Options { include_quarantined: true, ..Options::default() };
    let lagging = ready(&ctx.platform, &options).await?;
    let mut tenants = lagging.of_run(true);
    tenants.retain(|(tenant, _)| those.contains(tenant));
    if tenants.is_empty() {
        return Err(Error::new(Kind::Conflict));
    }
    if lagging.room(true, |tenant| those.contains(&tenant)).is_too_little() {
        return Err(Error::field("action", Problem::NoRoomForSnapshots));
    }
    begin_and_work(ctx, &options, Pace::default(), tenants).await
}

async fn begin_and_work(
    ctx: &OperatorCtx,
    options: &Options,
    pace: Pace,
    tenants: Vec<(TenantId, &str)>,
) -> Result<UpgradeRunId> {
    let id = begin(&ctx.platform, options, tenants, &Author::from(&ctx.actor)).await?;
    let platform = ctx.platform.clone();
    tokio::spawn(traces::ordered(async move {
        let observer: Observer = Arc::new(|_| {});
        let worked = run::take_part(&platform, id, pace, &observer).await;
        note_failure(id, worked.map(drop));
    }));
    Ok(id)
}

/// Goes on with a run that halted or whose process died, and with what was being taken back. One that is under way is left
/// alone.
///
/// # Errors
/// `NotFound` for an unknown run; `Conflict` when another began since.
pub async fn go_on(ctx: &OperatorCtx, id: UpgradeRunId) -> Result<()> {
    let platform = &ctx.platform;
    let run = Run::read(platform, id).await?;
    if last_run(platform).await? != Some(id) {
        return Err(Error::new(Kind::Conflict));
    }
    let is_left = watch::is_abandoned(platform, &run, &counts(platform, id).await?).await?;
    if run.state != RunState::Halted && !is_left {
        return Ok(());
    }
    audit::record_alone(platform, "upgrade-resumed", None, &Author::from(&ctx.actor), &id.to_string()).await?;
    stages::reopen(platform, &run).await?;
    let task = platform.clone();
    tokio::spawn(traces::ordered(async move {
        let observer: Observer = Arc::new(|_| {});
        let worked = run::carry_on(&task, Pace::default(), &observer).await;
        note_failure(id, worked.map(drop));
    }));
    until_somebody_works(platform, id).await
}

/// Whoever ordered it should find somebody at work, which takes a moment after the order.
async fn until_somebody_works(platform: &Platform, id: UpgradeRunId) -> Result<()> {
    for _ in 0..20 {
        let run = Run::read(platform, id).await?;
        if !watch::is_abandoned(platform, &run, &counts(platform, id).await?).await? {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(())
}

/// Takes one organisation back to the snapshot from before its last upgrade, when its slug was typed to confirm it.
///
/// # Errors
/// `NotFound` for an unknown organisation; `Conflict` without a snapshot; `Invalid` at `confirmation` when it is another slug,
/// and when it could not be taken back: then it is as it was.
pub async fn roll_back(ctx: &OperatorCtx, slug: &str, confirmation: &str) -> Result<()> {
    let platform = &ctx.platform;
    let which = Which::Tenant(slug.to_owned());
    tenants::find(platform, slug).await?.ok_or_else(Error::not_found)?;
    if restorable(platform, &which).await?.is_empty() {
        return Err(Error::new(Kind::Conflict));
    }
    if confirmation.trim() != slug {
        return Err(Error::field("confirmation", Problem::NameMismatch));
    }
    let observer: Observer = Arc::new(|_| {});
    let done = rollback(platform, &which, Pace::default(), &Author::from(&ctx.actor), &observer).await?;
    match done.failed.first() {
        None => Ok(()),
        Some(failed) => {
            tracing::warn!(slug, error = failed.error, "an organisation could not be taken back to its snapshot");
            Err(Error::field("confirmation", Problem::NotRolledBack))
        }
    }
}

/// Who would be in a run that begins now.
async fn ready(platform: &Platform, options: &Options) -> Result<Lagging> {
    let lagging = Lagging::read(platform).await?;
    let tenants = lagging.of_run(options.include_quarantined);
    let is_open = run::running(platform).await?.is_some() || run::halted(platform).await?.is_some();
    if tenants.is_empty() || is_open || lagging.too_old(platform).is_some() {
        return Err(Error::new(Kind::Conflict));
    }
    match run::missing_canary(options, &tenants) {
        Some(canary) => Err(Error::field("canaries", Problem::NotInRun { slug: canary.clone() })),
        None => Ok(lagging),
    }
}

fn note_failure(id: UpgradeRunId, worked: Result<()>) {
    if let Err(error) = worked {
        tracing::error!(run = %id, error = %error.with_causes(), "a run was left and can be resumed");
    }
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}
