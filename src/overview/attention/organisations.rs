//! Organisations of which something else noted what is the matter.

use super::{Attention, Concern, Concerned, Slice, told};
use crate::{
    db::{Reader, Timestamp, ToSqlx, sqlx},
    error::Result,
    ids::UpgradeRunId,
    overview::Detail,
};

pub(super) const QUARANTINED: &str =
    "select slug, name, quarantine_error as reason, quarantined_at as since, count(*) over () as total
    from tenant where quarantined_at is not null order by name, slug limit $1 offset $2";

pub(super) const DRIFTED: &str =
    "select slug, name, cast(null as text) as reason, drifted_at as since, count(*) over () as total
    from tenant where drifted_at is not null order by name, slug limit $1 offset $2";

/// Nobody has moved it since.
pub(super) const MOVES: &str =
    "select t.slug, t.name, m.error as reason, m.finished_at as since, count(*) over () as total
    from tenant_move m join tenant t on t.id = m.tenant_id
    where m.state = 'undone' and m.finished_at >= $3 and m.error is not null
      and not exists (select 1 from tenant_move n where n.tenant_id = m.tenant_id and n.started_at > m.started_at)
    order by m.finished_at desc, t.slug limit $1 offset $2";

/// Each organisation once, with the last one that failed or is damaged.
pub(super) const BACKUPS: &str =
    "select t.slug, t.name, b.error as reason, b.began_at as since, count(*) over () as total
    from backup b join tenant t on t.id = b.tenant_id
    where b.state in ('failed', 'damaged')
      and not exists (select 1 from deletion d where d.tenant_id = b.tenant_id)
      and not exists (select 1 from backup o where o.tenant_id = b.tenant_id and o.state in ('failed', 'damaged')
                        and (o.began_at > b.began_at or (o.began_at = b.began_at and o.id > b.id)))
    order by b.began_at desc, t.slug limit $1 offset $2";

pub(super) const DELETIONS: &str =
    "select t.slug, t.name, d.last_error as reason, d.failing_since as since, count(*) over () as total
    from deletion d join tenant t on t.id = d.tenant_id where d.last_error is not null
    order by d.gone_at, t.slug limit $1 offset $2";

/// The host is all that there is to say.
pub(super) const DOMAINS: &str =
    "select t.slug, t.name, c.host as reason, c.failing_since as since, count(*) over () as total
    from domain_claim c join tenant t on t.id = c.tenant_id
    where c.failing_since is not null order by c.failing_since, c.host limit $1 offset $2";

/// The deployment's own hosts have no organisation.
pub(super) const CERTIFICATES: &str =
    "select coalesce(t.slug, '') as slug, c.host as name, c.last_error as reason, c.failing_since as since,
            count(*) over () as total
    from certificate c left join tenant t on t.id = c.tenant_id where c.last_error is not null
    order by c.host limit $1 offset $2";

pub(super) const SOON_GONE: &str = "select t.slug, t.name, d.gone_at, count(*) over () as total
    from deletion d join tenant t on t.id = d.tenant_id where d.gone_at < $3 and d.last_error is null
    order by d.gone_at, t.slug limit $1 offset $2";

pub(super) async fn quarantined(reader: &mut Reader, slice: Slice) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all Row, QUARANTINED, slice.most, slice.from)?;
    Ok(all(Concern::Quarantined, rows))
}

pub(super) async fn drifted(reader: &mut Reader, slice: Slice) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all Row, DRIFTED, slice.most, slice.from)?;
    Ok(all(Concern::Drifted, rows))
}

pub(super) async fn moves(reader: &mut Reader, slice: Slice, since: jiff::Timestamp) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all Row, MOVES, slice.most, slice.from, since.to_sqlx())?;
    Ok(all(Concern::MoveFailed, rows))
}

pub(super) async fn backups(reader: &mut Reader, slice: Slice) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all Row, BACKUPS, slice.most, slice.from)?;
    Ok(all(Concern::BackupFailed, rows))
}

pub(super) async fn deletions(reader: &mut Reader, slice: Slice) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all Row, DELETIONS, slice.most, slice.from)?;
    Ok(all(Concern::DeletionFailed, rows))
}

pub(super) async fn domains(reader: &mut Reader, slice: Slice) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all Row, DOMAINS, slice.most, slice.from)?;
    Ok(all(Concern::DomainFailing, rows))
}

pub(super) async fn certificates(reader: &mut Reader, slice: Slice) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all Row, CERTIFICATES, slice.most, slice.from)?;
    Ok(all(Concern::CertificateFailed, rows))
}

pub(super) async fn soon_gone(reader: &mut Reader, slice: Slice, before: jiff::Timestamp) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all GoneRow, SOON_GONE, slice.most, slice.from, before.to_sqlx())?;
    let concerned = |row: GoneRow| Concerned {
        key: row.slug,
        name: row.name,
        detail: Detail::At(row.gone_at.to_jiff().to_string()),
        since: None,
    };
    Ok(told(Concern::DeletionSoon, rows, |row| row.total, concerned))
}

/// A run that halted waits for somebody, unless another one was started since. There is one of them at most.
pub(super) async fn halted(reader: &mut Reader) -> Result<Option<Attention>> {
    let text = "select id, state, halt_reason from upgrade_run order by started_at desc limit 1";
    let last = sql!(reader, fetch_optional RunRow, text)?;
    Ok(last.filter(|run| run.state == "halted").map(|run| Attention {
        concern: Concern::UpgradeHalted,
        count: 1,
        named: vec![Concerned {
            key: run.id.to_string(),
            name: String::new(),
            detail: run.halt_reason.map_or(Detail::None, Detail::Reason),
            since: None,
        }],
    }))
}

fn all(concern: Concern, rows: Vec<Row>) -> Option<Attention> {
    told(concern, rows, |row| row.total, Row::into_concerned)
}

#[derive(sqlx::FromRow)]
struct Row {
    slug: String,
    name: String,
    reason: Option<String>,
    since: Option<Timestamp>,
    total: i64,
}

impl Row {
    fn into_concerned(self) -> Concerned {
        Concerned {
            key: self.slug,
            name: self.name,
            detail: self.reason.map_or(Detail::None, Detail::Reason),
            since: self.since.map(|at| at.to_jiff().to_string()),
        }
    }
}

#[derive(sqlx::FromRow)]
struct GoneRow {
    slug: String,
    name: String,
    gone_at: Timestamp,
    total: i64,
}

#[derive(sqlx::FromRow)]
struct RunRow {
    id: UpgradeRunId,
    state: String,
    halt_reason: Option<String>,
}
