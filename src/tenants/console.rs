//! What operators see of one organisation, and what they do to it.

use super::{
    TenantDetail, TenantStatus, TenantSummary,
    listing::standing,
    store, troubles,
    unreachable::Unreachable,
    usage::{month, of_this_month},
};
use crate::{
    audit,
    brand::{self, Asset, Theme},
    context::Author,
    db::{Timestamp, Tx, sqlx},
    deletions,
    error::{Error, Result},
    fault::Problem,
    ids::{ServerId, TenantId},
    plans,
    platform::Platform,
};

pub async fn detail(platform: &Platform, slug: &str) -> Result<Option<TenantDetail>> {
    let Some(tenant) = store::find(platform, slug).await? else { return Ok(None) };
    let mut reader = platform.central.read().await?;
    let facts = sql!(
        &mut reader,
        fetch_one Facts,
        concat!(
            "select database_bytes, created_at, last_active_at, locked_at,
                    (select name from server s where s.id = t.server_id) as server, ",
            standing!(),
            " from tenant t where id = $1"
        ),
        tenant.id
    )?;
    let text = "select host from domain where tenant_id = $1 order by is_main desc, host";
    let hosts = sql!(&mut reader, scalar_all String, text, tenant.id)?;
    let deletion = deletions::deletion_of(&mut reader, tenant.id).await?;
    let mut names = plans::names(&mut reader).await?;
    let mut troubles = troubles::of_page(platform, &mut reader, &[tenant.id]).await?;
    let placement = tenant.home.placement().key();
    let month = month(platform.clock.today(&tenant.zone));
    Ok(Some(TenantDetail {
        summary: TenantSummary {
            slug: tenant.slug.clone(),
            name: tenant.name.clone(),
            status: tenant.status,
            plan: tenant.plan.clone(),
            plan_name: names.remove(&tenant.plan).unwrap_or_default(),
            is_unreachable: Unreachable::now(platform).holds(tenant.id, placement, facts.server_id),
            placement: placement.to_owned(),
            database_bytes: facts.database_bytes,
            created_at: facts.created_at.to_jiff().to_string(),
            last_active_at: facts.last_active_at.map(|at| at.to_jiff().to_string()),
            gone_at: deletion.as_ref().map(|deletion| deletion.gone_at.clone()),
            status_reason: tenant.status_reason.clone(),
            version: facts.version,
            is_behind: facts.is_behind,
            quarantine: facts.quarantine_error,
            has_drifted: facts.has_drifted,
            members: facts.members,
            connections: i64::from(platform.fleet.connections_of(tenant.id)),
            active_loans: facts.active_loans,
            transactions: of_this_month(facts.transactions, facts.transactions_month.as_deref(), &month),
            troubles: troubles.remove(&tenant.id).unwrap_or_default(),
        },
        locked_at: facts.locked_at.map(|at| at.to_jiff().to_string()),
        deletion,
        locale: tenant.locale,
        time_zone: tenant.zone_name.clone(),
        currency: tenant.currency,
        modules: tenant.modules.clone(),
        disabled: tenant.installed.iter().copied().filter(|module| !tenant.has(*module)).collect(),
        brand: tenant.brand_copy.clone().unwrap_or_default(),
        url: platform.config.server.public_url.origin_of(&tenant.main_host),
        hosts,
        server: facts.server,
    }))
}

/// By what it is known at a glance, in a theme.
pub async fn mark(platform: &Platform, slug: &str, theme: Theme) -> Result<Option<Asset>> {
    match store::find(platform, slug).await? {
        Some(tenant) => brand::mark(platform, &tenant, theme).await.map(Some),
        None => Ok(None),
    }
}

/// The same with the size as it is now. A database that can't be measured is shown with the size that it had.
pub async fn inspect(platform: &Platform, slug: &str) -> Result<Option<TenantDetail>> {
    if let Err(error) = measure(platform, slug).await {
        tracing::warn!(error = %error.with_causes(), slug, "the size of a database could not be read");
    }
    detail(platform, slug).await
}

#[derive(sqlx::FromRow)]
struct Facts {
    database_bytes: i64,
    created_at: Timestamp,
    last_active_at: Option<Timestamp>,
    locked_at: Option<Timestamp>,
    quarantine_error: Option<String>,
    has_drifted: bool,
    server_id: Option<ServerId>,
    version: Option<i64>,
    is_behind: bool,
    active_loans: Option<i64>,
    transactions: Option<i64>,
    transactions_month: Option<String>,
    members: i64,
    server: Option<String>,
}

/// Closes an organisation to its people, who are shown the reason.
pub async fn suspend(platform: &Platform, slug: &str, reason: &str, author: &Author) -> Result<()> {
    changed(platform, suspended(platform, slug, reason, author).await?).await
}

/// Whether it can be done, and nothing else.
pub async fn plan_suspend(platform: &Platform, slug: &str, reason: &str) -> Result<()> {
    suspended(platform, slug, reason, &Author::CommandLine).await.map(drop)
}

async fn suspended(platform: &Platform, slug: &str, reason: &str, author: &Author) -> Result<Tx> {
    let reason = crate::users::name(reason).map_err(|problem| Error::field("reason", problem))?;
    set_status(platform, slug, TenantStatus::Suspended, Some(&reason), author).await
}

/// Answers 503 to everybody until `resume`, while somebody works on the organisation.
pub async fn start_maintenance(platform: &Platform, slug: &str, message: &str, author: &Author) -> Result<()> {
    let message = Some(message.trim());
    changed(platform, set_status(platform, slug, TenantStatus::Maintenance, message, author).await?).await
}

pub async fn resume(platform: &Platform, slug: &str, author: &Author) -> Result<()> {
    changed(platform, set_status(platform, slug, TenantStatus::Active, None, author).await?).await
}

/// Whether it can be done, and nothing else.
pub async fn plan_resume(platform: &Platform, slug: &str) -> Result<()> {
    set_status(platform, slug, TenantStatus::Active, None, &Author::CommandLine).await.map(drop)
}

async fn changed(platform: &Platform, tx: Tx) -> Result<()> {
    tx.commit().await?;
    platform.directory.forget();
    Ok(())
}

/// Whoever only wants to know whether it works lets go of the transaction.
async fn set_status(
    platform: &Platform,
    slug: &str,
    status: TenantStatus,
    reason: Option<&str>,
    author: &Author,
) -> Result<Tx> {
    let mut tx = platform.central.begin().await?;
    let text = "update tenant set status = $1, status_reason = $2 where slug = $3 and status <> 'provisioning'
                returning id";
    let tenant = sql!(&mut tx, scalar_optional TenantId, text, status.name(), reason, slug)?;
    let tenant = tenant.ok_or_else(Error::not_found)?;
    // It is closed, and would not be open again when it is restored.
    if sql!(&mut tx, scalar i64, "select count(*) from deletion where tenant_id = $1", tenant)? > 0 {
        return Err(Error::field("slug", Problem::IsDeleted));
    }
    let kind = match status {
        TenantStatus::Suspended => "tenant-suspended",
        TenantStatus::Maintenance => "tenant-maintenance",
        TenantStatus::Active | TenantStatus::Provisioning => "tenant-resumed",
    };
    let detail = format!("{slug}: {}", reason.unwrap_or_default());
    audit::record_by(&mut tx, platform, kind, Some(tenant), author, &detail).await?;
    platform.directory.changed(&mut tx).await?;
    Ok(tx)
}

/// Reads the size of an organisation's database and keeps it for the console's list.
pub async fn measure(platform: &Platform, slug: &str) -> Result<i64> {
    let tenant = store::find(platform, slug).await?.ok_or_else(Error::not_found)?;
    let bytes = platform.lifecycle.size(&tenant.home).await?;
    let mut tx = platform.central.begin().await?;
    sql!(&mut tx, execute "update tenant set database_bytes = $1 where id = $2", bytes, tenant.id)?;
    tx.commit().await?;
    Ok(bytes)
}
