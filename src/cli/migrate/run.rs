//! `tenantry migrate run`

use super::{
    super::{
        Failure, Output,
        confirm::{self, DryRun},
        progress::Progress,
        words,
    },
    plan,
};
use crate::{
    db::Schema,
    platform::Platform,
    upgrades::{
        self, Beginning, Counts, Event, Foreseen, Observer, Options, Pace, Plan, Ran, Rehearse, RunPace, RunReport,
        RunState, Stage,
    },
};
use clap::Args;
use serde::Serialize;
use serde_json::json;
use std::sync::Arc;

#[derive(Debug, Args)]
pub(super) struct RunArguments {
    /// Try the migrations on copies first: of all who are behind, of none, or of so many
    #[arg(long, value_name = "all|none|NUMBER", default_value = "10")]
    dry_run_on: Rehearse,
    /// An organisation that belongs to the first cohort; can be given several times
    #[arg(long, value_name = "SLUG")]
    canary: Vec<String>,
    /// Failures that each cohort after the first may have, in per cent, rounded up; the first may have none. Halt as well when
    /// more than twice as many requests to migrated organisations fail as before, and so many of a hundred more
    #[arg(long, value_name = "PERCENT", default_value_t = 1, value_parser = clap::value_parser!(i64).range(0..=100))]
    error_budget: i64,
    /// Halt when opening and reading, or answering 95 of 100 requests to migrated organisations, takes more than twice as long as
    /// before and so many milliseconds more
    #[arg(long, value_name = "MS", default_value_t = 500, value_parser = clap::value_parser!(i64).range(0..=60_000))]
    latency_rise: i64,
    /// Try those in quarantine again
    #[arg(long)]
    include_quarantined: bool,
    /// Begin though the disk has too little room for the snapshots
    #[arg(long)]
    ignore_room: bool,
    #[command(flatten)]
    pace: PaceArguments,
    #[command(flatten)]
    trial: DryRun,
}

#[derive(Debug, Args)]
pub(super) struct PaceArguments {
    /// Databases that are migrated side by side
    #[arg(long, value_name = "NUMBER", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=64))]
    at_once: u16,
}

impl Default for RunArguments {
    fn default() -> Self {
        let options = Options::default();
        Self {
            dry_run_on: options.rehearse,
            canary: options.canaries,
            error_budget: options.error_budget,
            latency_rise: options.latency_rise_ms,
            include_quarantined: options.include_quarantined,
            ignore_room: options.ignore_room,
            pace: PaceArguments { at_once: 4 },
            trial: DryRun::default(),
        }
    }
}

impl PaceArguments {
    pub(super) fn pace(&self) -> Pace {
        Pace { at_once: usize::from(self.at_once), ..Pace::default() }
    }
}

/// What is printed of a run.
#[derive(Serialize)]
struct Document {
    central_version: i64,
    /// `nothing-to-do`, `ended`, `halted` or `too-old`.
    outcome: &'static str,
    plan: Option<Plan>,
    run: Option<RunReport>,
}

impl RunArguments {
    /// The central database was brought to the newest version when the platform was opened.
    pub(super) async fn run(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        let pace = self.pace.pace();
        let options = Options {
            rehearse: self.dry_run_on,
            canaries: self.canary,
            error_budget: self.error_budget,
            latency_rise_ms: self.latency_rise,
            include_quarantined: self.include_quarantined,
            ignore_room: self.ignore_room,
        };
        if self.trial.is_dry_run() {
            return foretell(platform, &options, out).await;
        }
        platform.start_sharing().await;
        let progress = Arc::new(Progress::foretold("Migrating"));
        let observer = shown_on(&progress);
        let ran = progress.during(upgrades::run(platform, &options, pace, &observer)).await?;
        drop((observer, progress));
        print(ran, out)
    }
}

/// What the run would be. Where none could begin it fails as the run would.
async fn foretell(platform: &Platform, options: &Options, out: &mut Output) -> Result<(), Failure> {
    let (lines, foreseen) = match upgrades::foresee(platform, options).await? {
        Foreseen::Hindered(why) => return print(why, out),
        Foreseen::Joins(run) => {
            let mut lines = vec!["A run is under way, and will be joined:".to_owned()];
            lines.extend(in_short(&run));
            (lines, json!({ "joins": run }))
        }
        Foreseen::Begins(beginning) => (beginning_in_short(&beginning), json!({ "begins": beginning })),
    };
    confirm::tell(&lines, out);
    out.document(&json!({ "dry_run": true, "foreseen": foreseen }))
}

fn beginning_in_short(of: &Beginning) -> Vec<String> {
    let cohorts: Vec<String> =
        of.cohorts.iter().map(|cohort| format!("{} {}", cohort.stage.name(), cohort.organisations)).collect();
    let count = |number| usize::try_from(number).unwrap_or(0);
    vec![
        format!("{} will be migrated, each after a snapshot.", words::counted(count(of.organisations), "organisation")),
        format!("copies on which it is tried first: {}", of.rehearsed),
        format!("cohorts: {}", cohorts.join(", ")),
        plan::room(of.snapshots),
    ]
}

/// Shows each count of a run.
pub(super) fn shown_on(progress: &Arc<Progress>) -> Observer {
    let progress = progress.clone();
    Arc::new(move |event| {
        if let Event::Counted { stage, counts, pace } = event {
            let number = |count: i64| u64::try_from(count).unwrap_or(0);
            let (through, all) = counts.of_stage(stage);
            progress.reach(number(through), number(all), line(stage, counts, pace));
        }
    })
}

fn line(stage: Stage, counts: Counts, pace: RunPace) -> String {
    let what = if stage == Stage::Rehearsal { "Trying on copies" } else { "Migrating" };
    let line = format!("{what} ({}): {} failed, {} left", stage.name(), counts.failed, counts.left_in(stage));
    match to_go(pace) {
        Some(to_go) => format!("{line}, {to_go}"),
        None => line,
    }
}

/// `3.2 a second, 40 s to go`, while that is known.
pub(super) fn to_go(pace: RunPace) -> Option<String> {
    let seconds = pace.eta_seconds?;
    Some(format!("{:.1} a second, {} to go", pace.per_second, words::duration(seconds)))
}

pub(super) fn print(ran: Ran, out: &mut Output) -> Result<(), Failure> {
    let central_version = Schema::Central.version();
    out.line(format!("central database: at version {central_version}"));
    let (outcome, plan, run) = match ran {
        Ran::NoCanary(slug) => {
            return Err(Failure::said(format!("{slug} can't be a canary: a run doesn't migrate it")));
        }
        Ran::NoRoom(room) => {
            let why = "the disk has too little room (--ignore-room begins all the same)";
            return Err(Failure::said(format!("{why}: {}", plan::room(room))));
        }
        Ran::TooOld(reason) => return Err(Failure::said(format!("{reason}: run the newer program"))),
        Ran::NothingToDo(plan) => ("nothing-to-do", Some(plan), None),
        Ran::Halted(run) => ("halted", None, Some(run)),
        Ran::Ended(run) if run.state == RunState::Halted => ("halted", None, Some(run)),
        Ran::Ended(run) => ("ended", None, Some(run)),
    };
    let lines = plan.as_ref().map(plan::in_short).into_iter().flatten();
    for line in lines.chain(run.as_ref().map(in_short).into_iter().flatten()) {
        out.line(line);
    }
    let is_whole = plan.as_ref().is_none_or(|plan| plan.quarantined.is_empty())
        && run.as_ref().is_none_or(|run| run.state == RunState::Done && run.failures.is_empty());
    out.document(&Document { central_version, outcome, plan, run })?;
    if is_whole { Ok(()) } else { Err(Failure::Reported) }
}

/// How a run stands, in lines.
pub(super) fn in_short(run: &RunReport) -> Vec<String> {
    let total = words::counted(usize::try_from(run.total).unwrap_or(0), "organisation");
    let mut lines = vec![format!("{total}: {} done, {} failed, {} left", run.counts.done, run.counts.failed, run.left)];
    lines.extend(run.failures.iter().map(|failed| format!("  {}: {}", failed.slug, failed.error)));
    if run.stage == Stage::Rehearsal {
        let (tried, all) = run.counts.of_stage(run.stage);
        lines.push(format!("copies on which it was tried first: {tried} of {all}"));
    }
    if run.counts.restoring > 0 {
        let count = run.counts.restoring;
        lines.push(format!(
            "{count} on the way back to their snapshots and closed; `tenantry migrate resume` finishes it."
        ));
    }
    if let (RunState::Halted, Some(reason)) = (run.state, &run.halt_reason) {
        lines.push(format!("The run halted, {reason}."));
        lines.push("`tenantry migrate resume` goes on without those who failed, `rollback --all` goes back.".into());
    }
    lines
}
