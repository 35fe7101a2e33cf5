//! What is the matter with the organisations of a page, by the same measures as the overview's. Each is looked up by its id, so that
//! it takes the same however many others there are.

use super::{Lag, Noted, Troubles};
use crate::{
    db::{Bind, Reader, Timestamp, ToSqlx, explain_with, sqlx},
    error::Result,
    ids::TenantId,
    jobs::JobKind,
    overview::{Concern, Detail, LATELY, hour_before},
    platform::Platform,
};
use std::collections::HashMap;

/// Those of a page that are asked for in one statement.
const SOME: usize = 25;

const PAGE: &str = "
    select t.id, t.drifted_at, t.schema_fingerprint is null as is_unread,
      (select cast(sum(u.requests) as bigint) from tenant_usage u where u.tenant_id = t.id and u.span = 3600 and u.began >= $1) as requests,
      (select cast(sum(u.server_errors) as bigint) from tenant_usage u
       where u.tenant_id = t.id and u.span = 3600 and u.began >= $1) as errors,
      (select cast(sum(u.within_2000_ms + u.within_5000_ms + u.over_5000_ms) as bigint) from tenant_usage u
       where u.tenant_id = t.id and u.span = 3600 and u.began >= $1) as slow,
      (select o.what from tenant_over o where o.tenant_id = t.id order by o.grace_ends_at, o.what limit 1) as over_what,
      (select min(o.grace_ends_at) from tenant_over o where o.tenant_id = t.id) as grace_ends_at,
      (select n.what from tenant_near n where n.tenant_id = t.id order by n.share desc, n.what limit 1) as near_what,
      (select n.used from tenant_near n where n.tenant_id = t.id order by n.share desc, n.what limit 1) as near_used,
      (select n.most from tenant_near n where n.tenant_id = t.id order by n.share desc, n.what limit 1) as near_most,
      (select case when m.state = 'undone' and m.finished_at >= $2 then m.error end from tenant_move m
       where m.tenant_id = t.id order by m.started_at desc limit 1) as move_error,
      (select b.error from backup b where b.tenant_id = t.id and b.state in ('failed', 'damaged')
       order by b.began_at desc, b.id desc limit 1) as backup_error,
      (select f.kind from job_failure f where f.tenant_id = t.id and f.failed_at >= $2
       order by f.failed_at desc, f.kind desc limit 1) as job_kind,
      (select f.reason from job_failure f where f.tenant_id = t.id and f.failed_at >= $2
       order by f.failed_at desc, f.kind desc limit 1) as job_reason,
      (select min(c.host) from domain_claim c where c.tenant_id = t.id and c.failing_since is not null) as failing_host,
      (select c.host || ': ' || c.last_error from certificate c where c.tenant_id = t.id and c.last_error is not null
       order by c.host limit 1) as certificate,
      (select s.set_name from tenant_schema s join schema_head h on h.set_name = s.set_name
       where s.tenant_id = t.id and s.version < h.version order by s.set_name limit 1) as behind_set,
      (select s.version from tenant_schema s join schema_head h on h.set_name = s.set_name
       where s.tenant_id = t.id and s.version < h.version order by s.set_name limit 1) as behind_version,
      (select h.version from tenant_schema s join schema_head h on h.set_name = s.set_name
       where s.tenant_id = t.id and s.version < h.version order by s.set_name limit 1) as behind_head
    from tenant t
    where t.id in ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27)";

/// Of each that there is.
pub(super) async fn of_page(
    platform: &Platform,
    reader: &mut Reader,
    tenants: &[TenantId],
) -> Result<HashMap<TenantId, Troubles>> {
    let now = platform.clock.now();
    let (hour, lately) = (hour_before(now), (now - LATELY).to_sqlx());
    let mut found = HashMap::with_capacity(tenants.len());
    for some in tenants.chunks(SOME) {
        let Some(i) = padded(some) else { continue };
        let rows = sql!(
            reader,
            fetch_all Row,
            PAGE,
            hour, lately,
            i[0], i[1], i[2], i[3], i[4], i[5], i[6], i[7], i[8], i[9], i[10], i[11], i[12],
            i[13], i[14], i[15], i[16], i[17], i[18], i[19], i[20], i[21], i[22], i[23], i[24]
        )?;
        found.extend(rows.into_iter().map(|row| (row.id, row.into_troubles(now))));
    }
    Ok(found)
}

/// The last one in every place that is left; `None` of nobody.
fn padded(some: &[TenantId]) -> Option<[TenantId; SOME]> {
    let last = *some.last()?;
    Some(std::array::from_fn(|place| some.get(place).copied().unwrap_or(last)))
}

/// How the engine reads it, for these; a test sees to it that indexes are used.
pub async fn explain_troubles(platform: &Platform, tenants: &[TenantId]) -> Result<Vec<String>> {
    let now = platform.clock.now();
    let times = [Bind::Number(hour_before(now)), Bind::Moment((now - LATELY).to_sqlx())];
    let ids = padded(tenants).into_iter().flatten().map(|id| Bind::Id(id.as_uuid()));
    let mut reader = platform.central.read().await?;
    Ok(explain_with(&mut reader, PAGE, &times.into_iter().chain(ids).collect::<Vec<_>>()).await?)
}

#[derive(sqlx::FromRow)]
struct Row {
    id: TenantId,
    drifted_at: Option<Timestamp>,
    is_unread: bool,
    requests: Option<i64>,
    errors: Option<i64>,
    slow: Option<i64>,
    over_what: Option<String>,
    grace_ends_at: Option<Timestamp>,
    near_what: Option<String>,
    near_used: Option<i64>,
    near_most: Option<i64>,
    move_error: Option<String>,
    backup_error: Option<String>,
    job_kind: Option<String>,
    job_reason: Option<String>,
    failing_host: Option<String>,
    certificate: Option<String>,
    behind_set: Option<String>,
    behind_version: Option<i64>,
    behind_head: Option<i64>,
}

impl Row {
    fn into_troubles(mut self, now: jiff::Timestamp) -> Troubles {
        Troubles {
            noted: self.gravest(now),
            drifted_at: self.drifted_at.map(|at| at.to_jiff().to_string()),
            is_unread: self.is_unread,
            lag: self
                .behind_set
                .take()
                .zip(self.behind_version.zip(self.behind_head))
                .map(|(set, (version, head))| Lag { set, version, head }),
        }
    }

    fn gravest(&mut self, now: jiff::Timestamp) -> Option<Noted> {
        let requests = self.requests.unwrap_or(0);
        let many = |concern, count: Option<i64>| {
            let count = count.filter(|count| *count >= 10 && *count * 20 >= requests)?;
            Some(Noted { concern, detail: Detail::Of { count, of: requests } })
        };
        let told = |concern, reason: Option<String>| Some(Noted { concern, detail: Detail::Reason(reason?) });
        let noted = [
            many(Concern::Failing, self.errors),
            self.over(now),
            many(Concern::Slow, self.slow),
            told(Concern::MoveFailed, self.move_error.take()),
            told(Concern::BackupFailed, self.backup_error.take()),
            self.job(),
            told(Concern::DomainFailing, self.failing_host.take()),
            told(Concern::CertificateFailed, self.certificate.take()),
            self.near(),
        ];
        noted.into_iter().flatten().min_by_key(|noted| noted.concern)
    }

    fn over(&self, now: jiff::Timestamp) -> Option<Noted> {
        let (limit, ends) = (self.over_what.as_ref()?.parse().ok()?, self.grace_ends_at?.to_jiff());
        let concern = if ends <= now { Concern::Restricted } else { Concern::OverPlan };
        Some(Noted { concern, detail: Detail::Over { limit, until: ends.to_string() } })
    }

    fn near(&self) -> Option<Noted> {
        let (limit, used, most) = (self.near_what.as_ref()?.parse().ok()?, self.near_used?, self.near_most?);
        Some(Noted { concern: Concern::NearLimit, detail: Detail::Near { limit, used, most } })
    }

    fn job(&mut self) -> Option<Noted> {
        let reason = self.job_reason.take()?;
        let detail = match self.job_kind.as_deref().and_then(JobKind::from_key) {
            Some(kind) => Detail::Job { kind, reason },
            None => Detail::Reason(reason),
        };
        Some(Noted { concern: Concern::JobFailed, detail })
    }
}
