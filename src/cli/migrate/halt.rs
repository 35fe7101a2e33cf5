//! `tenantry migrate halt`

use super::{
    super::{Failure, Output, confirm::Destructive, words},
    run::in_short,
};
use crate::{
    context::Author,
    platform::Platform,
    upgrades::{self, RunReport},
};
use clap::Args;
use serde::Serialize;

#[derive(Debug, Args)]
pub(super) struct HaltArguments {
    #[command(flatten)]
    destructive: Destructive,
}

#[derive(Serialize)]
struct Document {
    dry_run: bool,
    halted: bool,
    /// The run that was or would be stopped, if one is under way.
    run: Option<RunReport>,
}

impl HaltArguments {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let dry_run = self.destructive.is_dry_run();
        let Some(run) = upgrades::under_way(platform).await? else {
            out.line("No run is under way.");
            return out.document(&Document { dry_run, halted: false, run: None });
        };
        if !self.destructive.may_for_now(&warning(&run), out)? {
            return out.document(&Document { dry_run, halted: false, run: Some(run) });
        }
        let stopped = upgrades::halt(platform, &Author::CommandLine).await?;
        for line in stopped.iter().flat_map(in_short) {
            out.line(line);
        }
        out.document(&Document { dry_run, halted: stopped.is_some(), run: stopped })
    }
}

fn warning(run: &RunReport) -> Vec<String> {
    let count = |number: i64| words::counted(usize::try_from(number).unwrap_or(0), "organisation");
    vec![
        format!("The run of {} stops. What is under way is finished: {}.", run.started_at, count(run.counts.running)),
        format!("{} wait as they are, open to their people.", count(run.counts.waiting)),
        "`tenantry migrate resume` goes on.".into(),
    ]
}
