//! Organisations that have more than their plan allows, or nearly. Whoever judges them notes it; here it is only read.

use super::{Attention, Concern, Concerned, Slice, told};
use crate::{
    db::{Reader, Timestamp, ToSqlx, sqlx},
    error::{Error, Result},
    overview::Detail,
    plans::Limit,
};
use std::io;

/// Each organisation once, with the limit whose grace ends first: of nobody do both hold. Who is deleted has other worries.
macro_rules! whose_grace {
    ($ends:literal) => {
        concat!(
            "select t.slug, t.name, o.what, o.since, o.grace_ends_at, count(*) over () as total
             from tenant_over o join tenant t on t.id = o.tenant_id
             where o.grace_ends_at ",
            $ends,
            " $3
               and not exists (select 1 from tenant_over e where e.tenant_id = o.tenant_id
                                 and (e.grace_ends_at < o.grace_ends_at
                                      or (e.grace_ends_at = o.grace_ends_at and e.what < o.what)))
               and not exists (select 1 from deletion d where d.tenant_id = o.tenant_id)
             order by o.grace_ends_at, t.slug limit $1 offset $2"
        )
    };
}

pub(super) const RESTRICTED: &str = whose_grace!("<=");
pub(super) const OVER: &str = whose_grace!(">");

/// Each organisation once, with the limit of which least is left; those come first of whom that is least,
/// along the index of shares.
pub(super) const NEAR: &str = "select t.slug, t.name, n.what, n.since, n.used, n.most, count(*) over () as total
    from tenant_near n join tenant t on t.id = n.tenant_id
    where n.share > 0
      and not exists (select 1 from tenant_near e where e.tenant_id = n.tenant_id
                        and (e.share > n.share or (e.share = n.share and e.what < n.what)))
      and not exists (select 1 from deletion d where d.tenant_id = n.tenant_id)
    order by n.share desc, t.slug limit $1 offset $2";

/// Their grace is over.
pub(super) async fn restricted(reader: &mut Reader, slice: Slice, now: jiff::Timestamp) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all Row, RESTRICTED, slice.most, slice.from, now.to_sqlx())?;
    all(Concern::Restricted, rows)
}

/// Their grace runs.
pub(super) async fn over(reader: &mut Reader, slice: Slice, now: jiff::Timestamp) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all Row, OVER, slice.most, slice.from, now.to_sqlx())?;
    all(Concern::OverPlan, rows)
}

/// There is little left to them.
pub(super) async fn near(reader: &mut Reader, slice: Slice) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all NearRow, NEAR, slice.most, slice.from)?;
    let limits = rows.iter().map(|row| limit_of(&row.what)).collect::<Result<Vec<_>>>()?;
    let rows = rows.into_iter().zip(limits).collect();
    Ok(told(Concern::NearLimit, rows, |(row, _)| row.total, |(row, limit)| row.into_concerned(limit)))
}

fn all(concern: Concern, rows: Vec<Row>) -> Result<Option<Attention>> {
    let limits = rows.iter().map(|row| limit_of(&row.what)).collect::<Result<Vec<_>>>()?;
    let rows = rows.into_iter().zip(limits).collect();
    Ok(told(concern, rows, |(row, _)| row.total, |(row, limit)| row.into_concerned(limit)))
}

#[derive(sqlx::FromRow)]
struct Row {
    slug: String,
    name: String,
    what: String,
    since: Timestamp,
    grace_ends_at: Timestamp,
    total: i64,
}

fn limit_of(what: &str) -> Result<Limit> {
    what.parse().map_err(|()| Error::internal(io::Error::other("unknown limit")))
}

impl Row {
    fn into_concerned(self, limit: Limit) -> Concerned {
        Concerned {
            key: self.slug,
            name: self.name,
            detail: Detail::Over { limit, until: self.grace_ends_at.to_jiff().to_string() },
            since: Some(self.since.to_jiff().to_string()),
        }
    }
}

#[derive(sqlx::FromRow)]
struct NearRow {
    slug: String,
    name: String,
    what: String,
    since: Timestamp,
    used: i64,
    most: i64,
    total: i64,
}

impl NearRow {
    fn into_concerned(self, limit: Limit) -> Concerned {
        Concerned {
            key: self.slug,
            name: self.name,
            detail: Detail::Near { limit, used: self.used, most: self.most },
            since: Some(self.since.to_jiff().to_string()),
        }
    }
}
