//! `tenantry bench`: what this machine does with a fleet. Everything happens in a scratch directory, or in databases of
//! its own on a PostgreSQL server, and is removed at the end.

mod asks;
mod connection;
mod crowd;
mod fleet;
mod house;
mod load;
mod migration;
mod moves;
mod report;
mod scratch;
mod server;
mod sign_ups;

pub use connection::{Answer, Connection};
pub use crowd::{crowd, trouble};

use super::{Failure, Output};
use clap::{Args, Subcommand};
use report::Report;
use std::error::Error as StdError;

/// What went wrong, for whoever ran the benchmark.
pub type Outcome<T> = Result<T, Box<dyn StdError + Send + Sync>>;

#[derive(Debug, Subcommand)]
pub enum BenchCommand {
    /// Make a fleet of organisations, visit it, migrate it, remove it, and print how that went
    Fleet(fleet::FleetArguments),
    /// Move one organisation with many rows from place to place while somebody writes to it
    Move(moves::MoveArguments),
    /// Send the form of the sign-up at a rate, and print how the server kept up
    SignUps(sign_ups::SignUpsArguments),
}

impl BenchCommand {
    pub(super) async fn run(self, out: &mut Output) -> Result<(), Failure> {
        let measured = match self {
            Self::Fleet(arguments) => Box::pin(arguments.run(out)).await,
            Self::Move(arguments) => Box::pin(arguments.run(out)).await,
            Self::SignUps(arguments) => Box::pin(arguments.run(out)).await,
        };
        measured.map_err(|error| Failure::said(shown(error.as_ref())))
    }
}

/// For whoever compares figures by a script.
#[derive(Clone, Copy, Debug, Args)]
struct Strictness {
    /// Fail when an aim is missed
    #[arg(long)]
    strict: bool,
}

impl Strictness {
    /// What was measured counts, unless it failed already.
    fn judge(self, report: &Report, measured: Outcome<()>) -> Outcome<()> {
        measured?;
        match report.missed() {
            missed if self.strict && missed > 0 => Err(format!("{missed} of the aims missed").into()),
            _ => Ok(()),
        }
    }
}

/// An error with what stands behind it.
fn shown(error: &(dyn StdError + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |error| (*error).source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
