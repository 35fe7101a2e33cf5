//! Many organisations that are nothing but rows of the central database: for what is done with all of them at once.

use super::Outcome;
use crate::{
    db::{DatabaseName, ToSqlx},
    ids::{TenantId, UpgradeRunId},
    platform::Platform,
    tenants::search_words,
};

/// Makes so many, none of which has a database.
pub async fn crowd(platform: &Platform, count: usize) -> Outcome<Vec<TenantId>> {
    let mut tx = platform.central.begin().await?;
    let mut ids = Vec::new();
    for number in 0..count {
        let (id, now) = (TenantId::new(&platform.random, &platform.clock), platform.clock.now());
        let text =
            "insert into tenant (id, slug, name, status, locale, time_zone, currency, plan, placement, database_name,
                                        database_bytes, created_at)
                    values ($1, $2, $3, 'active', 'fr', 'Europe/Paris', 'EUR', 'standard', 'sqlite', $4, 450000, $5)";
        // Three in five have a word that stands behind the others in the order of names.
        let kind = if number * 5 < count * 2 { "Société" } else { "Zone" };
        let (slug, name) = (format!("crowd-{number:05}"), format!("{kind} {number}"));
        let database = DatabaseName::generate(&platform.random);
        sql!(&mut tx, execute text, id, &slug, &name, database.as_str(), now.to_sqlx())?;
        let text =
            "insert into domain (host, tenant_id, is_main, verified_at, created_at) values ($1, $2, true, $3, $3)";
        let host = platform.config.server.public_url.subdomain(&slug);
        sql!(&mut tx, execute text, &host, id, now.to_sqlx())?;
        ids.push(id);
    }
    tx.commit().await?;
    search_words::index_missing(&platform.central).await?;
    Ok(ids)
}

/// Puts some of them into trouble, so that there is something to name: one in a thousand is in quarantine, one in two
/// thousand was deleted, and the last run has halted.
pub async fn trouble(platform: &Platform, crowd: &[TenantId]) -> Outcome<()> {
    let now = platform.clock.now().to_sqlx();
    let mut tx = platform.central.begin().await?;
    for (number, id) in crowd.iter().enumerate() {
        if number % 1_000 == 7 {
            let text = "update tenant set quarantined_at = $1, quarantine_error = 'no such column' where id = $2";
            sql!(&mut tx, execute text, now, *id)?;
        }
        if number % 2_000 == 9 {
            let text =
                "insert into deletion (tenant_id, requested_at, gone_at, requested_by) values ($2, $1, $1, 'bench')";
            sql!(&mut tx, execute text, now, *id)?;
        }
    }
    let run = UpgradeRunId::new(&platform.random, &platform.clock);
    let text = "insert into upgrade_run (id, state, stage, options, halt_reason, pardoned, started_at)
                values ($1, 'halted', 1, '{}', 'too many failed', 0, $2)";
    sql!(&mut tx, execute text, run, now)?;
    Ok(tx.commit().await?)
}
