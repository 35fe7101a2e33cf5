//! `tenantry migrate resume`

use super::{
    super::{
        Failure, Output,
        confirm::{self, DryRun},
        progress::Progress,
    },
    run::{self, PaceArguments},
};
use crate::{
    context::Author,
    platform::Platform,
    upgrades::{self, Ran, Unfinished},
};
use clap::Args;
use serde_json::json;
use std::sync::Arc;

#[derive(Debug, Args)]
pub(super) struct ResumeArguments {
    #[command(flatten)]
    pace: PaceArguments,
    #[command(flatten)]
    trial: DryRun,
}

impl ResumeArguments {
    pub(super) async fn run(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        if self.trial.is_dry_run() {
            let unfinished = upgrades::unfinished(platform).await?;
            confirm::tell(&in_short(&unfinished), out);
            return out.document(&json!({ "dry_run": true, "unfinished": unfinished }));
        }
        platform.start_sharing().await;
        let progress = Arc::new(Progress::foretold("Migrating"));
        let observer = run::shown_on(&progress);
        let report =
            progress.during(upgrades::resume(platform, self.pace.pace(), &Author::CommandLine, &observer)).await?;
        drop((observer, progress));
        match report {
            Some(report) => run::print(Ran::Ended(report), out),
            None => run::print(Ran::NothingToDo(upgrades::plan(platform).await?), out),
        }
    }
}

fn in_short(of: &Unfinished) -> Vec<String> {
    let mut lines = Vec::new();
    if !of.restoring.is_empty() {
        lines.push(format!("These go back to their snapshots first: {}.", of.restoring.join(", ")));
    }
    match &of.run {
        Some(run) => {
            lines.push(format!("The run of {} goes on, without those who failed:", run.started_at));
            lines.extend(run::in_short(run));
        }
        None if of.restoring.is_empty() => lines.push("There is nothing to go on with.".to_owned()),
        None => {}
    }
    lines
}
