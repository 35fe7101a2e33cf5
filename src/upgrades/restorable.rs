//! Who can be taken back, and to what.

use crate::{
    db::{SnapshotName, Timestamp, sqlx},
    error::Result,
    ids::{TenantId, UpgradeRunId},
    platform::Platform,
};
use serde::Serialize;

/// Whose upgrade is undone.
#[derive(Clone, Debug)]
pub enum Which {
    /// The last one of an organisation.
    Tenant(String),
    /// All of a run, the last one when none is named.
    Run(Option<UpgradeRunId>),
}

/// An organisation that can be taken back, and to what moment.
#[derive(Clone, Debug, Serialize)]
pub struct Restorable {
    pub slug: String,
    /// When its snapshot was taken: what was written later is lost. RFC 3339.
    pub snapshot_at: String,
    #[serde(skip)]
    pub(super) task: Task,
}

#[derive(Clone, Debug)]
pub(super) struct Task {
    pub run: UpgradeRunId,
    pub tenant: TenantId,
    pub snapshot: SnapshotName,
}

/// Those that a rollback would take back. Upgrades are undone in the order in which they came, the last one first: who was
/// migrated again since isn't among them.
pub async fn restorable(platform: &Platform, which: &Which) -> Result<Vec<Restorable>> {
    let (slug, run) = match which {
        Which::Tenant(slug) => (Some(slug.as_str()), None),
        Which::Run(Some(run)) => (None, Some(*run)),
        Which::Run(None) => (None, super::last_run(platform).await?),
    };
    let mut reader = platform.central.read().await?;
    let rows = sql!(
        &mut reader,
        fetch_all Row,
        "select k.run_id, k.tenant_id, t.slug, k.snapshot, k.snapshot_at
         from upgrade_task k join tenant t on t.id = k.tenant_id join upgrade_run r on r.id = k.run_id
         where k.state in ('done', 'restoring') and k.snapshot_at is not null and (k.run_id = $1 or t.slug = $2)
           and not exists (select 1 from upgrade_task o join upgrade_run q on q.id = o.run_id
                           where o.tenant_id = k.tenant_id and o.state in ('done', 'restoring')
                             and o.snapshot_at is not null and q.started_at > r.started_at)
           and not exists (select 1 from tenant_move m
                           where m.tenant_id = k.tenant_id and m.switched_at >= k.snapshot_at)
         order by t.slug",
        run,
        slug
    )?;
    Ok(rows.into_iter().filter_map(Row::into_restorable).collect())
}

/// Those whom somebody began to take back.
pub(super) async fn begun(platform: &Platform) -> Result<Vec<Restorable>> {
    let mut reader = platform.central.read().await?;
    let text = "select k.run_id, k.tenant_id, t.slug, k.snapshot, k.snapshot_at
                from upgrade_task k join tenant t on t.id = k.tenant_id
                where k.state = 'restoring' and k.snapshot_at is not null";
    let rows = sql!(&mut reader, fetch_all Row, text)?;
    Ok(rows.into_iter().filter_map(Row::into_restorable).collect())
}

#[derive(sqlx::FromRow)]
struct Row {
    run_id: UpgradeRunId,
    tenant_id: TenantId,
    slug: String,
    snapshot: String,
    snapshot_at: Timestamp,
}

impl Row {
    fn into_restorable(self) -> Option<Restorable> {
        let snapshot = SnapshotName::stored(&self.snapshot)?;
        let task = Task { run: self.run_id, tenant: self.tenant_id, snapshot };
        Some(Restorable { slug: self.slug, snapshot_at: self.snapshot_at.to_jiff().to_string(), task })
    }
}
