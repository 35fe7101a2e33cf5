//! `tenantry migrate`

use super::{Failure, Output, progress::Progress, words};
use crate::{
    db::Schema,
    error::Error,
    platform::Platform,
    tenants::{self, Tenant},
};
use futures::{StreamExt, stream};
use serde::Serialize;
use std::sync::Arc;

/// Databases that are migrated side by side.
const AT_ONCE: usize = 4;

#[derive(Serialize)]
struct Migrated {
    central_version: i64,
    organisations: usize,
    failures: Vec<FailedTenant>,
}

#[derive(Serialize)]
struct FailedTenant {
    slug: String,
    error: String,
}

/// The central database was brought to the newest version when the platform was opened. One organisation that fails
/// doesn't keep the others.
pub(super) async fn run(platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
    let central_version = Schema::Central.version();
    out.line(format!("central database: at version {central_version}"));
    let tenants = tenants::all(platform).await?;
    let organisations = tenants.len();
    let failures = migrate_all(platform, tenants).await;
    out.line(format!("{}: {} failed", words::counted(organisations, "organisation"), failures.len()));
    for FailedTenant { slug, error } in &failures {
        out.line(format!("  {slug}: {error}"));
    }
    let failed = !failures.is_empty();
    out.document(&Migrated { central_version, organisations, failures })?;
    if failed { Err(Failure::Reported) } else { Ok(()) }
}

async fn migrate_all(platform: &Platform, tenants: Vec<Arc<Tenant>>) -> Vec<FailedTenant> {
    let progress = Progress::new("Migrating", tenants.len());
    let migrated = tenants
        .into_iter()
        .map(|tenant| async move { (platform.lifecycle.migrate(&tenant.database, &tenant.modules).await, tenant) });
    let mut done = stream::iter(migrated).buffer_unordered(AT_ONCE);
    let mut failures = Vec::new();
    while let Some((result, tenant)) = progress.during(done.next()).await {
        progress.advance();
        if let Err(error) = result {
            failures.push(FailedTenant { slug: tenant.slug.clone(), error: Error::internal(error).with_causes() });
        }
    }
    failures.sort_by(|a, b| a.slug.cmp(&b.slug));
    failures
}
