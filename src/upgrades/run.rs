//! The run itself: stage by stage, batch by batch, in as many processes as like to take part.

use super::{
    Event, Observer, Options, Pace, Plan, RunReport, RunState, SnapshotRoom, Step,
    begin::begin,
    claim::{Claimed, Worker},
    plan::Lagging,
    rate,
    report::{Run, counts, last_run, report},
    rollback,
    stages::{self, Tally},
    task::{self, Finished, Outcome},
    watch,
};
use crate::{
    audit,
    context::Author,
    error::Result,
    ids::{TenantId, UpgradeRunId},
    platform::Platform,
};
use futures::{StreamExt, stream};
use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

/// What came of the wish to migrate everybody.
#[derive(Clone, Debug)]
pub enum Ran {
    /// Nobody is behind, but for those in quarantine.
    NothingToDo(Plan),
    /// This program is older than the deployment's databases, and by what.
    TooOld(String),
    /// Somebody named a canary whom the run wouldn't migrate: another would be one in its place without their knowing.
    NoCanary(String),
    /// The disk has too little room for the snapshots, and nobody said that it shall begin all the same.
    NoRoom(SnapshotRoom),
    /// The last run halted; somebody has to say that it goes on.
    Halted(RunReport),
    /// The run as it ended here.
    Ended(RunReport),
}

/// Migrates everybody who is behind. A run that is under way already, or whose process died, is joined first.
pub async fn run(platform: &Arc<Platform>, options: &Options, pace: Pace, observer: &Observer) -> Result<Ran> {
    let mut joined = None;
    if let Some(id) = running(platform).await? {
        let report = take_part(platform, id, pace, observer).await?;
        if report.state != RunState::Done {
            return Ok(Ran::Ended(report));
        }
        joined = Some(report);
    }
    let lagging = Lagging::read(platform).await?;
    if let Some(hindered) = hindered(platform, options, &lagging).await? {
        return Ok(match (hindered, joined) {
            (Ran::NothingToDo(_), Some(joined)) => Ran::Ended(joined),
            (hindered, _) => hindered,
        });
    }
    let id = begin(platform, options, lagging.of_run(options.include_quarantined), &Author::CommandLine).await?;
    observer(Event::Reached { slug: "", step: Step::Begun });
    Ok(Ran::Ended(take_part(platform, id, pace, observer).await?))
}

/// Why no run can begin.
pub(super) async fn hindered(platform: &Platform, options: &Options, lagging: &Lagging) -> Result<Option<Ran>> {
    if let Some(reason) = lagging.too_old(platform) {
        return Ok(Some(Ran::TooOld(reason)));
    }
    let tenants = lagging.of_run(options.include_quarantined);
    if tenants.is_empty() {
        return Ok(Some(Ran::NothingToDo(lagging.plan(platform))));
    }
    if let Some(canary) = missing_canary(options, &tenants) {
        return Ok(Some(Ran::NoCanary(canary.clone())));
    }
    if let Some(id) = halted(platform).await? {
        return Ok(Some(Ran::Halted(report(platform, id).await?)));
    }
    let room = lagging.room(options.include_quarantined, |_| true);
    Ok((room.is_too_little() && !options.ignore_room).then_some(Ran::NoRoom(room)))
}

/// Somebody was named whom the run doesn't migrate.
pub(super) fn missing_canary<'o>(options: &'o Options, tenants: &[(TenantId, &str)]) -> Option<&'o String> {
    options.canaries.iter().find(|canary| !tenants.iter().any(|(_, slug)| slug == canary))
}

/// Goes on with the last run, halted or left by a process that died, and finishes what it left half-way. `None` when
/// there is nothing to go on with.
pub async fn resume(
    platform: &Arc<Platform>,
    pace: Pace,
    author: &Author,
    observer: &Observer,
) -> Result<Option<RunReport>> {
    let halted = halted(platform).await?;
    if let Some(id) = halted.or(running(platform).await?) {
        audit::record_alone(platform, "upgrade-resumed", None, author, &id.to_string()).await?;
    }
    carry_on(platform, pace, observer).await
}

/// [`resume`], once it was written down who ordered it.
pub(super) async fn carry_on(platform: &Arc<Platform>, pace: Pace, observer: &Observer) -> Result<Option<RunReport>> {
    rollback::finish_abandoned(platform, pace, observer).await?;
    if let Some(id) = halted(platform).await? {
        stages::reopen(platform, &Run::read(platform, id).await?).await?;
    }
    match running(platform).await? {
        Some(id) => Ok(Some(take_part(platform, id, pace, observer).await?)),
        None => Ok(None),
    }
}

pub(super) async fn running(platform: &Platform) -> Result<Option<UpgradeRunId>> {
    let mut reader = platform.central.read().await?;
    Ok(sql!(&mut reader, scalar_optional UpgradeRunId, "select id from upgrade_run where state = 'running'")?)
}

/// The last run, when it halted: one before it was given up by the one that followed.
pub(super) async fn halted(platform: &Platform) -> Result<Option<UpgradeRunId>> {
    let Some(id) = last_run(platform).await? else { return Ok(None) };
    Ok((Run::read(platform, id).await?.state == RunState::Halted).then_some(id))
}

/// Others are at work on what is left of a stage.
const WAIT: Duration = Duration::from_millis(200);

/// Works at a run until it ends, together with whoever else does.
pub(super) async fn take_part(
    platform: &Arc<Platform>,
    id: UpgradeRunId,
    pace: Pace,
    observer: &Observer,
) -> Result<RunReport> {
    let run = Run::read(platform, id).await?;
    if watch::is_abandoned(platform, &run, &counts(platform, id).await?).await? {
        stages::take_up(platform, &run).await?;
    }
    let worker = Worker::new(platform, pace);
    let _keeping = worker.keep(platform, id);
    let mut since = SinceJudged::new();
    loop {
        let run = Run::read(platform, id).await?;
        if run.state != RunState::Running {
            return report(platform, id).await;
        }
        let counts = counts(platform, id).await?;
        let pace = rate::pace(platform, &run, &counts, false).await?;
        observer(Event::Counted { stage: run.stage, counts, pace });
        advance(platform, &run, &worker, &mut since, observer).await?;
    }
}

/// How long nobody here looked whether databases have become slow. A look opens a few of them: it must stay cheap beside the work.
struct SinceJudged {
    done: usize,
    at: Instant,
}

impl SinceJudged {
    const LONGEST: Duration = Duration::from_secs(10);

    fn new() -> Self {
        Self { done: 0, at: Instant::now() }
    }

    /// Whether it is time for a look, after these.
    fn add(&mut self, batch: &[Finished], pace: Pace) -> bool {
        self.done += batch.iter().filter(|of| matches!(of.outcome, Outcome::Done { .. })).count();
        let is_due = self.done >= pace.judged_after.max(1) || (self.done > 0 && self.at.elapsed() >= Self::LONGEST);
        if is_due {
            *self = Self::new();
        }
        is_due
    }
}

/// One batch, or the end of a stage.
async fn advance(
    platform: &Arc<Platform>,
    run: &Run,
    worker: &Worker,
    since: &mut SinceJudged,
    observer: &Observer,
) -> Result<()> {
    let tally = Tally::read(platform, run).await?;
    let allowance = tally.allowance(run);
    if allowance < 0 {
        let reason = format!("{} of {} failed, more than its error budget", tally.failed, tally.total);
        return stages::halt(platform, run, &reason).await;
    }
    if tally.open == 0 {
        stages::close(platform, run).await?;
        observer(Event::Reached { slug: "", step: Step::StageEnded });
        return Ok(());
    }
    stages::note_speed(platform, run).await?;
    let claimed = worker.claim(platform, run.id, run.stage).await?;
    if claimed.is_empty() {
        tokio::time::sleep(WAIT).await;
        return Ok(());
    }
    let batch = work(platform, run, worker, claimed, allowance, observer).await;
    worker.finish(platform, run.id, &batch).await?;
    for Finished { claimed, .. } in &batch {
        observer(Event::Reached { slug: &claimed.slug, step: Step::Recorded });
    }
    if since.add(&batch, worker.pace) {
        stages::judge(platform, run).await?;
    }
    Ok(())
}

/// Asked before each, which takes far less than what it asks for. Who can't be asked is taken for running.
async fn is_halted(platform: &Platform, id: UpgradeRunId) -> bool {
    Run::read(platform, id).await.is_ok_and(|run| run.state == RunState::Halted)
}

/// Works on a batch side by side. Once more failed than may, or somebody stopped the run, nothing more is begun.
async fn work(
    platform: &Platform,
    run: &Run,
    worker: &Worker,
    claimed: Vec<Claimed>,
    allowance: i64,
    observer: &Observer,
) -> Vec<Finished> {
    let allowance = AtomicI64::new(allowance);
    let each = |claimed: Claimed| async {
        observer(Event::Reached { slug: &claimed.slug, step: Step::Claimed });
        if allowance.load(Ordering::Relaxed) < 0 || is_halted(platform, run.id).await {
            return Finished { claimed, outcome: Outcome::Released, micros: 0 };
        }
        let finished = task::work(platform, run.stage, claimed, observer).await;
        if matches!(finished.outcome, Outcome::Failed { .. }) {
            allowance.fetch_sub(1, Ordering::Relaxed);
        }
        finished
    };
    stream::iter(claimed).map(each).buffer_unordered(worker.pace.at_once.max(1)).collect().await
}
