//! Organisations whose work in the background fails.

use super::{Attention, Concern, Concerned, Slice, told};
use crate::{
    db::{Reader, Timestamp, ToSqlx, sqlx},
    error::Result,
    jobs::JobKind,
    overview::Detail,
};

/// Each organisation once, with what failed last.
pub(super) const FAILED: &str = "select t.slug, t.name, f.kind, f.reason, f.failed_at, count(*) over () as total
    from job_failure f join tenant t on t.id = f.tenant_id
    where f.failed_at >= $3
      and not exists (select 1 from job_failure g where g.tenant_id = f.tenant_id
                        and (g.failed_at > f.failed_at or (g.failed_at = f.failed_at and g.kind > f.kind)))
    order by f.failed_at desc, t.slug limit $1 offset $2";

pub(super) async fn failed(reader: &mut Reader, slice: Slice, since: jiff::Timestamp) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all Row, FAILED, slice.most, slice.from, since.to_sqlx())?;
    let concerned = |row: Row| Concerned {
        key: row.slug,
        name: row.name,
        detail: match JobKind::from_key(&row.kind) {
            Some(kind) => Detail::Job { kind, reason: row.reason },
            None => Detail::Reason(row.reason),
        },
        since: Some(row.failed_at.to_jiff().to_string()),
    };
    Ok(told(Concern::JobFailed, rows, |row| row.total, concerned))
}

#[derive(sqlx::FromRow)]
struct Row {
    slug: String,
    name: String,
    kind: String,
    reason: String,
    failed_at: Timestamp,
    total: i64,
}
