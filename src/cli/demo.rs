//! `tenantry demo`

use super::{Failure, Output, progress::Progress};
use crate::{
    demo::{self, Demo, DemoAccount},
    error::Result,
    platform::Platform,
};
use clap::Args;
use std::sync::Arc;

#[derive(Debug, Args)]
pub struct DemoArguments {
    /// Do nothing when there is an organisation already
    #[arg(long)]
    if_empty: bool,
}

impl DemoArguments {
    pub(super) async fn run(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        if !demo::is_empty(platform).await? {
            return self.leave_alone(platform, out).await;
        }
        let demo = create(platform).await?;
        for line in accounts(&demo) {
            out.line(line);
        }
        out.document(&demo)
    }

    async fn leave_alone(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        if !self.if_empty {
            return Err(Failure::said("there are organisations already; the demo starts from an empty deployment"));
        }
        out.line("There is data already: nothing was changed.");
        out.document(&demo::find(platform).await?)
    }
}

async fn create(platform: &Arc<Platform>) -> Result<Demo> {
    let progress = Progress::new("Making the demo", demo::STEPS);
    progress.during(Box::pin(demo::create(platform, |step| progress.begin(step)))).await
}

/// Who can sign in where.
pub(super) fn accounts(demo: &Demo) -> Vec<String> {
    let cells = |account: &DemoAccount| {
        [account.organisation.clone(), account.role.clone(), account.email.clone(), account.password.clone()]
    };
    let rows: Vec<[String; 4]> = demo.accounts.iter().map(cells).collect();
    super::table::aligned(["organisation", "role", "e-mail", "password"], &rows)
}
