//! How the fleet stands, from the central database alone: versions as they were read back, and what a run would do.

use super::{
    FleetStanding, SnapshotOf, TenantStanding, VersionCount, Which, plan::plan, restorable::restorable, runs::open_run,
};
use crate::{db::sqlx, error::Result, ids::TenantId, platform::Platform};

/// Organisations that a screen names; the list of organisations has the others.
const MOST: usize = 50;

pub async fn standing(platform: &Platform) -> Result<FleetStanding> {
    let mut plan = plan(platform).await?;
    let (quarantined, drifted) = (plan.quarantined.len(), plan.drifted.len());
    plan.quarantined.truncate(MOST);
    plan.drifted.truncate(MOST);
    Ok(FleetStanding {
        versions: versions(platform).await?,
        quarantined: i64::try_from(quarantined).unwrap_or(i64::MAX),
        drifted: i64::try_from(drifted).unwrap_or(i64::MAX),
        plan,
        open_run: open_run(platform).await?,
    })
}

/// How many organisations have each set of tables in which version.
pub async fn versions(platform: &Platform) -> Result<Vec<VersionCount>> {
    let mut reader = platform.central.read().await?;
    let rows = sql!(
        &mut reader,
        fetch_all Versions,
        "select h.set_name, s.version, h.version as head, count(*) as organisations
         from schema_head h
         join tenant t on t.status <> 'provisioning'
           and (h.set_name = 'core' or exists (select 1 from tenant_module m where m.tenant_id = t.id and m.module = h.set_name))
         left join tenant_schema s on s.tenant_id = t.id and s.set_name = h.set_name
         group by h.set_name, s.version, h.version
         order by h.set_name, coalesce(s.version, 0) desc"
    )?;
    Ok(rows.into_iter().map(Versions::into_count).collect())
}

/// The same for one organisation. `None` when there is none of this slug.
pub async fn standing_of(platform: &Platform, slug: &str) -> Result<Option<TenantStanding>> {
    let mut reader = platform.central.read().await?;
    let text = "select id, name, drifted_at is not null as is_drifted, quarantined_at is not null as is_quarantined,
                       quarantine_error
                from tenant where slug = $1";
    let Some(row) = sql!(&mut reader, fetch_optional Row, text, slug)? else { return Ok(None) };
    let versions = sql!(
        &mut reader,
        fetch_all Versions,
        "select h.set_name, s.version, h.version as head, cast(1 as bigint) as organisations
         from schema_head h left join tenant_schema s on s.tenant_id = $1 and s.set_name = h.set_name
         where h.set_name = 'core' or exists (select 1 from tenant_module m where m.tenant_id = $1 and m.module = h.set_name)
         order by h.set_name",
        row.id
    )?;
    drop(reader);
    let snapshot = restorable(platform, &Which::Tenant(slug.to_owned())).await?.into_iter().next();
    Ok(Some(TenantStanding {
        slug: slug.to_owned(),
        name: row.name,
        versions: versions.into_iter().map(Versions::into_count).collect(),
        quarantine: row.is_quarantined.then(|| row.quarantine_error.unwrap_or_default()),
        is_drifted: row.is_drifted,
        snapshot: snapshot.map(|of| SnapshotOf { run: of.task.run, at: of.snapshot_at }),
    }))
}

#[derive(sqlx::FromRow)]
struct Versions {
    set_name: String,
    version: Option<i64>,
    head: i64,
    organisations: i64,
}

impl Versions {
    fn into_count(self) -> VersionCount {
        VersionCount { set: self.set_name, version: self.version, head: self.head, organisations: self.organisations }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: TenantId,
    name: String,
    is_drifted: bool,
    is_quarantined: bool,
    quarantine_error: Option<String>,
}
