//! `tenantry tenant suspend` and `resume`

use super::{
    super::{Failure, Output, confirm::DryRun},
    unknown,
};
use crate::{
    context::Author,
    platform::Platform,
    tenants::{self, TenantStatus},
};
use clap::Args;
use serde_json::json;

#[derive(Debug, Args)]
pub struct SuspendArguments {
    slug: String,
    /// Why, in the language of the organisation's people
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    trial: DryRun,
}

#[derive(Debug, Args)]
pub struct ResumeArguments {
    slug: String,
    #[command(flatten)]
    trial: DryRun,
}

impl SuspendArguments {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let Self { slug, reason, trial } = &self;
        tenants::plan_suspend(platform, slug, reason).await.map_err(|error| unknown(error, slug))?;
        let what = format!("{slug} will be closed to its people until it is resumed; they are shown the reason.");
        let dry_run = trial.is_all(&what, out);
        if !dry_run {
            tenants::suspend(platform, slug, reason, &Author::CommandLine)
                .await
                .map_err(|error| unknown(error, slug))?;
        }
        told(slug, TenantStatus::Suspended, dry_run, out)
    }
}

impl ResumeArguments {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let Self { slug, trial } = &self;
        tenants::plan_resume(platform, slug).await.map_err(|error| unknown(error, slug))?;
        let dry_run = trial.is_all(&format!("{slug} will be open to its people."), out);
        if !dry_run {
            tenants::resume(platform, slug, &Author::CommandLine).await.map_err(|error| unknown(error, slug))?;
        }
        told(slug, TenantStatus::Active, dry_run, out)
    }
}

fn told(slug: &str, status: TenantStatus, dry_run: bool, out: &mut Output) -> Result<(), Failure> {
    if !dry_run {
        out.line(format!("{slug} is {}", status.name()));
    }
    out.document(&json!({ "slug": slug, "status": status, "dry_run": dry_run }))
}
