//! `tenantry tenant clone`

use super::{
    super::{Failure, Output, words},
    unknown,
};
use crate::{
    context::Author,
    platform::Platform,
    provisioning::{self, NewClone, StepReport, StepState},
};
use clap::Args;
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
}

impl CloneArguments {
    pub(super) async fn run(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        let new = NewClone { slug: self.new_slug, name: self.name, with_members: self.with_members };
        let observe = |step: StepReport| {
            if step.state == StepState::Done {
                out.line(format!("ok  {:<14}{:>10}", step.step.name(), words::milliseconds(step.micros)));
            }
            Ok(())
        };
        let made = provisioning::clone(platform.clone(), &self.slug, new, Author::CommandLine, observe).await;
        let made = made.map_err(|error| unknown(error, &self.slug))?;
        let members = words::counted(usize::try_from(made.members).unwrap_or_default(), "member");
        out.line(format!("\n{} is a copy of {}, with {members}: {}", made.slug, self.slug, made.url));
        out.document(&made)
    }
}
