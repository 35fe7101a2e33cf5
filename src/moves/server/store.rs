//! Moves as the central database keeps them.

use super::super::{Move, MoveState, Place};
use crate::{
    db::{Connection, DbError, Home, HomeRow, Rows, Timestamp, ToSqlx, sqlx},
    error::{Error, Result},
    ids::{BackupId, MoveId, ServerId, TenantId},
    platform::Platform,
    servers::Placement,
    tenants::Tenant,
};
use std::io;

/// What the work on a move needs.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) tenant: TenantId,
    pub(super) slug: String,
    pub(super) from: Home,
    pub(super) to: Home,
    pub(super) has_no_snapshots: bool,
    /// The old copy is still there.
    pub(super) is_kept: bool,
    pub(super) is_undone: bool,
    /// Its old home refuses writes, or may.
    pub(super) may_be_barred: bool,
    pub(super) kept_until: Option<jiff::Timestamp>,
    /// It was to bring a backup back.
    pub(super) is_restore: bool,
    pub(super) backup: Option<BackupId>,
}

pub(super) async fn stored(platform: &Platform, id: MoveId) -> Result<Stored> {
    let mut reader = platform.central.read().await?;
    let text = "select m.tenant_id, t.slug, m.state, m.from_placement, m.from_server_id, m.from_name,
                       m.to_placement, m.to_server_id, m.to_name, m.snapshots_gone_at, m.kept_until,
                       m.backup_at is not null as is_restore, m.backup_id
                from tenant_move m join tenant t on t.id = m.tenant_id where m.id = $1";
    let row = sql!(&mut reader, fetch_optional StoredRow, text, id)?.ok_or_else(Error::not_found)?;
    let unknown = || Error::internal(io::Error::other(format!("move {id}: unknown home")));
    let home = |placement, server_id, database_name| {
        HomeRow { placement, server_id, database_name }.home().ok_or_else(unknown)
    };
    Ok(Stored {
        tenant: row.tenant_id,
        slug: row.slug,
        from: home(row.from_placement, row.from_server_id, row.from_name)?,
        to: home(row.to_placement, row.to_server_id, row.to_name)?,
        has_no_snapshots: row.snapshots_gone_at.is_some(),
        is_kept: row.state == MoveState::Moved.name(),
        is_undone: row.state == MoveState::Undone.name(),
        may_be_barred: row.state == MoveState::Switching.name(),
        kept_until: row.kept_until.map(Timestamp::to_jiff),
        is_restore: row.is_restore,
        backup: row.backup_id,
    })
}

#[derive(sqlx::FromRow)]
struct StoredRow {
    tenant_id: TenantId,
    slug: String,
    state: String,
    from_placement: String,
    from_server_id: Option<ServerId>,
    from_name: String,
    to_placement: String,
    to_server_id: Option<ServerId>,
    to_name: String,
    snapshots_gone_at: Option<Timestamp>,
    kept_until: Option<Timestamp>,
    is_restore: bool,
    backup_id: Option<BackupId>,
}

/// Those at which there is something to do: nobody works on them any more, or something is left at the old place.
pub(super) async fn waiting(platform: &Platform) -> Result<Vec<MoveId>> {
    let mut reader = platform.central.read().await?;
    let text = "select id from tenant_move where (lease_until is null or lease_until < $1)
                and (state in ('copying', 'switching')
                     or (state = 'moved' and (snapshots_gone_at is null or kept_until <= $1))
                     or (state = 'undone' and copy_gone_at is null))
                order by started_at";
    Ok(sql!(&mut reader, scalar_all MoveId, text, platform.clock.now().to_sqlx())?)
}

pub(super) async fn kept_of(platform: &Platform, tenant: TenantId) -> Result<Vec<MoveId>> {
    let mut reader = platform.central.read().await?;
    let text = "select id from tenant_move
                where tenant_id = $1 and (state = 'moved' or (state = 'undone' and copy_gone_at is null))";
    Ok(sql!(&mut reader, scalar_all MoveId, text, tenant)?)
}

/// Whether somebody moves it now.
pub(crate) async fn is_under_way(on: &mut impl Connection, tenant: TenantId) -> Result<bool, DbError> {
    let text = "select count(*) from tenant_move where tenant_id = $1 and state in ('copying', 'switching')";
    Ok(sql!(on, scalar i64, text, tenant)? > 0)
}

pub(crate) async fn is_upgrading(platform: &Platform, tenant: TenantId) -> Result<bool> {
    let mut reader = platform.central.read().await?;
    let text = "select count(*) from upgrade_task where tenant_id = $1 and state in ('running', 'restoring')";
    Ok(sql!(&mut reader, scalar i64, text, tenant)? > 0)
}

pub(super) async fn note_rows(platform: &Platform, id: MoveId, rows: u64) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let rows = i64::try_from(rows).unwrap_or(i64::MAX);
    sql!(&mut tx, execute "update tenant_move set rows_total = $1 where id = $2", rows, id)?;
    Ok(tx.commit().await?)
}

pub(super) async fn let_go(platform: &Platform, id: MoveId, owner: &str) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text = "update tenant_move set lease_owner = null, lease_until = null where id = $1 and lease_owner = $2";
    sql!(&mut tx, execute text, id, owner)?;
    Ok(tx.commit().await?)
}

macro_rules! select {
    ($condition:literal) => {
        concat!(
            "select t.slug, m.state, m.from_placement, f.name as from_server, m.to_placement, s.name as to_server,
                    m.requested_by, m.started_at, m.rows_total, m.rows_copied, m.read_only_micros, m.switched_at,
                    m.kept_until, m.finished_at, m.backup_at, m.error, m.lease_until
             from tenant_move m join tenant t on t.id = m.tenant_id
             left join server f on f.id = m.from_server_id left join server s on s.id = m.to_server_id ",
            $condition
        )
    };
}

/// The moves of an organisation, the last one first.
pub async fn of_tenant(platform: &Platform, slug: &str) -> Result<Vec<Move>> {
    let mut reader = platform.central.read().await?;
    let rows =
        sql!(&mut reader, fetch_all Row, select!("where t.slug = $1 order by m.started_at desc, m.id desc"), slug)?;
    rows.into_iter().map(|row| row.into_move(platform)).collect()
}

/// The last time that a backup of it was brought back, if its data didn't move since.
pub(crate) async fn last_restore_of(platform: &Platform, slug: &str) -> Result<Option<Move>> {
    let last = of_tenant(platform, slug).await?.into_iter().next();
    Ok(last.filter(|last| last.restores.is_some()))
}

/// The last moves of all organisations, and all that are under way or still have their old copies.
pub async fn list(platform: &Platform) -> Result<Vec<Move>> {
    let mut reader = platform.central.read().await?;
    let text = select!(
        "where m.state in ('copying', 'switching', 'moved')
                        or m.id in (select id from tenant_move order by started_at desc limit 50)
                        order by m.started_at desc, m.id desc"
    );
    let rows = sql!(&mut reader, fetch_all Row, text)?;
    rows.into_iter().map(|row| row.into_move(platform)).collect()
}

/// How many rows an organisation has.
pub async fn count_rows(platform: &Platform, tenant: &Tenant) -> Result<u64> {
    let held = platform.fleet.open(tenant).await?;
    let mut view = held.db().view().await?;
    let mut rows = 0;
    for table in platform.lifecycle.tables_of_tenant(&mut view).await? {
        rows += table.count(&mut view, Rows::All).await?.unsigned_abs();
    }
    Ok(rows)
}

/// Where an organisation's move that is under way leads.
pub async fn target_of(platform: &Platform, slug: &str) -> Result<Option<Home>> {
    let mut reader = platform.central.read().await?;
    let text = "select m.id from tenant_move m join tenant t on t.id = m.tenant_id
                where t.slug = $1 and m.state in ('copying', 'switching')";
    let id = sql!(&mut reader, scalar_optional MoveId, text, slug)?;
    drop(reader);
    match id {
        Some(id) => Ok(Some(stored(platform, id).await?.to)),
        None => Ok(None),
    }
}

/// What there still is at the places to which moves of an organisation didn't come, by name.
pub async fn targets_left(platform: &Platform, slug: &str) -> Result<Vec<String>> {
    let mut reader = platform.central.read().await?;
    let text = "select m.id from tenant_move m join tenant t on t.id = m.tenant_id
                where t.slug = $1 and m.state = 'undone' order by m.started_at";
    let all = sql!(&mut reader, scalar_all MoveId, text, slug)?;
    drop(reader);
    let mut left = Vec::new();
    for id in all {
        left.extend(platform.lifecycle.traces(&stored(platform, id).await?.to, &[]).await?);
    }
    Ok(left)
}

pub(super) async fn one(platform: &Platform, id: MoveId) -> Result<Move> {
    let mut reader = platform.central.read().await?;
    let row = sql!(&mut reader, fetch_optional Row, select!("where m.id = $1"), id)?;
    row.ok_or_else(Error::not_found)?.into_move(platform)
}

#[derive(sqlx::FromRow)]
struct Row {
    slug: String,
    state: String,
    from_placement: String,
    from_server: Option<String>,
    to_placement: String,
    to_server: Option<String>,
    requested_by: String,
    started_at: Timestamp,
    rows_total: i64,
    rows_copied: i64,
    read_only_micros: Option<i64>,
    switched_at: Option<Timestamp>,
    kept_until: Option<Timestamp>,
    finished_at: Option<Timestamp>,
    backup_at: Option<Timestamp>,
    error: Option<String>,
    lease_until: Option<Timestamp>,
}

impl Row {
    fn into_move(self, platform: &Platform) -> Result<Move> {
        let wrong = || Error::internal(io::Error::other(format!("a move of {}: unknown words", self.slug)));
        let placement = |key: &str| key.parse::<Placement>().map_err(|()| wrong());
        let told = |at: Option<Timestamp>| at.map(|at| at.to_jiff().to_string());
        let state: MoveState = self.state.parse().map_err(|()| wrong())?;
        let is_held = self.lease_until.is_some_and(|until| until.to_jiff() > platform.clock.now());
        Ok(Move {
            from: Place { placement: placement(&self.from_placement)?, server: self.from_server.clone() },
            to: Place { placement: placement(&self.to_placement)?, server: self.to_server.clone() },
            is_abandoned: state.is_under_way() && !is_held,
            slug: self.slug,
            state,
            requested_by: self.requested_by,
            started_at: self.started_at.to_jiff().to_string(),
            rows: self.rows_total,
            copied: self.rows_copied,
            read_only_millis: self.read_only_micros.map(|micros| micros / 1_000),
            switched_at: told(self.switched_at),
            kept_until: told(self.kept_until),
            finished_at: told(self.finished_at),
            restores: told(self.backup_at),
            error: self.error,
        })
    }
}
