//! How much there is of each organisation, looked at once an hour. Who wasn't worked in has as much as before, and isn't
//! opened for it.

use super::{
    flush::{DAY, HOUR},
    rollup::bucket,
};
use crate::{
    db::{Rows, ToSqlx, sqlx},
    error::Result,
    ids::TenantId,
    jobs::{self, Ended, JobKind},
    modules::Module,
    plans,
    platform::Platform,
    tenants,
};
use jiff::SignedDuration;
use sqlx::types::Json;
use std::collections::BTreeMap;

/// The fewest that are looked at in one go, and in how many goes all are: fewer than there are minutes in an hour.
const AT_LEAST: i64 = 50;
const GOES: i64 = 50;

/// Activity is noted once in five minutes: within the last six somebody may have worked without a note.
const MAY_GO_ON: SignedDuration = SignedDuration::from_mins(6);

/// What was found of one organisation.
struct Found {
    database_bytes: i64,
    storage_bytes: i64,
    module_rows: BTreeMap<String, i64>,
}

/// Looks at those who have been worked in since their last sample, if that is an hour old, at those who could not be read then,
/// and at those who were never looked at; then sums all up. Gives how many were looked at.
pub async fn sample(platform: &Platform) -> Result<u64> {
    let now = platform.clock.now();
    let before = now - SignedDuration::from_secs(HOUR);
    let mut reader = platform.central.read().await?;
    let text = "select id, slug from tenant t
                where (sampled_at is null or (sampled_at <= $1 and (last_active_at >= sampled_at
                        or id in (select tenant_id from job_failure where kind = $3))))
                  and status in ('active', 'suspended')
                  and not exists (select 1 from deletion g where g.tenant_id = t.id)
                order by sampled_at limit $2";
    let all = sql!(&mut reader, scalar i64, "select count(*) from tenant")?;
    let due = sql!(&mut reader, fetch_all Due, text, before.to_sqlx(), of_one_go(all), JobKind::Figures.key())?;
    drop(reader);
    let mut sampled = 0;
    for Due { id, slug } in due {
        if !claim(platform, id, before, now - MAY_GO_ON).await? {
            continue;
        }
        let look = async {
            sample_one(platform, id, &slug).await?;
            plans::judge_one(platform, &slug).await
        };
        match jobs::run(platform, JobKind::Figures, &[id], look, Ended::of).await {
            Ok(()) => sampled += 1,
            Err(error) => {
                tracing::debug!(error = %error.with_causes(), slug, "how much there is of an organisation could not be read");
            }
        }
    }
    sum_up(platform).await?;
    Ok(sampled)
}

fn of_one_go(all: i64) -> i64 {
    (all / GOES).max(AT_LEAST)
}

#[derive(sqlx::FromRow)]
struct Due {
    id: TenantId,
    slug: String,
}

/// One of the nodes does it. One that can't be opened is tried again an hour later.
async fn claim(platform: &Platform, tenant: TenantId, before: jiff::Timestamp, at: jiff::Timestamp) -> Result<bool> {
    let mut tx = platform.central.begin().await?;
    let text = "update tenant set sampled_at = $1 where id = $2 and (sampled_at is null or sampled_at <= $3)";
    let claimed = sql!(&mut tx, execute text, at.to_sqlx(), tenant, before.to_sqlx())?;
    tx.commit().await?;
    Ok(claimed > 0)
}

async fn sample_one(platform: &Platform, id: TenantId, slug: &str) -> Result<()> {
    let Some(found) = look(platform, slug).await? else { return Ok(()) };
    let now = platform.clock.now();
    let mut tx = platform.central.begin().await?;
    let text = "update tenant set database_bytes = $1, storage_bytes = $2 where id = $3";
    if sql!(&mut tx, execute text, found.database_bytes, found.storage_bytes, id)? == 0 {
        return Ok(());
    }
    for span in [HOUR, DAY] {
        let text = "insert into tenant_sample (tenant_id, span, began, database_bytes, storage_bytes, module_rows)
                    values ($1, $2, $3, $4, $5, $6)
                    on conflict (tenant_id, span, began) do update set database_bytes = excluded.database_bytes,
                      storage_bytes = excluded.storage_bytes, module_rows = excluded.module_rows";
        let (began, rows) = (bucket(now, span), Json(&found.module_rows));
        sql!(&mut tx, execute text, id, span, began, found.database_bytes, found.storage_bytes, rows)?;
    }
    Ok(tx.commit().await?)
}

/// `None` when the organisation is gone.
async fn look(platform: &Platform, slug: &str) -> Result<Option<Found>> {
    let Some(tenant) = tenants::find(platform, slug).await? else { return Ok(None) };
    let database_bytes = platform.lifecycle.size(&tenant.home).await?;
    let held = platform.fleet.open(&tenant).await?;
    let mut reader = held.db().read().await?;
    let text = "select cast(coalesce(sum(length(bytes)), 0) as bigint) from brand_asset";
    let storage_bytes = sql!(&mut reader, scalar i64, text)?;
    let mut module_rows = BTreeMap::new();
    let tables = platform.lifecycle.tables_of_tenant(&mut reader).await?;
    for module in Module::ALL.into_iter().filter(|module| tenant.has(*module)) {
        let mut rows = 0;
        for table in tables.iter().filter(|table| module.tables().contains(&table.name())) {
            rows += table.count(&mut reader, Rows::All).await?;
        }
        module_rows.insert(module.key().to_owned(), rows);
    }
    Ok(Some(Found { database_bytes, storage_bytes, module_rows }))
}

/// How much there is of all of them together, for the deployment's charts.
async fn sum_up(platform: &Platform) -> Result<()> {
    let now = platform.clock.now();
    let mut tx = platform.central.begin().await?;
    for span in [HOUR, DAY] {
        let text = "insert into fleet_sample (span, began, organisations, database_bytes, storage_bytes)
                    select $1, $2, count(*), cast(coalesce(sum(database_bytes), 0) as bigint),
                           cast(coalesce(sum(storage_bytes), 0) as bigint)
                    from tenant where database_bytes >= 0
                    on conflict (span, began) do update set organisations = excluded.organisations,
                      database_bytes = excluded.database_bytes, storage_bytes = excluded.storage_bytes";
        sql!(&mut tx, execute text, span, bucket(now, span))?;
    }
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::of_one_go;

    #[test]
    fn a_go_each_minute_looks_at_all_within_an_hour() {
        for all in [1, 49, 3_000, 10_000, 50_000, 123_456] {
            assert!(of_one_go(all) * 60 >= all, "{all}");
        }
        assert_eq!(of_one_go(10), 50, "a few are looked at together");
    }
}
