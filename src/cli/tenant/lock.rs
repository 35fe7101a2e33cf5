//! `tenantry tenant lock` and `unlock`

use super::{
    super::{Failure, Output},
    unknown,
};
use crate::{context::Author, deletions, platform::Platform};
use serde_json::json;

pub(super) async fn lock(platform: &Platform, slug: &str, out: &mut Output) -> Result<(), Failure> {
    deletions::lock(platform, slug, &Author::CommandLine).await.map_err(|error| unknown(error, slug))?;
    out.line(format!("{slug} is locked: nobody can delete it until it is unlocked"));
    out.document(&json!({ "slug": slug, "locked": true }))
}

pub(super) async fn unlock(platform: &Platform, slug: &str, out: &mut Output) -> Result<(), Failure> {
    deletions::unlock(platform, slug, &Author::CommandLine).await.map_err(|error| unknown(error, slug))?;
    out.line(format!("{slug} is unlocked"));
    out.document(&json!({ "slug": slug, "locked": false }))
}
