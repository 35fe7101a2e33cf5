//! `tenantry migrate prune`

use super::super::{Failure, Output, confirm::Destructive, words};
use crate::{
    context::Author,
    platform::Platform,
    upgrades::{self, OldSnapshots},
};
use clap::Args;
use jiff::SignedDuration;
use serde_json::json;

#[derive(Debug, Args)]
pub(super) struct PruneArguments {
    /// Only those of so many days ago and more
    #[arg(long, value_name = "DAYS", default_value_t = OldSnapshots::DAYS, value_parser = clap::value_parser!(i64).range(0..=36_500))]
    older_than: i64,
    #[command(flatten)]
    destructive: Destructive,
}

impl PruneArguments {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let age = SignedDuration::from_hours(24 * self.older_than);
        let found = upgrades::prunable(platform, age).await?.snapshots;
        let what = format!("{} of {} days ago and more", words::counted(found, "snapshot"), self.older_than);
        let removed = if found > 0 && self.destructive.may(&[format!("{what} will be removed.")], out)? {
            upgrades::order_pruning(platform, self.older_than, &Author::CommandLine).await?.snapshots
        } else {
            0
        };
        out.line(format!("{} removed", words::counted(removed, "snapshot")));
        out.document(&json!({ "dry_run": self.destructive.is_dry_run(), "found": found, "removed": removed }))
    }
}
