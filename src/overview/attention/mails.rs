//! Mails that don't go out: those of organisations, and the console's own, which have none.

use super::{Attention, Concern, Concerned, Slice, told};
use crate::{
    db::{Reader, Timestamp, ToSqlx, sqlx},
    error::Result,
    overview::Detail,
};

/// Each sender once, with the mail that waits for the longest time. Who is named is found first: PostgreSQL expects many of
/// them, and would read all organisations for their names.
pub(super) const WAITING: &str =
    "select coalesce(t.slug, '') as slug, coalesce(t.name, '') as name, found.reason, found.since, found.total
    from (
      select tenant_id, reason, since, count(*) over () as total
      from (
        select tenant_id, error as reason, failing_since as since,
               row_number() over (partition by tenant_id order by failing_since, id) as place
        from mail where failing_since <= $3) each_one
      where place = 1
      order by since, tenant_id limit $1 offset $2) found
    left join tenant t on t.id = found.tenant_id
    order by found.since, found.tenant_id";

/// Each sender once, with what its newest one was told.
pub(super) const FAILED: &str =
    "select coalesce(t.slug, '') as slug, coalesce(t.name, '') as name, found.reason, found.since, found.total
    from (
      select tenant_id, reason, since, count(*) over () as total
      from (
        select tenant_id, error as reason, coalesce(done_at, due_at) as since,
               row_number() over (partition by tenant_id order by id desc) as place
        from mail where state = 'failed' and dismissed_at is null and due_at >= $3) each_one
      where place = 1
      order by since desc, tenant_id limit $1 offset $2) found
    left join tenant t on t.id = found.tenant_id
    order by found.since desc, found.tenant_id";

pub(super) async fn waiting(reader: &mut Reader, slice: Slice, before: jiff::Timestamp) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all Row, WAITING, slice.most, slice.from, before.to_sqlx())?;
    Ok(told(Concern::MailsWait, rows, |row| row.total, Row::into_concerned))
}

pub(super) async fn failed(reader: &mut Reader, slice: Slice, since: jiff::Timestamp) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all Row, FAILED, slice.most, slice.from, since.to_sqlx())?;
    Ok(told(Concern::MailFailed, rows, |row| row.total, Row::into_concerned))
}

#[derive(sqlx::FromRow)]
struct Row {
    slug: String,
    name: String,
    reason: Option<String>,
    since: Timestamp,
    total: i64,
}

impl Row {
    fn into_concerned(self) -> Concerned {
        Concerned {
            key: self.slug,
            name: self.name,
            detail: self.reason.map_or(Detail::None, Detail::Reason),
            since: Some(self.since.to_jiff().to_string()),
        }
    }
}
