//! What needs somebody.

use super::{Attention, Concern, Concerned, Detail, failing_jobs};
use crate::{
    db::{Bind, Reader, Timestamp, ToSqlx, explain_with, sqlx},
    error::Result,
    ids::{ProvisioningId, UpgradeRunId},
    platform::Platform,
    servers::{ServerState, ServerSummary},
};
use jiff::SignedDuration;

/// So many are named; the rest is a number.
const NAMED: usize = 5;
const SOON: SignedDuration = SignedDuration::from_hours(24 * 7);
pub(super) const LATELY: SignedDuration = SignedDuration::from_hours(24 * 7);
/// Of a hundred places on a server: with so many taken it has little room left.
const NEARLY_FULL: i64 = 90;

/// The hour that runs and the one before. A few errors are anybody's bad luck.
const FAILING: &str = "select t.slug, t.name, cast(sum(u.server_errors) as bigint) as errors,
           cast(sum(u.requests) as bigint) as requests, count(*) over () as total
    from tenant_usage u join tenant t on t.id = u.tenant_id
    where u.span = 3600 and u.server_errors > 0 and u.began >= $1
    group by t.id, t.slug, t.name
    having sum(u.server_errors) >= 10 and sum(u.server_errors) * 20 >= sum(u.requests)
    order by errors desc, t.slug limit 5";

const QUARANTINED: &str = "select slug, name, quarantine_error as reason, count(*) over () as total
    from tenant where quarantined_at is not null order by name, slug limit 5";

const DRIFTED: &str = "select slug, name, cast(null as text) as reason, count(*) over () as total
    from tenant where drifted_at is not null order by name, slug limit 5";

/// Nobody has moved it since.
const MOVES: &str = "select t.slug, t.name, m.error as reason, count(*) over () as total
    from tenant_move m join tenant t on t.id = m.tenant_id
    where m.state = 'undone' and m.finished_at >= $1 and m.error is not null
      and not exists (select 1 from tenant_move n where n.tenant_id = m.tenant_id and n.started_at > m.started_at)
    order by m.finished_at desc limit 5";

/// Nobody has that name by now. Who typed something wrong was told so, and is nobody's concern.
const PROVISIONINGS: &str = "select p.id, p.slug, count(*) over () as total from provisioning p
    where p.outcome = 'failed' and p.started_at >= $1
      and exists (select 1 from provisioning_step s
                  where s.provisioning_id = p.id and s.state = 'failed' and s.step not in ('validate', 'reserve'))
      and not exists (select 1 from tenant t where t.slug = p.slug)
    order by p.started_at desc limit 5";

const FAILED_DELETIONS: &str = "select t.slug, t.name, d.last_error as reason, count(*) over () as total
    from deletion d join tenant t on t.id = d.tenant_id where d.last_error is not null order by d.gone_at limit 5";

/// Each organisation once, with what its newest one was told.
const FAILED_MAILS: &str = "select t.slug, t.name, m.error as reason, count(*) over () as total
    from mail m join tenant t on t.id = m.tenant_id
    where m.state = 'failed' and m.due_at >= $1
      and not exists (select 1 from mail n where n.tenant_id = m.tenant_id and n.state = 'failed' and n.id > m.id)
    order by m.due_at desc limit 5";

/// The host is all that there is to say.
const FAILING_DOMAINS: &str = "select t.slug, t.name, c.host as reason, count(*) over () as total
    from domain_claim c join tenant t on t.id = c.tenant_id
    where c.failing_since is not null order by c.failing_since limit 5";

/// The deployment's own hosts have no organisation.
const FAILED_CERTIFICATES: &str =
    "select coalesce(t.slug, '') as slug, c.host as name, c.last_error as reason, count(*) over () as total
    from certificate c left join tenant t on t.id = c.tenant_id where c.last_error is not null order by c.host limit 5";

const SOON_GONE: &str = "select t.slug, t.name, d.gone_at, count(*) over () as total
    from deletion d join tenant t on t.id = d.tenant_id where d.gone_at < $1 and d.last_error is null
    order by d.gone_at limit 5";

const LAST_RUN: &str = "select id, state, halt_reason from upgrade_run order by started_at desc limit 1";

pub(super) async fn attention(
    platform: &Platform,
    reader: &mut Reader,
    servers: &[ServerSummary],
) -> Result<Vec<Attention>> {
    let now = platform.clock.now();
    let mut found = Vec::new();
    found.extend(unreachable_servers(platform, reader, servers).await?);
    found.extend(unreachable_databases(platform, reader).await?);
    found.extend(failing(reader, hour_before(now)).await?);
    found.extend(halted(reader).await?);
    let rows = sql!(reader, fetch_all Row, FAILED_DELETIONS)?;
    found.extend(of_organisations(Concern::DeletionFailed, rows));
    let rows = sql!(reader, fetch_all Row, QUARANTINED)?;
    found.extend(of_organisations(Concern::Quarantined, rows));
    let rows = sql!(reader, fetch_all Row, DRIFTED)?;
    found.extend(of_organisations(Concern::Drifted, rows));
    let rows = sql!(reader, fetch_all Row, MOVES, (now - LATELY).to_sqlx())?;
    found.extend(of_organisations(Concern::MoveFailed, rows));
    found.extend(provisionings(reader, now - LATELY).await?);
    let rows = sql!(reader, fetch_all Row, FAILED_MAILS, (now - LATELY).to_sqlx())?;
    found.extend(of_organisations(Concern::MailFailed, rows));
    found.extend(failing_jobs::attention(reader, now - LATELY).await?);
    let rows = sql!(reader, fetch_all Row, FAILING_DOMAINS)?;
    found.extend(of_organisations(Concern::DomainFailing, rows));
    let rows = sql!(reader, fetch_all Row, FAILED_CERTIFICATES)?;
    found.extend(of_organisations(Concern::CertificateFailed, rows));
    found.extend(full(servers));
    found.extend(soon_gone(reader, now + SOON).await?);
    Ok(found)
}

/// How the engine runs each of the questions that could have many rows to read; a test sees to it that it doesn't.
pub async fn explain_attention(platform: &Platform) -> Result<Vec<(&'static str, Vec<String>)>> {
    let now = platform.clock.now();
    let (hour, lately, soon) =
        (Bind::Number(hour_before(now)), Bind::Moment((now - LATELY).to_sqlx()), Bind::Moment((now + SOON).to_sqlx()));
    let asked: [(&str, &[Bind]); 11] = [
        (FAILING, &[hour]),
        (QUARANTINED, &[]),
        (DRIFTED, &[]),
        (MOVES, &[lately]),
        (PROVISIONINGS, &[lately]),
        (FAILED_MAILS, &[lately]),
        (failing_jobs::FAILED_JOBS, &[lately]),
        (FAILING_DOMAINS, &[]),
        (FAILED_CERTIFICATES, &[]),
        (FAILED_DELETIONS, &[]),
        (SOON_GONE, &[soon]),
    ];
    let mut reader = platform.central.read().await?;
    let mut plans = Vec::new();
    for (text, binds) in asked {
        plans.push((text, explain_with(&mut reader, text, binds).await?));
    }
    Ok(plans)
}

fn hour_before(now: jiff::Timestamp) -> i64 {
    now.as_second() - now.as_second() % 3_600 - 3_600
}

#[derive(sqlx::FromRow)]
struct Row {
    slug: String,
    name: String,
    reason: Option<String>,
    total: i64,
}

fn of_organisations(concern: Concern, rows: Vec<Row>) -> Option<Attention> {
    let count = rows.first()?.total;
    let named = rows.into_iter().map(|row| Concerned {
        key: row.slug,
        name: row.name,
        detail: row.reason.map_or(Detail::None, Detail::Reason),
    });
    Some(Attention { concern, count, named: named.collect() })
}

/// What the last check of a server says, and what this process has learnt since.
async fn unreachable_servers(
    platform: &Platform,
    reader: &mut Reader,
    servers: &[ServerSummary],
) -> Result<Option<Attention>> {
    let (own_rests, resting) = platform.lifecycle.resting_servers();
    let mut names = Vec::new();
    for id in resting {
        names.extend(sql!(reader, scalar_optional String, "select name from server where id = $1", id)?);
    }
    let own = own_rests.then(|| Concerned { key: String::new(), name: String::new(), detail: Detail::None });
    let registered = servers.iter().filter(|server| server.last_error.is_some() || names.contains(&server.name));
    let registered = registered.map(|server| Concerned {
        key: server.name.clone(),
        name: server.name.clone(),
        detail: server.last_error.clone().map_or(Detail::None, Detail::Reason),
    });
    Ok(cut(Concern::ServerUnreachable, own.into_iter().chain(registered).collect()))
}

async fn unreachable_databases(platform: &Platform, reader: &mut Reader) -> Result<Option<Attention>> {
    let mut unreachable = Vec::new();
    for tenant in platform.fleet.unreachable() {
        let text =
            "select slug, name, cast(null as text) as reason, cast(1 as bigint) as total from tenant where id = $1";
        let row = sql!(reader, fetch_optional Row, text, tenant)?;
        unreachable.extend(row.map(|row| Concerned { key: row.slug, name: row.name, detail: Detail::None }));
        if unreachable.len() > 200 {
            break;
        }
    }
    Ok(cut(Concern::DatabaseUnreachable, unreachable))
}

fn cut(concern: Concern, mut all: Vec<Concerned>) -> Option<Attention> {
    let count = i64::try_from(all.len()).unwrap_or(i64::MAX);
    all.truncate(NAMED);
    (count > 0).then_some(Attention { concern, count, named: all })
}

async fn failing(reader: &mut Reader, since: i64) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all FailingRow, FAILING, since)?;
    let Some(count) = rows.first().map(|row| row.total) else { return Ok(None) };
    let named = rows.into_iter().map(|row| Concerned {
        key: row.slug,
        name: row.name,
        detail: Detail::Of { count: row.errors, of: row.requests },
    });
    Ok(Some(Attention { concern: Concern::Failing, count, named: named.collect() }))
}

#[derive(sqlx::FromRow)]
struct FailingRow {
    slug: String,
    name: String,
    errors: i64,
    requests: i64,
    total: i64,
}

/// A run that halted waits for somebody, unless another one was started since.
async fn halted(reader: &mut Reader) -> Result<Option<Attention>> {
    let last = sql!(reader, fetch_optional RunRow, LAST_RUN)?;
    Ok(last.filter(|run| run.state == "halted").map(|run| Attention {
        concern: Concern::UpgradeHalted,
        count: 1,
        named: vec![Concerned {
            key: run.id.to_string(),
            name: String::new(),
            detail: run.halt_reason.map_or(Detail::None, Detail::Reason),
        }],
    }))
}

#[derive(sqlx::FromRow)]
struct RunRow {
    id: UpgradeRunId,
    state: String,
    halt_reason: Option<String>,
}

async fn provisionings(reader: &mut Reader, since: jiff::Timestamp) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all ProvisioningRow, PROVISIONINGS, since.to_sqlx())?;
    let Some(count) = rows.first().map(|row| row.total) else { return Ok(None) };
    let named = rows.into_iter().map(|row| Concerned { key: row.id.to_string(), name: row.slug, detail: Detail::None });
    Ok(Some(Attention { concern: Concern::ProvisioningFailed, count, named: named.collect() }))
}

#[derive(sqlx::FromRow)]
struct ProvisioningRow {
    id: ProvisioningId,
    slug: String,
    total: i64,
}

/// One that is drained gets nobody, however full it is.
fn full(servers: &[ServerSummary]) -> Option<Attention> {
    let is_full = |server: &&ServerSummary| {
        server.state == ServerState::Active && server.tenants * 100 >= server.capacity * NEARLY_FULL
    };
    let full = servers.iter().filter(is_full).map(|server| Concerned {
        key: server.name.clone(),
        name: server.name.clone(),
        detail: Detail::Of { count: server.tenants, of: server.capacity },
    });
    cut(Concern::ServerFull, full.collect())
}

async fn soon_gone(reader: &mut Reader, before: jiff::Timestamp) -> Result<Option<Attention>> {
    let rows = sql!(reader, fetch_all GoneRow, SOON_GONE, before.to_sqlx())?;
    let Some(count) = rows.first().map(|row| row.total) else { return Ok(None) };
    let named = rows.into_iter().map(|row| Concerned {
        key: row.slug,
        name: row.name,
        detail: Detail::At(row.gone_at.to_jiff().to_string()),
    });
    Ok(Some(Attention { concern: Concern::DeletionSoon, count, named: named.collect() }))
}

#[derive(sqlx::FromRow)]
struct GoneRow {
    slug: String,
    name: String,
    gone_at: Timestamp,
    total: i64,
}
