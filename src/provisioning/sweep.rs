//! What undoes a provisioning: after a failed step, and after a crash.

use super::{StepReport, record};
use crate::{
    db::{Home, HomeRow, ToSqlx, sqlx},
    error::Result,
    ids::{ProvisioningId, TenantId},
    platform::Platform,
};
use jiff::SignedDuration;

/// A provisioning takes seconds at most. One that has been running for longer died with its process.
const ABANDONED_AFTER: SignedDuration = SignedDuration::from_mins(2);

/// Undoes every provisioning that a crash left half-way. Gives how many.
pub async fn sweep(platform: &Platform) -> Result<usize> {
    undo_abandoned(platform, None).await
}

/// The same for one slug, so that a retry works at once when the dead one is old enough.
pub(super) async fn abandoned(platform: &Platform, slug: &str) -> Result<usize> {
    undo_abandoned(platform, Some(slug)).await
}

async fn undo_abandoned(platform: &Platform, slug: Option<&str>) -> Result<usize> {
    let before = (platform.clock.now() - ABANDONED_AFTER).to_sqlx();
    let mut reader = platform.central.read().await?;
    let rows = sql!(
        &mut reader,
        fetch_all Abandoned,
        "select p.id, t.id as tenant_id, t.placement, t.server_id, t.database_name from provisioning p join tenant t on t.id = p.tenant_id
         where t.status = 'provisioning' and p.started_at < $1 and (p.slug = $2 or $2 = '')",
        before,
        slug.unwrap_or_default()
    )?;
    drop(reader);
    let mut undone = 0;
    for row in &rows {
        let Some(home) = row.home.home() else { continue };
        match undo(platform, row.id, row.tenant_id, &home, &[]).await {
            Ok(()) => undone += 1,
            // A server that is out of reach keeps nobody else from being swept.
            Err(error) => tracing::warn!(error = %error.with_causes(), "a provisioning could not be undone yet"),
        }
    }
    Ok(undone)
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
