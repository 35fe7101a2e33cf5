//! Organisations whose work in the background fails.

use super::{Attention, Concern, Concerned, Detail};
use crate::{
    db::{Reader, ToSqlx, sqlx},
    error::Result,
    jobs::JobKind,
};

/// Each organisation once, with what failed last.
pub(super) const FAILED_JOBS: &str = "select t.slug, t.name, f.kind, f.reason, count(*) over () as total
    from job_failure f join tenant t on t.id = f.tenant_id
    where f.failed_at >= $1
      and not exists (select 1 from job_failure g where g.tenant_id = f.tenant_id
                        and (g.failed_at > f.failed_at or (g.failed_at = f.failed_at and g.kind > f.kind)))
    order by f.failed_at desc limit 5";

pub(super) async fn attention(reader: &mut Reader, since: jiff::Timestamp) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all JobRow, FAILED_JOBS, since.to_sqlx())?;
    let Some(count) = rows.first().map(|row| row.total) else { return Ok(None) };
    let named = rows.into_iter().map(|row| Concerned {
        key: row.slug,
        name: row.name,
        detail: match JobKind::from_key(&row.kind) {
            Some(kind) => Detail::Job { kind, reason: row.reason },
            None => Detail::Reason(row.reason),
        },
    });
    Ok(Some(Attention { concern: Concern::JobFailed, count, named: named.collect() }))
}

#[derive(sqlx::FromRow)]
struct JobRow {
    slug: String,
    name: String,
    kind: String,
    reason: String,
    total: i64,
}
