//! Organisations whose people get errors, or wait; and the same of the public site and the console.

use super::{Attention, Concern, Concerned, Slice, told};
use crate::{
    db::{Reader, sqlx},
    error::Result,
    overview::Detail,
};

/// The hour that runs and the one before. A few errors are anybody's bad luck.
pub(super) const FAILING: &str = "select t.slug, t.name, cast(sum(u.server_errors) as bigint) as counted,
           cast(sum(u.requests) as bigint) as requests, count(*) over () as total
    from tenant_usage u join tenant t on t.id = u.tenant_id
    where u.span = 3600 and u.server_errors > 0 and u.began >= $3
    group by t.id, t.slug, t.name
    having sum(u.server_errors) >= 10 and sum(u.server_errors) * 20 >= sum(u.requests)
    order by counted desc, t.slug limit $1 offset $2";

/// The same of requests that took longer than a second. With one in twenty of them the health of one organisation calls its
/// times worth a look (`SLOW` in `verdict.rs`), and a few are anybody's bad luck here as well. Those who are named are found
/// first: PostgreSQL knows nothing of the sum's values, expects many, and would read all organisations to join them.
pub(super) const SLOW: &str = "select t.slug, t.name, found.counted, found.requests, found.total
    from (
      select u.tenant_id, cast(sum(u.within_2000_ms + u.within_5000_ms + u.over_5000_ms) as bigint) as counted,
             cast(sum(u.requests) as bigint) as requests, count(*) over () as total
      from tenant_usage u
      where u.span = 3600 and u.within_2000_ms + u.within_5000_ms + u.over_5000_ms > 0 and u.began >= $3
      group by u.tenant_id
      having sum(u.within_2000_ms + u.within_5000_ms + u.over_5000_ms) >= 10
         and sum(u.within_2000_ms + u.within_5000_ms + u.over_5000_ms) * 20 >= sum(u.requests)
      order by counted desc, u.tenant_id limit $1 offset $2) found
    join tenant t on t.id = found.tenant_id
    order by found.counted desc, found.tenant_id";

/// Nobody's organisation tells of the public site and the console, and one page of them that breaks, such as the sign-up, is lost
/// among all that people only read there: fewer errors count, and a smaller share of them.
pub(super) const SITE_FAILING: &str = "select u.plane as slug, '' as name,
           cast(sum(u.server_errors) as bigint) as counted,
           cast(sum(u.requests) as bigint) as requests, count(*) over () as total
    from plane_usage u
    where u.plane in ('public', 'console') and u.span = 3600 and u.began >= $3
    group by u.plane
    having sum(u.server_errors) >= 5 and sum(u.server_errors) * 100 >= sum(u.requests)
    order by counted desc, u.plane limit $1 offset $2";

/// By the measure of an organisation.
pub(super) const SITE_SLOW: &str = "select u.plane as slug, '' as name,
           cast(sum(u.within_2000_ms + u.within_5000_ms + u.over_5000_ms) as bigint) as counted,
           cast(sum(u.requests) as bigint) as requests, count(*) over () as total
    from plane_usage u
    where u.plane in ('public', 'console') and u.span = 3600 and u.began >= $3
    group by u.plane
    having sum(u.within_2000_ms + u.within_5000_ms + u.over_5000_ms) >= 10
       and sum(u.within_2000_ms + u.within_5000_ms + u.over_5000_ms) * 20 >= sum(u.requests)
    order by counted desc, u.plane limit $1 offset $2";

pub(crate) fn hour_before(now: jiff::Timestamp) -> i64 {
    now.as_second() - now.as_second() % 3_600 - 3_600
}

pub(super) async fn failing(reader: &mut Reader, slice: Slice, now: jiff::Timestamp) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all Row, FAILING, slice.most, slice.from, hour_before(now))?;
    Ok(told(Concern::Failing, rows, |row| row.total, Row::into_concerned))
}

pub(super) async fn slow(reader: &mut Reader, slice: Slice, now: jiff::Timestamp) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all Row, SLOW, slice.most, slice.from, hour_before(now))?;
    Ok(told(Concern::Slow, rows, |row| row.total, Row::into_concerned))
}

pub(super) async fn site_failing(reader: &mut Reader, slice: Slice, now: jiff::Timestamp) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all Row, SITE_FAILING, slice.most, slice.from, hour_before(now))?;
    Ok(told(Concern::SiteFailing, rows, |row| row.total, Row::into_concerned))
}

pub(super) async fn site_slow(reader: &mut Reader, slice: Slice, now: jiff::Timestamp) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all Row, SITE_SLOW, slice.most, slice.from, hour_before(now))?;
    Ok(told(Concern::SiteSlow, rows, |row| row.total, Row::into_concerned))
}

#[derive(sqlx::FromRow)]
struct Row {
    slug: String,
    name: String,
    counted: i64,
    requests: i64,
    total: i64,
}

impl Row {
    fn into_concerned(self) -> Concerned {
        let detail = Detail::Of { count: self.counted, of: self.requests };
        Concerned { key: self.slug, name: self.name, detail, since: None }
    }
}
