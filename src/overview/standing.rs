//! How many organisations there are, who came and who went, and what failed.

use super::{
    Failures, MonthChange, Overview, StandingCount,
    attention::{Seen, attention},
};
use crate::{
    db::{Reader, Timestamp, ToSqlx, sqlx},
    error::{Error, Result},
    plans::{self, NamedPlan, PlanName},
    platform::Platform,
    servers::{self, ServerSummary},
};
use jiff::{SignedDuration, civil::Date, tz::TimeZone};
use std::io;
use uuid::Uuid;

/// The last thirty days.
const LATELY: SignedDuration = SignedDuration::from_hours(24 * 30);

pub async fn overview(platform: &Platform) -> Result<Overview> {
    let servers: Vec<ServerSummary> = servers::list(platform).await?;
    let own_places = servers::own_places(platform).await?;
    let mut reader = platform.central.read().await?;
    let seen = Seen { platform, servers: &servers, own: &own_places };
    Ok(Overview {
        attention: attention(&seen, &mut reader).await?,
        organisations: standing(&mut reader).await?,
        deleted: sql!(&mut reader, scalar i64, "select count(*) from deletion")?,
        months: months(platform, &mut reader).await?,
        failures: failures(platform, &mut reader).await?,
        own_places,
        servers,
        is_counted: platform.config.metrics.on,
    })
}

async fn standing(reader: &mut Reader) -> Result<Vec<StandingCount>> {
    let text = "select status, plan, count(*) as count from tenant
                where id not in (select tenant_id from deletion) group by status, plan order by status, plan";
    let rows = sql!(reader, fetch_all StandingRow, text)?;
    let names = plans::names(reader).await?;
    let counted = |row: StandingRow| {
        let status = row.status.parse().map_err(|()| Error::internal(io::Error::other("unknown status")))?;
        let name = names.get(&row.plan).cloned().unwrap_or_else(|| PlanName::unknown(&row.plan));
        Ok(StandingCount { status, plan: NamedPlan { key: row.plan, name }, count: row.count })
    };
    rows.into_iter().map(counted).collect()
}

#[derive(sqlx::FromRow)]
struct StandingRow {
    status: String,
    plan: String,
    count: i64,
}

/// Those who are gone have no row any more; their id says when they came.
async fn months(platform: &Platform, reader: &mut Reader) -> Result<Vec<MonthChange>> {
    let firsts = firsts(platform.clock.now());
    let bounds: Vec<jiff::Timestamp> = firsts.iter().map(|day| midnight(*day)).collect();
    let b: Vec<Timestamp> = bounds.iter().map(|at| at.to_sqlx()).collect();
    let text = "with month (number, began, until) as (values
                  (0, $1, $2), (1, $2, $3), (2, $3, $4), (3, $4, $5), (4, $5, $6), (5, $6, $7), (6, $7, $8), (7, $8, $9),
                  (8, $9, $10), (9, $10, $11), (10, $11, $12), (11, $12, $13))
                select (select count(*) from tenant t where t.created_at >= m.began and t.created_at < m.until) as new,
                       (select count(*) from deletion d where d.requested_at >= m.began and d.requested_at < m.until) as lost
                from month m order by m.number";
    let counted = sql!(
        reader,
        fetch_all Change,
        text,
        b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12]
    )?;
    let text = "select tenant_id, requested_at from erasure where erased_at >= $1";
    let gone = sql!(reader, fetch_all Gone, text, b[0])?;
    let within = |month: usize, at: jiff::Timestamp| at >= bounds[month] && at < bounds[month + 1];
    let change = |(month, change): (usize, Change)| {
        let came = gone.iter().filter(|gone| gone.came_at().is_some_and(|at| within(month, at))).count();
        let went = gone.iter().filter(|gone| within(month, gone.requested_at.to_jiff())).count();
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        MonthChange { month: firsts[month], new: change.new + number(came), lost: change.lost + number(went) }
    };
    Ok(counted.into_iter().enumerate().map(change).collect())
}

/// The first days of twelve months in UTC, this one last, and of the next.
fn firsts(now: jiff::Timestamp) -> Vec<Date> {
    let this = TimeZone::UTC.to_datetime(now).date().first_of_month();
    (-11..=1).map(|months: i32| this.saturating_add(jiff::Span::new().months(months))).collect()
}

fn midnight(day: Date) -> jiff::Timestamp {
    day.to_zoned(TimeZone::UTC).map_or(jiff::Timestamp::UNIX_EPOCH, |midnight| midnight.timestamp())
}

#[derive(sqlx::FromRow)]
struct Change {
    new: i64,
    lost: i64,
}

#[derive(sqlx::FromRow)]
struct Gone {
    tenant_id: Uuid,
    requested_at: Timestamp,
}

impl Gone {
    fn came_at(&self) -> Option<jiff::Timestamp> {
        let (seconds, nanos) = self.tenant_id.get_timestamp()?.to_unix();
        jiff::Timestamp::new(i64::try_from(seconds).ok()?, i32::try_from(nanos).ok()?).ok()
    }
}

async fn failures(platform: &Platform, reader: &mut Reader) -> Result<Failures> {
    let since = platform.clock.now() - LATELY;
    let day = since.as_second() - since.as_second() % 86_400;
    // Who typed something wrong has failed as well, and is no failure of ours.
    let text = "select
          (select count(*) from provisioning p where p.outcome = 'failed' and p.started_at >= $1 and exists (
             select 1 from provisioning_step s
             where s.provisioning_id = p.id and s.state = 'failed' and s.step not in ('validate', 'reserve'))) as provisionings,
          (select count(*) from tenant_move m where m.state = 'undone' and m.finished_at >= $1 and m.error is not null) as moves,
          (select count(*) from upgrade_task u where u.state = 'failed'
             and u.run_id in (select id from upgrade_run where started_at >= $1)) as upgrades,
          (select count(*) from deletion where last_error is not null) as deletions,
          (select cast(coalesce(sum(failed_jobs), 0) as bigint) from plane_usage
             where plane = 'tenant' and span = 86400 and began >= $2) as jobs,
          (select cast(coalesce(sum(failed_mails), 0) as bigint) from plane_usage
             where plane in ('tenant', 'console') and span = 86400 and began >= $2) as mails";
    let row = sql!(reader, fetch_one FailuresRow, text, since.to_sqlx(), day)?;
    let FailuresRow { provisionings, moves, upgrades, deletions, jobs, mails } = row;
    Ok(Failures { provisionings, moves, upgrades, deletions, jobs, mails })
}

#[derive(sqlx::FromRow)]
struct FailuresRow {
    provisionings: i64,
    moves: i64,
    upgrades: i64,
    deletions: i64,
    jobs: i64,
    mails: i64,
}
