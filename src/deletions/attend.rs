//! The work on what was deleted: the final export, and the removal once it is due. A process that dies in between is
//! followed by another that goes on.

use super::{Erasure, FinalExport, erase, lease::Lease, request, store};
use crate::{
    audit,
    context::Author,
    db::{ToSqlx, sqlx},
    error::{Error, Result},
    exports::{self, Exported},
    ids::TenantId,
    jobs::{self, Ended, JobKind},
    platform::Platform,
    tenants::{self, resting},
};
use jiff::SignedDuration;
use std::{path::Path, sync::Arc, time::Duration};

/// The moments at which a process may die.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The export is on the disk, and nobody knows of it yet.
    Written,
    Exported,
    /// The removal began: there is no way back.
    Claimed,
    Counted,
    SnapshotsRemoved,
    DatabaseRemoved,
    Erased,
}

impl Step {
    pub const ALL: [Self; 7] = [
        Self::Written,
        Self::Exported,
        Self::Claimed,
        Self::Counted,
        Self::SnapshotsRemoved,
        Self::DatabaseRemoved,
        Self::Erased,
    ];
}

/// Told of each step.
pub type Observer = Arc<dyn Fn(&str, Step) + Send + Sync>;

pub fn unobserved() -> Observer {
    Arc::new(|_, _| {})
}

/// How long somebody holds a deletion without a sign of life, and how long whoever has the database open is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    pub lease: SignedDuration,
    pub patience: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { lease: SignedDuration::from_secs(60), patience: Duration::from_secs(20) }
    }
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Attended {
    /// It isn't deleted, or another process is at it.
    Nothing,
    /// The export is there, and the grace goes on.
    Kept,
    /// It would be due, but it is locked.
    Locked,
    /// It would be due, but an upgrade works on it.
    Upgrading,
    Erased(Box<Erasure>),
}

/// Does what is to be done now for one organisation.
pub async fn attend(
    platform: &Arc<Platform>,
    slug: &str,
    author: &Author,
    pace: Pace,
    observer: &Observer,
) -> Result<Attended> {
    match request::id_of(platform, slug).await? {
        Some(tenant) => attend_to(platform, tenant, author, pace, observer).await,
        None => Ok(Attended::Nothing),
    }
}

/// Does what is to be done now for all of them, one after the other. One that fails doesn't keep the others; it is tried
/// again the next time.
pub async fn attend_all(platform: &Arc<Platform>, author: &Author, pace: Pace) -> Result<Vec<Erasure>> {
    attend_all_observed(platform, author, pace, &unobserved()).await
}

/// The same for who shows how far it is.
pub(crate) async fn attend_all_observed(
    platform: &Arc<Platform>,
    author: &Author,
    pace: Pace,
    observer: &Observer,
) -> Result<Vec<Erasure>> {
    resting::forget_rested(platform).await?;
    let mut erased = Vec::new();
    for (tenant, slug) in waiting(platform).await? {
        match attend_to(platform, tenant, author, pace, observer).await {
            Ok(Attended::Erased(erasure)) => {
                tracing::info!(slug, "the data of a deleted organisation was removed");
                erased.push(*erasure);
            }
            Ok(_) => {}
            Err(error) => {
                tracing::error!(error = %error.with_causes(), slug, "a deleted organisation could not be exported or removed");
            }
        }
    }
    Ok(erased)
}

/// Those whose data would be removed now, by name.
pub async fn due(platform: &Platform) -> Result<Vec<String>> {
    let mut reader = platform.central.read().await?;
    let text = "select t.slug from deletion d join tenant t on t.id = d.tenant_id
                where d.gone_at <= $1 and t.locked_at is null order by t.slug";
    Ok(sql!(&mut reader, scalar_all String, text, platform.clock.now().to_sqlx())?)
}

/// Those at whom there is something to do.
async fn waiting(platform: &Platform) -> Result<Vec<(TenantId, String)>> {
    let mut reader = platform.central.read().await?;
    let text = "select t.id, t.slug from deletion d join tenant t on t.id = d.tenant_id
                where d.gone_at <= $1 or (d.export_path is not null and d.exported_at is null) order by d.gone_at";
    let rows = sql!(&mut reader, fetch_all Waiting, text, platform.clock.now().to_sqlx())?;
    Ok(rows.into_iter().map(|row| (row.id, row.slug)).collect())
}

#[derive(sqlx::FromRow)]
struct Waiting {
    id: TenantId,
    slug: String,
}

async fn attend_to(
    platform: &Arc<Platform>,
    tenant: TenantId,
    author: &Author,
    pace: Pace,
    observer: &Observer,
) -> Result<Attended> {
    let Some(lease) = Lease::take(platform, tenant, pace).await? else { return Ok(Attended::Nothing) };
    let done = go_on(platform, tenant, author, pace, observer).await;
    lease.give_back(platform, done.as_ref().err()).await?;
    done
}

async fn go_on(
    platform: &Platform,
    tenant: TenantId,
    author: &Author,
    pace: Pace,
    observer: &Observer,
) -> Result<Attended> {
    let mut reader = platform.central.read().await?;
    let stored = store::stored(&mut reader, tenant).await?;
    drop(reader);
    let Some(stored) = stored else { return Ok(Attended::Nothing) };
    if let Some(export) = stored.deletion.export.as_ref().filter(|_| stored.export_is_missing()) {
        write_export(platform, tenant, &stored.slug, export, author, observer).await?;
    }
    if stored.gone_at > platform.clock.now() {
        return Ok(Attended::Kept);
    }
    erase::erase(platform, tenant, author, pace, observer).await
}

/// The export is written before anything is removed: without it the removal doesn't begin.
async fn write_export(
    platform: &Platform,
    tenant: TenantId,
    slug: &str,
    export: &FinalExport,
    author: &Author,
    observer: &Observer,
) -> Result<()> {
    let found = tenants::find(platform, slug).await?.ok_or_else(Error::not_found)?;
    let writing = exports::export(platform, &found, Path::new(&export.path));
    let exported = jobs::run(platform, JobKind::Export, &[tenant], writing, Ended::of).await?;
    observer(slug, Step::Written);
    note_export(platform, tenant, slug, &exported, author).await?;
    observer(slug, Step::Exported);
    Ok(())
}

async fn note_export(
    platform: &Platform,
    tenant: TenantId,
    slug: &str,
    exported: &Exported,
    author: &Author,
) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text = "update deletion set exported_at = $1, export_bytes = $2, export_sha256 = $3 where tenant_id = $4";
    let now = platform.clock.now().to_sqlx();
    sql!(&mut tx, execute text, now, exported.bytes, &exported.sha256, tenant)?;
    let detail = format!("{slug}: {}, SHA-256 {}", exported.path.display(), exported.sha256);
    audit::record_by(&mut tx, platform, "tenant-exported", Some(tenant), author, &detail).await?;
    Ok(tx.commit().await?)
}
