//! `tenantry migrate status`

use super::{
    super::{Failure, Output, progress::Progress},
    plan, run,
};
use crate::{
    platform::Platform,
    upgrades::{self, DriftReport, Plan, RunReport},
};
use clap::Args;
use serde::Serialize;
use std::sync::Arc;

#[derive(Debug, Args)]
pub(super) struct StatusArguments {
    /// Read the tables of every organisation back now, and list those that differ from a clean install's
    #[arg(long)]
    drift: bool,
}

#[derive(Serialize)]
struct Status {
    plan: Plan,
    last_run: Option<RunReport>,
    drift: Option<DriftReport>,
}

/// Databases that are read side by side.
const AT_ONCE: usize = 4;

impl StatusArguments {
    pub(super) async fn print(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        let drift = if self.drift { Some(read_back(platform).await?) } else { None };
        let last_run = match upgrades::last_run(platform).await? {
            Some(id) => Some(upgrades::report(platform, id).await?),
            None => None,
        };
        let status = Status { plan: upgrades::plan(platform).await?, last_run, drift };
        for line in status.lines() {
            out.line(line);
        }
        out.document(&status)?;
        let is_clean = status.drift.is_none_or(|drift| drift.drifted.is_empty() && drift.unreadable.is_empty());
        if is_clean { Ok(()) } else { Err(Failure::Reported) }
    }
}

async fn read_back(platform: &Arc<Platform>) -> Result<DriftReport, Failure> {
    platform.start_sharing().await;
    let plan = upgrades::plan(platform).await?;
    let progress = Progress::new("Reading", usize::try_from(plan.organisations).unwrap_or(0));
    Ok(progress.during(upgrades::drift(platform, AT_ONCE, || progress.advance())).await?)
}

impl Status {
    fn lines(&self) -> Vec<String> {
        let mut lines = plan::in_short(&self.plan);
        if let Some(last) = &self.last_run {
            lines.push(format!("last run: {} since {}, {}", last.state.name(), last.started_at, last.stage.name()));
            lines.extend(run::in_short(last));
            lines.extend(run::to_go(last.pace));
        }
        lines.extend(self.drift.iter().flat_map(drifted));
        lines
    }
}

fn drifted(drift: &DriftReport) -> Vec<String> {
    let mut lines =
        vec![format!("{} read back: {} with other tables than a clean install", drift.read, drift.drifted.len())];
    for of in &drift.drifted {
        lines.extend(of.differences.iter().map(|difference| format!("  {}: {difference}", of.slug)));
    }
    lines.extend(drift.unreadable.iter().map(|of| format!("  {} can't be read: {}", of.slug, of.error)));
    lines
}
