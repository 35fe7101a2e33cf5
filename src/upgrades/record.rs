//! What the central database knows of each organisation's tables.

use crate::{
    db::{Condition, Db, Lifecycle, Tx, sqlx},
    error::Result,
    ids::TenantId,
    platform::Platform,
};
use std::collections::BTreeMap;

/// Records the newest versions that this program knows, unless a newer one did.
pub(crate) async fn note_heads(central: &Db, lifecycle: &Lifecycle) -> Result<()> {
    let mut reader = central.read().await?;
    let known = sql!(&mut reader, fetch_all Head, "select set_name, version from schema_head")?;
    drop(reader);
    let is_new = |set: &str, version| !known.iter().any(|head| head.set_name == set && head.version >= version);
    let new: Vec<_> = lifecycle.heads().filter(|(set, version)| is_new(set, *version)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let mut tx = central.begin().await?;
    for (set, version) in new {
        sql!(
            &mut tx,
            execute "insert into schema_head (set_name, version) values ($1, $2)
                     on conflict (set_name) do update set version = excluded.version where schema_head.version < excluded.version",
            set,
            version
        )?;
    }
    Ok(tx.commit().await?)
}

/// Whether this program knows the newest version of each set that any program of the deployment has known.
pub(crate) async fn knows_the_newest(platform: &Platform) -> Result<bool> {
    let mut reader = platform.central.read().await?;
    let known: BTreeMap<&str, i64> = platform.lifecycle.heads().collect();
    let heads = sql!(&mut reader, fetch_all Head, "select set_name, version from schema_head")?;
    Ok(heads.iter().all(|head| known.get(head.set_name.as_str()).is_some_and(|version| *version >= head.version)))
}

#[derive(sqlx::FromRow)]
struct Head {
    set_name: String,
    version: i64,
}

/// What was recorded of an organisation's tables, beside what they are now: `core 7 → 8, loans 1 → 2`. A set that wasn't known
/// before begins at 0; nothing for what is as it was.
pub(super) async fn changes(tx: &mut Tx, tenant: TenantId, condition: &Condition) -> Result<String> {
    let text = "select set_name, version from tenant_schema where tenant_id = $1";
    let before = sql!(tx, fetch_all Head, text, tenant)?;
    let before: BTreeMap<String, i64> = before.into_iter().map(|head| (head.set_name, head.version)).collect();
    let changed = condition.versions.iter().filter_map(|(set, version)| {
        let from = before.get(set).copied().unwrap_or(0);
        (from != *version).then(|| format!("{set} {from} → {version}"))
    });
    Ok(changed.collect::<Vec<_>>().join(", "))
}

/// Records what an organisation's database was read back to be.
pub(crate) async fn record(tx: &mut Tx, tenant: TenantId, condition: &Condition) -> Result<()> {
    sql!(tx, execute "delete from tenant_schema where tenant_id = $1", tenant)?;
    for (set, version) in &condition.versions {
        let text = "insert into tenant_schema (tenant_id, set_name, version) values ($1, $2, $3)";
        sql!(tx, execute text, tenant, set, version)?;
    }
    let text = "update tenant set schema_fingerprint = $1, drifted_at = null where id = $2";
    sql!(tx, execute text, condition.shape.fingerprint(), tenant)?;
    Ok(())
}
