//! The removal itself. Each step can be done again: what a process that died had begun is gone on with.

use super::{
    Erasure, Removed,
    attend::{Attended, Observer, Pace, Step},
    found::{self, Counted, Found},
    proof,
    store::{self, Stored},
};
use crate::{
    audit, backups,
    context::Author,
    db::{Home, Rows, ToSqlx, Tx},
    error::{Error, Result},
    exports,
    ids::TenantId,
    jobs::{self, Ended, JobKind},
    moves,
    platform::Platform,
    tenants::resting,
};
use std::{collections::BTreeMap, io, path::Path};

/// Tables of the central database whose rows of an organisation outlive it. Every other one that has a `tenant_id` is
/// emptied of them, whatever a later migration adds.
pub const KEPT: [&str; 2] = ["audit_event", "erasure"];

/// What the removal is for, once it began.
enum Claim {
    Taken(Box<Stored>, Found),
    Refused(Attended),
}

pub(super) async fn erase(
    platform: &Platform,
    tenant: TenantId,
    author: &Author,
    pace: Pace,
    observer: &Observer,
) -> Result<Attended> {
    let (stored, found) = match claim(platform, tenant).await? {
        Claim::Taken(stored, found) => (stored, found),
        Claim::Refused(attended) => return Ok(attended),
    };
    let removing = remove(platform, &stored, found, author, pace, observer);
    jobs::run(platform, JobKind::Removal, &[tenant], removing, Ended::of).await
}

async fn remove(
    platform: &Platform,
    stored: &Stored,
    mut found: Found,
    author: &Author,
    pace: Pace,
    observer: &Observer,
) -> Result<Attended> {
    let tenant = stored.tenant;
    observer(&stored.slug, Step::Claimed);
    if found.counted.is_none() {
        found.counted = Some(found::count(platform, stored, &found).await?);
        keep(platform, tenant, &found).await?;
    }
    observer(&stored.slug, Step::Counted);
    platform.directory.forget();
    platform.fleet.close(tenant).await;
    moves::forget_old(platform, tenant, moves::Pace { patience: pace.patience, ..moves::Pace::default() }).await?;
    remove_snapshots(platform, stored, &mut found).await?;
    backups::remove_all(platform, tenant).await?;
    observer(&stored.slug, Step::SnapshotsRemoved);
    remove_database(platform, stored, &found, pace).await?;
    observer(&stored.slug, Step::DatabaseRemoved);
    let erasure = remove_rows(platform, stored, found, author).await?;
    platform.directory.forget();
    platform.brands.invalidate(tenant);
    platform.own_organisations.forget_all();
    observer(&stored.slug, Step::Erased);
    Ok(erasure.map_or(Attended::Nothing, |erasure| Attended::Erased(Box::new(erasure))))
}

/// The point of no return, unless somebody locked the organisation or an upgrade works on it.
async fn claim(platform: &Platform, tenant: TenantId) -> Result<Claim> {
    let now = platform.clock.now();
    let mut tx = platform.central.begin().await?;
    let held = "update tenant set locked_at = null where id = $1 and locked_at is null";
    if sql!(&mut tx, execute held, tenant)? == 0 {
        return Ok(Claim::Refused(Attended::Locked));
    }
    let text =
        "update deletion set purge_began_at = coalesce(purge_began_at, $1) where tenant_id = $2 and gone_at <= $1";
    if sql!(&mut tx, execute text, now.to_sqlx(), tenant)? == 0 {
        return Ok(Claim::Refused(Attended::Nothing));
    }
    let Some(mut stored) = store::stored(&mut tx, tenant).await? else { return Ok(Claim::Refused(Attended::Nothing)) };
    if stored.export_is_missing() {
        return Err(Error::internal(io::Error::other("the final export isn't written")));
    }
    let mut found = stored.found.take().unwrap_or_default();
    found.take_tasks(&mut tx, platform, tenant).await?;
    let is_held = sql!(&mut tx, scalar i64, "select count(*) from upgrade_task where tenant_id = $1", tenant)? > 0;
    // A move notices the deletion and takes itself back.
    if is_held
        || moves::is_under_way(&mut tx, tenant).await?
        || backups::is_under_way(&mut tx, platform, tenant).await?
    {
        return Ok(Claim::Refused(Attended::Upgrading));
    }
    found.keep(&mut tx, tenant).await?;
    tx.commit().await?;
    Ok(Claim::Taken(Box::new(stored), found))
}

async fn keep(platform: &Platform, tenant: TenantId, found: &Found) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    found.keep(&mut tx, tenant).await?;
    Ok(tx.commit().await?)
}

async fn remove_snapshots(platform: &Platform, stored: &Stored, found: &mut Found) -> Result<()> {
    // A run that was being planned when the removal began may have come in since.
    let mut tx = platform.central.begin().await?;
    found.take_tasks(&mut tx, platform, stored.tenant).await?;
    found.keep(&mut tx, stored.tenant).await?;
    tx.commit().await?;
    for snapshot in found.snapshots() {
        platform.lifecycle.drop_snapshot(home(stored)?, &snapshot).await?;
    }
    Ok(())
}

async fn remove_database(platform: &Platform, stored: &Stored, found: &Found, pace: Pace) -> Result<()> {
    if let Some(export) = &stored.deletion.export {
        exports::remove_draft(Path::new(&export.path))?;
    }
    let home = home(stored)?;
    platform.lifecycle.erase(home, pace.patience).await?;
    let left = platform.lifecycle.traces(home, &found.snapshots()).await?;
    if left.is_empty() {
        return Ok(());
    }
    Err(Error::internal(io::Error::other(format!("still there: {}", left.join(", ")))))
}

fn home(stored: &Stored) -> Result<&Home> {
    let unknown = || Error::internal(io::Error::other(format!("tenant {}: unknown database name", stored.tenant)));
    stored.home.as_ref().ok_or_else(unknown)
}

/// All rows in one transaction, and the proof with them. `None` when another process was first.
async fn remove_rows(platform: &Platform, stored: &Stored, found: Found, author: &Author) -> Result<Option<Erasure>> {
    let tenant = stored.tenant;
    let mut tx = platform.central.begin().await?;
    if sql!(&mut tx, execute "update tenant set locked_at = null where id = $1", tenant)? == 0 {
        return Ok(None);
    }
    resting::rest_former(&mut tx, platform, tenant).await?;
    resting::rest(&mut tx, platform, &stored.slug, None).await?;
    let (central, people) = remove_central(&mut tx, platform, tenant, found.upgrade_tasks).await?;
    let Counted { tables, unreadable, traces } = found.counted.unwrap_or_default();
    let export = stored.deletion.export.clone();
    let removed = Removed { tables, unreadable, central, people, traces, export };
    let erasure = proof::of(stored, removed, platform.clock.now(), author);
    proof::insert(&mut tx, platform, tenant, &erasure).await?;
    audit::record_by(&mut tx, platform, "tenant-erased", Some(tenant), author, &stored.slug).await?;
    platform.directory.changed(&mut tx).await?;
    tx.commit().await?;
    Ok(Some(erasure))
}

/// The organisation's rows of every central table and last its own, with the accounts of those who belonged to it alone.
/// Gives how many rows of each table, and how many accounts.
async fn remove_central(
    tx: &mut Tx,
    platform: &Platform,
    tenant: TenantId,
    upgrade_tasks: i64,
) -> Result<(BTreeMap<String, i64>, i64)> {
    let tables = platform.lifecycle.central_tables(tx).await?;
    let own = || tables.iter().filter(|table| table.names_tenants() && !KEPT.contains(&table.name()));
    // Counted first: some rows take others along.
    let mut removed = BTreeMap::from([("tenant".to_owned(), 1)]);
    for table in own() {
        removed.insert(table.name().to_owned(), table.count(tx, Rows::Of(tenant)).await?);
    }
    *removed.entry("upgrade_task".into()).or_default() += upgrade_tasks;
    let people = r#"delete from "user" where id in (select user_id from membership where tenant_id = $1)
                    and id not in (select user_id from membership where tenant_id <> $1)
                    and id not in (select user_id from operator)"#;
    let people = sql!(tx, execute people, tenant)?;
    for table in own() {
        table.erase(tx, tenant).await?;
    }
    sql!(tx, execute "delete from tenant where id = $1", tenant)?;
    Ok((removed, i64::try_from(people).unwrap_or_default()))
}
