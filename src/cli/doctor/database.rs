//! The databases: the engine's version, the central one's migrations, each organisation's presence and version.

use super::Check;
use crate::{
    cli::{progress::Progress, words},
    config::Config,
    db::{Db, DbError, Lifecycle, PoolSize, Schema, joined, too_old},
    error::{Error, Result},
    platform::Platform,
    tenants::{self, Tenant},
    upgrades::{self, Plan},
};
use futures::{StreamExt, stream};
use jiff::Timestamp;
use std::{cmp::Ordering, sync::Arc, time::Duration};

const POOL: PoolSize = PoolSize { most: 1, wait: Duration::from_secs(5) };
const NAME: &str = "central database";

pub(super) async fn check(config: &Config) -> Vec<Check> {
    if config.database.location.is_yet_to_be_made() {
        return vec![Check::ok(NAME, "isn't there yet; the first start makes it")];
    }
    let lifecycle = Lifecycle::new(config.database.location.clone());
    let db = match lifecycle.inspect_central(POOL).await {
        Ok(db) => db,
        Err(error) => return vec![Check::fail(NAME, format!("{}: {}", lifecycle.location(), causes(error)))],
    };
    let mut central = vec![engine(&lifecycle, &db).await, migrations(&db).await];
    if matches!(db, Db::Postgres(_)) {
        central.push(rights(&lifecycle, &db).await);
    }
    db.close().await;
    let mut checks: Vec<Check> =
        central.into_iter().map(|check| check.unwrap_or_else(|error| Check::fail(NAME, causes(error)))).collect();
    // Opening the platform migrates and shuts others out: only when neither is left to do does that change nothing.
    if checks.iter().all(|check| check.verdict == super::Verdict::Ok) {
        match tenants(config).await {
            Ok(found) => checks.extend(found),
            Err(error) => checks.push(Check::fail("organisations", error.with_causes())),
        }
    }
    checks
}

/// The database's own time.
pub(super) async fn time(config: &Config) -> Option<Timestamp> {
    let db = Lifecycle::new(config.database.location.clone()).inspect_central(POOL).await.ok()?;
    let text = current_timestamp(&db).await;
    db.close().await;
    super::clock::parsed(&text.ok()?)
}

async fn current_timestamp(db: &Db) -> Result<String, DbError> {
    let mut reader = db.read().await?;
    sql!(&mut reader, scalar String, "select cast(current_timestamp as text)")
}

async fn engine(lifecycle: &Lifecycle, db: &Db) -> Result<Check, DbError> {
    let version = lifecycle.engine_version(db).await?;
    Ok(match too_old(&version) {
        None => Check::ok(NAME, format!("{version} at {}", lifecycle.location())),
        Some(problem) => Check::fail(NAME, problem),
    })
}

async fn migrations(db: &Db) -> Result<Check, DbError> {
    let mut reader = db.read().await?;
    let text = joined(&["select cast(coalesce(max(version), 0) as bigint) from", Schema::Central.record()]);
    let applied = sql!(&mut reader, scalar i64, text)?;
    let newest = Schema::Central.version();
    let versions = format!("central at version {applied}");
    Ok(match applied.cmp(&newest) {
        Ordering::Equal => Check::ok("migrations", format!("{versions}, the newest")),
        Ordering::Less => Check::fail("migrations", format!("{versions} of {newest}: tenantry migrate")),
        Ordering::Greater => {
            Check::fail("migrations", format!("{versions}, this program knows {newest}: run a newer program"))
        }
    })
}

/// What PostgreSQL lets the login and others do.
async fn rights(lifecycle: &Lifecycle, db: &Db) -> Result<Check, DbError> {
    Ok(match lifecycle.missing_rights(db).await? {
        Some(problem) => Check::fail("rights", problem),
        None if lifecycle.is_open_to_others(db).await? => Check::warn(
            "rights",
            "every role of the server may enter the central database; the next start shuts them out",
        ),
        None => Check::ok("rights", "databases and their roles can be made"),
    })
}

async fn tenants(config: &Config) -> Result<Vec<Check>> {
    let platform = Platform::open(config.clone()).await?;
    let tenants = tenants::all(&platform).await?;
    let total = tenants.len();
    let progress = Progress::new("Looking for databases", total);
    let looked_at = tenants.into_iter().map(|tenant| is_missing(&platform, tenant));
    let looked_at = stream::iter(looked_at).buffer_unordered(4).inspect(|_| progress.advance());
    let looked_at: Vec<Option<String>> = progress.during(looked_at.collect()).await;
    drop(progress);
    let mut missing: Vec<String> = looked_at.into_iter().flatten().collect();
    let plan = upgrades::plan(&platform).await;
    let servers = super::servers::check(&platform).await;
    let stock = super::stock::check(&platform).await;
    let certificates = super::certificates::check(&platform).await;
    platform.shut_down().await;
    missing.sort();
    let total = words::counted(total, "organisation");
    let present = if missing.is_empty() {
        Check::ok("organisations", format!("{total}, every database present"))
    } else {
        Check::fail("organisations", format!("{total}, {} without its database: {}", missing.len(), missing.join(", ")))
    };
    Ok([vec![present, tables(&plan?)], servers?, stock?, certificates?].concat())
}

/// Whether the organisations' tables are those that this program was written for.
fn tables(plan: &Plan) -> Check {
    const NAME: &str = "tables";
    match (plan.behind, plan.quarantined.len()) {
        _ if plan.too_old.is_some() => Check::fail(NAME, plan.too_old.clone().unwrap_or_default()),
        (0, 0) => Check::ok(NAME, "every organisation's at the newest version"),
        (0, left_out) => Check::fail(NAME, format!("{left_out} left out of upgrades: tenantry migrate status")),
        (behind, _) => Check::fail(NAME, format!("{behind} of {} behind: tenantry migrate", plan.organisations)),
    }
}

async fn is_missing(platform: &Platform, tenant: Arc<Tenant>) -> Option<String> {
    platform.lifecycle.size(&tenant.home).await.is_err().then(|| tenant.slug.clone())
}

fn causes(error: DbError) -> String {
    Error::internal(error).with_causes().trim_start_matches("internal error: ").to_owned()
}
