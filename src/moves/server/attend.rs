//! What is left to do of moves: taking back what a process that died had begun, and removing what was left at the old place.

use super::{Pace, lease, store};
use crate::{
    audit, backups,
    context::Author,
    db::{Home, SnapshotName, ToSqlx},
    error::Result,
    ids::{MoveId, TenantId},
    jobs::{self, Ended, JobKind},
    platform::Platform,
};

/// Does what is due, one after the other. What fails is tried again the next time.
pub async fn attend_all(platform: &Platform, pace: Pace) -> Result<()> {
    for id in store::waiting(platform).await? {
        if let Err(error) = attend(platform, id, pace).await {
            tracing::error!(error = %error.with_causes(), "a move could not be taken back or finished");
        }
    }
    Ok(())
}

/// Does what is due at one move.
pub async fn attend(platform: &Platform, id: MoveId, pace: Pace) -> Result<()> {
    if let Some(owner) = lease::take(platform, id, true, pace).await? {
        tracing::warn!("a move that nobody works on any more is taken back");
        let why = "the process that moved it is gone";
        let taking_back = take_back(platform, id, &owner, &Author::Housekeeping, why);
        let tenant = store::stored(platform, id).await?.tenant;
        jobs::run(platform, JobKind::Move, &[tenant], taking_back, |_| Ended::Failed(why.to_owned())).await?;
    } else if let Some(owner) = lease::take(platform, id, false, pace).await? {
        let tenant = store::stored(platform, id).await?.tenant;
        jobs::run(platform, JobKind::Move, &[tenant], clear(platform, id, &owner, pace), Ended::of).await?;
    }
    Ok(())
}

/// What a move leaves, as a part of it.
pub(super) async fn clear_up(platform: &Platform, id: MoveId, pace: Pace) -> Result<()> {
    match lease::take(platform, id, false, pace).await? {
        Some(owner) => clear(platform, id, &owner, pace).await,
        None => Ok(()),
    }
}

/// The organisation is where it was, and can be written to there. Whoever calls it holds the lease. It can be done again. What
/// was made at the new place goes afterwards: its server may be what is wrong.
pub(super) async fn take_back(platform: &Platform, id: MoveId, owner: &str, author: &Author, why: &str) -> Result<()> {
    let stored = store::stored(platform, id).await?;
    // One that nobody was held back for may be a home that can't be opened any more.
    if stored.may_be_barred {
        platform.lifecycle.unbar(&stored.from).await?;
    }
    let mut tx = platform.central.begin().await?;
    let text =
        "update tenant_move set state = 'undone', error = $1, finished_at = $2, lease_owner = null, lease_until = null
                where id = $3 and lease_owner = $4 and state in ('copying', 'switching')";
    sql!(&mut tx, execute text, why, platform.clock.now().to_sqlx(), id, owner)?;
    let detail = format!("{}: {why}", stored.slug);
    let kind = if stored.is_restore { "backup-restore-undone" } else { "tenant-move-undone" };
    audit::record_by(&mut tx, platform, kind, Some(stored.tenant), author, &detail).await?;
    platform.directory.changed(&mut tx).await?;
    tx.commit().await?;
    platform.directory.forget();
    if let Some(backup) = stored.backup {
        backups::forget_unpacked(platform, backup)?;
    }
    if let Err(error) = drop_copy(platform, id, &stored.to).await {
        tracing::warn!(error = %error.with_causes(), slug = stored.slug, "what a move left at the new place could not be removed yet");
    }
    Ok(())
}

async fn drop_copy(platform: &Platform, id: MoveId, copy: &Home) -> Result<()> {
    platform.lifecycle.drop(copy).await?;
    let mut tx = platform.central.begin().await?;
    let text = "update tenant_move set copy_gone_at = $1 where id = $2 and state = 'undone'";
    sql!(&mut tx, execute text, platform.clock.now().to_sqlx(), id)?;
    Ok(tx.commit().await?)
}

/// Removes what is due of the old place: first the copies that upgrades made there, for there is no way back to them any
/// more, and the data itself when its time is over.
///
/// Who fails keeps the lease: it isn't tried again before that has run out.
async fn clear(platform: &Platform, id: MoveId, owner: &str, pace: Pace) -> Result<()> {
    let stored = store::stored(platform, id).await?;
    if stored.is_undone {
        drop_copy(platform, id, &stored.to).await?;
        return store::let_go(platform, id, owner).await;
    }
    if let Some(backup) = stored.backup {
        backups::forget_unpacked(platform, backup)?;
    }
    if !stored.has_no_snapshots {
        drop_snapshots(platform, id, stored.tenant, &stored.from).await?;
    }
    if stored.is_kept && stored.kept_until.is_some_and(|until| until <= platform.clock.now()) {
        remove(platform, id, &stored.from, pace).await?;
    }
    store::let_go(platform, id, owner).await
}

async fn drop_snapshots(platform: &Platform, id: MoveId, tenant: TenantId, from: &Home) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text = "select snapshot from upgrade_task where tenant_id = $1 and snapshot_at is not null
                and snapshot_at <= (select switched_at from tenant_move where id = $2)";
    let names = sql!(&mut tx, scalar_all String, text, tenant, id)?;
    drop(tx);
    for name in names.iter().filter_map(|name| SnapshotName::stored(name)) {
        platform.lifecycle.drop_snapshot(from, &name).await?;
    }
    let mut tx = platform.central.begin().await?;
    for name in &names {
        sql!(&mut tx, execute "update upgrade_task set snapshot_at = null where snapshot = $1", name)?;
    }
    let text = "update tenant_move set snapshots_gone_at = $1 where id = $2";
    sql!(&mut tx, execute text, platform.clock.now().to_sqlx(), id)?;
    Ok(tx.commit().await?)
}

async fn remove(platform: &Platform, id: MoveId, from: &Home, pace: Pace) -> Result<()> {
    platform.lifecycle.erase(from, pace.patience).await?;
    let mut tx = platform.central.begin().await?;
    let text = "update tenant_move set state = 'done', finished_at = $1 where id = $2 and state = 'moved'";
    sql!(&mut tx, execute text, platform.clock.now().to_sqlx(), id)?;
    Ok(tx.commit().await?)
}

/// Removes all other copies of an organisation now, whatever their time.
///
/// # Errors
/// When one can't be removed; what was removed before stays so.
pub async fn forget_old(platform: &Platform, tenant: TenantId, pace: Pace) -> Result<()> {
    for id in store::kept_of(platform, tenant).await? {
        let stored = store::stored(platform, id).await?;
        if stored.is_undone {
            drop_copy(platform, id, &stored.to).await?;
            continue;
        }
        drop_snapshots(platform, id, tenant, &stored.from).await?;
        remove(platform, id, &stored.from, pace).await?;
    }
    Ok(())
}
