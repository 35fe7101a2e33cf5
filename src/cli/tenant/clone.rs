//! `tenantry tenant clone`

use super::{
    super::{Failure, Output, confirm::DryRun, progress::Progress, table::printable, words},
    unknown,
};
use crate::{
    context::Author,
    platform::Platform,
    provisioning::{self, Cloning, NewClone, StepReport, StepState},
};
use clap::Args;
use serde_json::json;
use std::sync::Arc;

#[derive(Debug, Args)]
pub struct CloneArguments {
    /// The organisation that is copied
    slug: String,
    /// The name of the copy in its address
    new_slug: String,
    /// The copy's name; without it the other's
    #[arg(long)]
    name: Option<String>,
    /// Give the other's members a place in the copy
    #[arg(long)]
    with_members: bool,
    #[command(flatten)]
    trial: DryRun,
}

impl CloneArguments {
    pub(super) async fn run(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        let new = NewClone { slug: self.new_slug, name: self.name, with_members: self.with_members };
        let plan = provisioning::plan_clone(platform, &self.slug, &new).await;
        let cloning = plan.map_err(|error| unknown(error, &self.slug))?;
        if self.trial.is_all(&warning(&self.slug, &cloning), out) {
            return out.document(&json!({ "dry_run": true, "cloning": cloning }));
        }
        let observe = |step: StepReport| {
            if step.state == StepState::Done {
                out.line(format!("ok  {:<14}{:>10}", step.step.name(), words::milliseconds(step.micros)));
            }
            Ok(())
        };
        let cloning = provisioning::clone(platform.clone(), &self.slug, new, Author::CommandLine, observe);
        let made = Progress::new("Copying", 1).during(Box::pin(cloning)).await;
        let made = made.map_err(|error| unknown(error, &self.slug))?;
        let members = words::counted(usize::try_from(made.members).unwrap_or_default(), "member");
        out.line(format!("\n{} is a copy of {}, with {members}: {}", made.slug, self.slug, made.url));
        out.document(&made)
    }
}

fn warning(from: &str, cloning: &Cloning) -> String {
    let Cloning { slug, name, url, database_bytes, members } = cloning;
    let members = words::counted(usize::try_from(*members).unwrap_or_default(), "member");
    let (name, size) = (printable(name), words::size(*database_bytes));
    format!("{slug} ({name}) will be a copy of {from}, with a database of {size} and {members}: {url}")
}
