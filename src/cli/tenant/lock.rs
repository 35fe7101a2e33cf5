//! `tenantry tenant lock` and `unlock`

use super::{
    super::{Failure, Output, confirm::DryRun},
    unknown,
};
use crate::{context::Author, deletions, platform::Platform};
use clap::Args;
use serde_json::json;

#[derive(Debug, Args)]
pub struct LockArguments {
    slug: String,
    #[command(flatten)]
    trial: DryRun,
}

impl LockArguments {
    pub(super) async fn lock(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let slug = &self.slug;
        deletions::plan_lock(platform, slug).await.map_err(|error| unknown(error, slug))?;
        let what = format!("{slug} will be locked: nobody can delete it until it is unlocked.");
        let dry_run = self.trial.is_all(&what, out);
        if !dry_run {
            deletions::lock(platform, slug, &Author::CommandLine).await.map_err(|error| unknown(error, slug))?;
            out.line(format!("{slug} is locked: nobody can delete it until it is unlocked"));
        }
        out.document(&json!({ "slug": slug, "locked": true, "dry_run": dry_run }))
    }

    pub(super) async fn unlock(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let slug = &self.slug;
        deletions::plan_unlock(platform, slug).await.map_err(|error| unknown(error, slug))?;
        let dry_run = self.trial.is_all(&format!("{slug} will be unlocked: operators can delete it again."), out);
        if !dry_run {
            deletions::unlock(platform, slug, &Author::CommandLine).await.map_err(|error| unknown(error, slug))?;
            out.line(format!("{slug} is unlocked"));
        }
        out.document(&json!({ "slug": slug, "locked": false, "dry_run": dry_run }))
    }
}
