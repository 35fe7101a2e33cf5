//! `tenantry migrate …`

mod halt;
mod plan;
mod prune;
mod resume;
mod rollback;
mod run;
mod status;

use super::{Failure, Output};
use crate::platform::Platform;
use clap::{Args, Subcommand};
use std::sync::Arc;

#[derive(Debug, Args)]
pub struct MigrateArguments {
    #[command(subcommand)]
    command: Option<MigrateCommand>,
}

#[derive(Debug, Subcommand)]
enum MigrateCommand {
    /// Say what a run would do
    Plan,
    /// Migrate everybody who is behind: on copies first, then in cohorts that halt by themselves
    Run(run::RunArguments),
    /// Show how far the last run is, who failed and why, and who is left out of runs
    Status(status::StatusArguments),
    /// Stop the run that is under way: what is begun is finished, the rest waits
    Halt(halt::HaltArguments),
    /// Go on with a run that halted or whose process died
    Resume(resume::ResumeArguments),
    /// Take organisations back to the snapshots from before the last run; what was written since is lost
    Rollback(rollback::RollbackArguments),
    /// Remove snapshots that nobody will go back to
    Prune(prune::PruneArguments),
}

impl MigrateArguments {
    pub(super) async fn run(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        match self.command {
            None => run::RunArguments::default().run(platform, out).await,
            Some(MigrateCommand::Plan) => plan::print(platform, out).await,
            Some(MigrateCommand::Run(arguments)) => arguments.run(platform, out).await,
            Some(MigrateCommand::Status(arguments)) => arguments.print(platform, out).await,
            Some(MigrateCommand::Halt(arguments)) => arguments.run(platform, out).await,
            Some(MigrateCommand::Resume(arguments)) => arguments.run(platform, out).await,
            Some(MigrateCommand::Rollback(arguments)) => arguments.run(platform, out).await,
            Some(MigrateCommand::Prune(arguments)) => arguments.run(platform, out).await,
        }
    }
}
