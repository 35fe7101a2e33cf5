//! What organisations do, counted: in memory, in minutes, in hours and days, and read back.

mod buckets;
mod exported;
mod kept;
mod people;
mod samples;

use crate::{
    db::on_either,
    harness::{Deployment, Engine},
};
use std::sync::Arc;
use tenantry::{
    clock::Clock,
    ids::TenantId,
    metrics::{self, Measure, Period, Usage},
    platform::Platform,
    random::Random,
    users::Passwords,
};

/// Another process that serves the same deployment.
async fn node(t: &Deployment) -> Arc<Platform> {
    node_at(t, t.clock.clone()).await
}

async fn node_at(t: &Deployment, clock: Clock) -> Arc<Platform> {
    Platform::open_with(t.platform.config.clone(), clock, Random::system(), Passwords::for_tests()).await.unwrap()
}

fn count(platform: &Platform, tenant: TenantId, measure: Measure, times: u64) {
    for _ in 0..times {
        platform.meters.count_for(tenant, measure);
    }
}

/// The rows of a table, by a condition of the test's own.
async fn rows(t: &Deployment, from: &'static str) -> i64 {
    let mut reader = t.platform.central.read().await.unwrap();
    let text = tenantry::db::joined(&["select count(*) from", from]);
    on_either!(&mut reader, c => sqlx::query_scalar::<_, i64>(text).fetch_one(c).await).unwrap()
}

const MANY_SQLITE: &str = "
    with recursive n(i) as (select 1 union all select i + 1 from n where i < $1)
    insert into tenant (id, slug, name, status, locale, time_zone, currency, plan, placement, database_name, created_at)
    select randomblob(16), 'org-' || i, 'Society ' || i, 'active', 'en', 'UTC', 'EUR', 'standard', 'sqlite', 't_' || i,
           printf('2026-%02d-10T00:00:00.000000Z', 1 + i % 3)
    from n";

const MANY_POSTGRES: &str = "
    insert into tenant (id, slug, name, status, locale, time_zone, currency, plan, placement, database_name, created_at)
    select gen_random_uuid(), 'org-' || i, 'Society ' || i, 'active', 'en', 'UTC', 'EUR', 'standard', 'sqlite', 't_' || i,
           '2026-01-10T00:00:00Z'::timestamptz + (i % 3) * interval '1 month'
    from generate_series(1, $1) i";

/// Makes so many organisations without databases, and gives those that are there.
pub(crate) async fn many(t: &Deployment, count: i64) -> Vec<TenantId> {
    let mut tx = t.platform.central.begin().await.unwrap();
    let text = if t.engine == Engine::Sqlite { MANY_SQLITE } else { MANY_POSTGRES };
    on_either!(&mut tx, c => sqlx::query(text).bind(count).execute(c).await.map(drop)).unwrap();
    tx.commit().await.unwrap();
    let mut reader = t.platform.central.read().await.unwrap();
    on_either!(&mut reader, c => sqlx::query_scalar::<_, TenantId>("select id from tenant").fetch_all(c).await).unwrap()
}

async fn usage(t: &Deployment, slug: &str, period: Period) -> Usage {
    metrics::usage_of(&t.platform, slug, period).await.unwrap()
}
