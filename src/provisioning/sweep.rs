//! What undoes a provisioning: after a failed step, and after a crash.

use super::{StepReport, lease, record};
use crate::{
    db::{Home, HomeRow, sqlx},
    error::Result,
    ids::{ProvisioningId, TenantId},
    platform::Platform,
};

/// Undoes every provisioning that a crash left half-way: whoever made it no longer renews its lease. Gives how many.
pub async fn sweep(platform: &Platform) -> Result<usize> {
    undo_abandoned(platform, None).await
}

/// The same for one slug, so that a retry works at once when the dead one's lease has run out.
pub(super) async fn abandoned(platform: &Platform, slug: &str) -> Result<usize> {
    undo_abandoned(platform, Some(slug)).await
}

async fn undo_abandoned(platform: &Platform, slug: Option<&str>) -> Result<usize> {
    let (now, before) = lease::ended_before(platform);
    let mut reader = platform.central.read().await?;
    let rows = sql!(
        &mut reader,
        fetch_all Abandoned,
        "select p.id, t.id as tenant_id, t.placement, t.server_id, t.database_name from provisioning p join tenant t on t.id = p.tenant_id
         where t.status = 'provisioning' and p.outcome = 'running' and (p.slug = $3 or $3 = '')
           and (p.lease_until < $1 or (p.lease_until is null and p.started_at < $2))",
        now,
        before,
        slug.unwrap_or_default()
    )?;
    drop(reader);
    let mut undone = 0;
    for row in &rows {
        let Some(home) = row.home.home() else { continue };
        match take_and_undo(platform, row, &home).await {
            Ok(is_undone) => undone += usize::from(is_undone),
            // A server that is out of reach keeps nobody else from being swept.
            Err(error) => tracing::warn!(error = %error.with_causes(), "a provisioning could not be undone yet"),
        }
    }
    Ok(undone)
}

/// `false` when somebody else was first.
async fn take_and_undo(platform: &Platform, row: &Abandoned, home: &Home) -> Result<bool> {
    if !lease::take(platform, row.id).await? {
        return Ok(false);
    }
    undo(platform, row.id, row.tenant_id, home, &[]).await?;
    Ok(true)
}

#[derive(sqlx::FromRow)]
struct Abandoned {
    id: ProvisioningId,
    tenant_id: TenantId,
    #[sqlx(flatten)]
    home: HomeRow,
}

/// Removes the database, then the rows: while the rows stand the slug is still taken, and the sweep finds it.
pub(super) async fn undo(
    platform: &Platform,
    id: ProvisioningId,
    tenant: TenantId,
    home: &Home,
    reports: &[StepReport],
) -> Result<()> {
    platform.fleet.close(tenant).await;
    platform.lifecycle.drop(home).await?;
    let mut tx = platform.central.begin().await?;
    sql!(&mut tx, execute "delete from tenant where id = $1", tenant)?;
    for report in reports {
        record::note(&mut tx, id, *report).await?;
    }
    record::fail(&mut tx, platform, id).await?;
    platform.directory.changed(&mut tx).await?;
    tx.commit().await?;
    platform.directory.forget();
    Ok(())
}
