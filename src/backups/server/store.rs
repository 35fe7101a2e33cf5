//! Backups as the central database keeps them.

use super::super::{Backup, BackupHealth, BackupState, BackupsOf};
use crate::{
    db::{Connection, DbError, Timestamp, ToSqlx, sqlx},
    error::{Error, Result},
    ids::{BackupId, TenantId},
    moves,
    platform::Platform,
    tenants::TenantStatus,
};
use jiff::SignedDuration;
use std::io;

macro_rules! select {
    ($condition:literal) => {
        concat!(
            "select b.id, b.tenant_id, t.slug, b.state, b.reason, b.file, b.requested_by, b.began_at, b.made_at,
                    b.confirmed_at, b.checked_at, b.bytes, b.row_count, b.sha256, b.content_sha256, b.error
             from backup b join tenant t on t.id = b.tenant_id ",
            $condition
        )
    };
}

/// The backups of an organisation, the last one first, and what there is to know beside.
///
/// # Errors
/// `NotFound`.
pub async fn of_organisation(platform: &Platform, slug: &str) -> Result<BackupsOf> {
    let mut view = platform.central.view().await?;
    let text = "select t.id, t.name, t.status,
                       exists (select 1 from deletion d where d.tenant_id = t.id) as is_deleted
                from tenant t where t.slug = $1";
    let facts = sql!(&mut view, fetch_optional Facts, text, slug)?.ok_or_else(Error::not_found)?;
    let text = select!("where b.tenant_id = $1 order by b.began_at desc, b.id desc");
    let rows = sql!(&mut view, fetch_all Stored, text, facts.id)?;
    drop(view);
    Ok(BackupsOf {
        slug: slug.to_owned(),
        name: facts.name,
        schedule: platform.settings.current().backups.schedule(),
        is_closed: facts.is_deleted || facts.status == TenantStatus::Provisioning.name(),
        restore: moves::last_restore_of(platform, slug).await?,
        backups: rows.into_iter().map(Stored::into_backup).collect::<Result<_>>()?,
    })
}

/// The names of all organisations that can be backed up.
pub async fn organisations(platform: &Platform) -> Result<Vec<String>> {
    let mut reader = platform.central.read().await?;
    let text = "select t.slug from tenant t where t.status <> 'provisioning'
                and not exists (select 1 from deletion d where d.tenant_id = t.id) order by t.slug";
    Ok(sql!(&mut reader, scalar_all String, text)?)
}

/// The last backup of each organisation that has any, by name.
pub async fn last_of_all(platform: &Platform) -> Result<Vec<Backup>> {
    let mut reader = platform.central.read().await?;
    let text = select!(
        "where b.id = (select o.id from backup o where o.tenant_id = b.tenant_id order by o.began_at desc, o.id desc limit 1)
         order by t.slug"
    );
    sql!(&mut reader, fetch_all Stored, text)?.into_iter().map(Stored::into_backup).collect()
}

pub(super) async fn one(platform: &Platform, id: BackupId) -> Result<Stored> {
    let mut reader = platform.central.read().await?;
    let row = sql!(&mut reader, fetch_optional Stored, select!("where b.id = $1"), id)?;
    row.ok_or_else(Error::not_found)
}

/// Those of an organisation whose file is gone or isn't what it was.
pub(super) async fn damaged(on: &mut impl Connection, tenant: TenantId) -> Result<Vec<Stored>> {
    Ok(sql!(on, fetch_all Stored, select!("where b.tenant_id = $1 and b.state = 'damaged'"), tenant)?)
}

/// Those of an organisation with a whole file, the newest first.
pub(super) async fn whole(on: &mut impl Connection, tenant: TenantId) -> Result<Vec<Stored>> {
    let text = select!(
        "where b.tenant_id = $1 and b.state = 'whole' order by coalesce(b.confirmed_at, b.made_at) desc, b.id desc"
    );
    Ok(sql!(on, fetch_all Stored, text, tenant)?)
}

pub(super) async fn all_of(on: &mut impl Connection, tenant: TenantId) -> Result<Vec<Stored>> {
    Ok(sql!(on, fetch_all Stored, select!("where b.tenant_id = $1"), tenant)?)
}

/// Those that were last read back before this moment; of those that were found to be damaged, before the other: the disk may have
/// been full, or away.
pub(super) async fn unchecked(
    platform: &Platform,
    whole_since: jiff::Timestamp,
    damaged_since: jiff::Timestamp,
    most: i64,
) -> Result<Vec<Stored>> {
    let mut reader = platform.central.read().await?;
    let text = select!(
        "where ((b.state = 'whole' and b.checked_at < $1) or (b.state = 'damaged' and b.checked_at < $2))
           and not exists (select 1 from deletion d where d.tenant_id = b.tenant_id)
         order by b.checked_at limit $3"
    );
    Ok(sql!(&mut reader, fetch_all Stored, text, whole_since.to_sqlx(), damaged_since.to_sqlx(), most)?)
}

pub(super) async fn abandoned(platform: &Platform) -> Result<Vec<Stored>> {
    let mut reader = platform.central.read().await?;
    let text = select!("where b.state = 'making' and b.lease_until < $1");
    Ok(sql!(&mut reader, fetch_all Stored, text, platform.clock.now().to_sqlx())?)
}

/// Whether somebody makes one now.
pub(crate) async fn is_under_way(
    on: &mut impl Connection,
    platform: &Platform,
    tenant: TenantId,
) -> Result<bool, DbError> {
    let text = "select count(*) from backup where tenant_id = $1 and state = 'making' and lease_until > $2";
    Ok(sql!(on, scalar i64, text, tenant, platform.clock.now().to_sqlx())? > 0)
}

/// How an organisation does in this.
pub(crate) async fn health(on: &mut impl Connection, platform: &Platform, tenant: TenantId) -> Result<BackupHealth> {
    /// A server may be busy, or down for the night.
    const PATIENCE: i32 = 2;
    let last = whole(on, tenant).await?.into_iter().next();
    let text = "select error from backup where tenant_id = $1 and state = 'failed' order by began_at desc limit 1";
    let error = sql!(on, scalar_optional String, text, tenant)?;
    let text = "select count(*) from backup where tenant_id = $1 and state = 'damaged'";
    let is_damaged = sql!(on, scalar i64, text, tenant)? > 0;
    let created = sql!(on, scalar_optional Timestamp, "select created_at from tenant where id = $1", tenant)?;
    let schedule = platform.settings.current().backups.schedule();
    let last_at = last.as_ref().map(Stored::holds);
    let since = last_at.or_else(|| created.map(Timestamp::to_jiff)).unwrap_or_default();
    let every = SignedDuration::from_hours(i64::from(schedule.every_hours));
    Ok(BackupHealth {
        last_at: last_at.map(|at| at.to_string()),
        bytes: last.and_then(|last| last.bytes),
        error,
        is_damaged,
        is_late: schedule.every_hours > 0 && platform.clock.now() > since + every * PATIENCE,
        is_scheduled: schedule.every_hours > 0,
    })
}

#[derive(sqlx::FromRow)]
struct Facts {
    id: TenantId,
    name: String,
    status: String,
    is_deleted: bool,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Stored {
    pub(super) id: BackupId,
    pub(super) tenant_id: TenantId,
    pub(super) slug: String,
    state: String,
    reason: String,
    pub(super) file: String,
    requested_by: String,
    began_at: Timestamp,
    made_at: Option<Timestamp>,
    confirmed_at: Option<Timestamp>,
    checked_at: Option<Timestamp>,
    pub(super) bytes: Option<i64>,
    row_count: Option<i64>,
    pub(super) sha256: Option<String>,
    pub(super) content_sha256: Option<String>,
    error: Option<String>,
}

impl Stored {
    /// The moment whose data it holds.
    pub(super) fn holds(&self) -> jiff::Timestamp {
        self.confirmed_at.or(self.made_at).unwrap_or(self.began_at).to_jiff()
    }

    pub(super) fn is_in(&self, state: BackupState) -> bool {
        self.state == state.name()
    }

    pub(super) fn into_backup(self) -> Result<Backup> {
        let wrong = || Error::internal(io::Error::other(format!("a backup of {}: unknown words", self.slug)));
        let told = |at: Option<Timestamp>| at.map(|at| at.to_jiff().to_string());
        Ok(Backup {
            state: self.state.parse().map_err(|()| wrong())?,
            reason: self.reason.parse().map_err(|()| wrong())?,
            id: self.id,
            slug: self.slug,
            file: self.file,
            requested_by: self.requested_by,
            began_at: self.began_at.to_jiff().to_string(),
            made_at: told(self.made_at),
            confirmed_at: told(self.confirmed_at),
            checked_at: told(self.checked_at),
            bytes: self.bytes,
            rows: self.row_count,
            sha256: self.sha256,
            error: self.error,
        })
    }
}
