//! A lock against deletion.

use crate::{
    audit,
    context::Author,
    db::{ToSqlx, Tx, sqlx},
    error::{Error, Result},
    fault::Problem,
    ids::TenantId,
    platform::Platform,
};

/// Nobody can delete the organisation, and nothing of it is removed, until it is unlocked.
///
/// # Errors
/// `NotFound`; `Invalid` at `slug` when its data is being removed.
pub async fn lock(platform: &Platform, slug: &str, author: &Author) -> Result<()> {
    Ok(set(platform, slug, true, author).await?.commit().await?)
}

/// Whether it can be done, and nothing else.
///
/// # Errors
/// Those of [`lock`].
pub async fn plan_lock(platform: &Platform, slug: &str) -> Result<()> {
    set(platform, slug, true, &Author::CommandLine).await.map(drop)
}

/// # Errors
/// `NotFound`.
pub async fn unlock(platform: &Platform, slug: &str, author: &Author) -> Result<()> {
    Ok(set(platform, slug, false, author).await?.commit().await?)
}

/// Whether it can be done, and nothing else.
///
/// # Errors
/// Those of [`unlock`].
pub async fn plan_unlock(platform: &Platform, slug: &str) -> Result<()> {
    set(platform, slug, false, &Author::CommandLine).await.map(drop)
}

/// Whoever only wants to know whether it works lets go of the transaction.
async fn set(platform: &Platform, slug: &str, is_locked: bool, author: &Author) -> Result<Tx> {
    let mut tx = platform.central.begin().await?;
    let now = is_locked.then(|| platform.clock.now().to_sqlx());
    let text = "update tenant set locked_at = $1 where slug = $2 and status <> 'provisioning'";
    if sql!(&mut tx, execute text, now, slug)? == 0 {
        return Err(Error::not_found());
    }
    // Asked once the row is held: a removal takes it as well before it begins.
    let text = "select t.id, d.purge_began_at is not null as is_being_erased
                from tenant t left join deletion d on d.tenant_id = t.id where t.slug = $1";
    let row = sql!(&mut tx, fetch_one Row, text, slug)?;
    if row.is_being_erased {
        return Err(Error::field("slug", Problem::IsBeingErased));
    }
    let kind = if is_locked { "tenant-locked" } else { "tenant-unlocked" };
    audit::record_by(&mut tx, platform, kind, Some(row.id), author, slug).await?;
    Ok(tx)
}

#[derive(sqlx::FromRow)]
struct Row {
    id: TenantId,
    is_being_erased: bool,
}
