//! Organisations that could not be made.

use super::{Attention, Concern, Concerned, Slice, told};
use crate::{
    db::{Reader, Timestamp, ToSqlx, sqlx},
    error::Result,
    ids::ProvisioningId,
    overview::Detail,
};

/// Nobody has that name by now. Who typed something wrong was told so, and is nobody's concern.
pub(super) const FAILED: &str = "select p.id, p.slug, p.started_at,
      (select s.step from provisioning_step s where s.provisioning_id = p.id and s.state = 'failed'
       order by s.position limit 1) as step, count(*) over () as total
    from provisioning p
    where p.outcome = 'failed' and p.started_at >= $3
      and exists (select 1 from provisioning_step s
                  where s.provisioning_id = p.id and s.state = 'failed' and s.step not in ('validate', 'reserve'))
      and not exists (select 1 from tenant t where t.slug = p.slug)
    order by p.started_at desc, p.id limit $1 offset $2";

pub(super) async fn failed(reader: &mut Reader, slice: Slice, since: jiff::Timestamp) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all Row, FAILED, slice.most, slice.from, since.to_sqlx())?;
    let concerned = |row: Row| Concerned {
        key: row.id.to_string(),
        name: row.slug,
        detail: row.step.and_then(|step| step.parse().ok()).map_or(Detail::None, Detail::Step),
        since: Some(row.started_at.to_jiff().to_string()),
    };
    Ok(told(Concern::ProvisioningFailed, rows, |row| row.total, concerned))
}

#[derive(sqlx::FromRow)]
struct Row {
    id: ProvisioningId,
    slug: String,
    started_at: Timestamp,
    step: Option<String>,
    total: i64,
}
