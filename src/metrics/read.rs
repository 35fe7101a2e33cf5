//! Usage, read back for charts.

use super::{
    Counts, Period, Size, Usage, UsagePoint,
    flush::{DAY, HOUR, MINUTE},
    latency::percentile,
    measures::{Measure, Tally, columns, sums},
    rollup::bucket,
};
use crate::{
    access::Plane,
    db::{Reader, joined, sqlx},
    error::{Error, Result},
    ids::TenantId,
    platform::Platform,
};
use jiff::{Timestamp, civil, tz::TimeZone};
use sqlx::{ColumnIndex, Decode, FromRow, Row, Type, types::Json};
use std::collections::BTreeMap;

/// Of one organisation. `$1` is whose it is, `$2` the bucket's length, `$3` where it begins.
const OF_TENANT: &str =
    concat!("select began, ", columns!(), " from tenant_usage where tenant_id = $1 and span = $2 and began >= $3");

/// Of all planes. `$1` isn't asked, and stands there so that both have the same binds.
const OF_PLANES: &str =
    concat!("select began, ", sums!(), " from plane_usage where $1 = $1 and span = $2 and began >= $3 group by began");

/// The one before the period says how much there was at its beginning.
const SIZE_OF_TENANT: &str = "select began, database_bytes, storage_bytes from tenant_sample
    where tenant_id = $1 and span = $2 and began >= coalesce(
      (select max(began) from tenant_sample where tenant_id = $1 and span = $2 and began <= $3), $3)
    order by began";

const SIZE_OF_FLEET: &str = "select began, database_bytes, storage_bytes from fleet_sample
    where $1 = $1 and span = $2 and began >= coalesce(
      (select max(began) from fleet_sample where span = $2 and began <= $3), $3)
    order by began";

/// What one organisation did.
///
/// # Errors
/// `NotFound` for an unknown name.
pub async fn usage_of(platform: &Platform, slug: &str, period: Period) -> Result<Usage> {
    let mut reader = platform.central.read().await?;
    let id = sql!(&mut reader, scalar_optional TenantId, "select id from tenant where slug = $1", slug)?;
    usage(platform, &mut reader, Some(id.ok_or_else(Error::not_found)?), period).await
}

/// What all organisations did, with the public site and the console.
pub async fn usage_of_all(platform: &Platform, period: Period) -> Result<Usage> {
    let mut reader = platform.central.read().await?;
    usage(platform, &mut reader, None, period).await
}

/// What an organisation did in the last hour, by minutes.
pub(crate) async fn recent(platform: &Platform, tenant: TenantId) -> Result<Counts> {
    let since = platform.clock.now().as_second() - HOUR;
    let mut reader = platform.central.read().await?;
    let mut total = Tally::default();
    for bucket in &sql!(&mut reader, fetch_all Bucket, OF_TENANT, tenant, MINUTE, since)? {
        total.add_all(&bucket.tally);
    }
    Ok(counts(&total))
}

async fn usage(platform: &Platform, reader: &mut Reader, tenant: Option<TenantId>, period: Period) -> Result<Usage> {
    let now = platform.clock.now();
    let (span, starts) = (period.span(), period.starts(now));
    let from = starts.first().copied().unwrap_or_default();
    let (counted, sizes) = match tenant {
        Some(tenant) => (
            sql!(reader, fetch_all Bucket, OF_TENANT, tenant, span, from)?,
            sql!(reader, fetch_all Sample, SIZE_OF_TENANT, tenant, span, from)?,
        ),
        None => (
            sql!(reader, fetch_all Bucket, joined(&[OF_PLANES]), 0_i64, span, from)?,
            sql!(reader, fetch_all Sample, SIZE_OF_FLEET, 0_i64, span, from)?,
        ),
    };
    let mut total = Tally::default();
    for bucket in &counted {
        total.add_all(&bucket.tally);
    }
    let points: Vec<UsagePoint> = points(&starts, &counted, &sizes, period);
    let active_users = match period {
        Period::Day => people_today(reader, tenant, bucket(now, DAY)).await?,
        Period::Month | Period::Year => points.iter().filter_map(|point| point.active_users).max().unwrap_or(0),
    };
    let module_rows = match tenant {
        Some(tenant) => module_rows(reader, tenant).await?,
        None => BTreeMap::new(),
    };
    let is_counted = platform.config.metrics.on;
    Ok(Usage { period, points, total: counts(&total), active_users, module_rows, is_counted })
}

async fn people_today(reader: &mut Reader, tenant: Option<TenantId>, day: i64) -> Result<i64> {
    let people = if let Some(tenant) = tenant {
        let text = "select active_users from tenant_usage where tenant_id = $1 and span = 86400 and began = $2";
        sql!(reader, scalar_optional i64, text, tenant, day)?
    } else {
        let text = "select active_users from plane_usage where plane = $1 and span = 86400 and began = $2";
        sql!(reader, scalar_optional i64, text, Plane::Tenant.name(), day)?
    };
    Ok(people.unwrap_or(0))
}

async fn module_rows(reader: &mut Reader, tenant: TenantId) -> Result<BTreeMap<String, i64>> {
    let text = "select module_rows from tenant_sample where tenant_id = $1 and span = 3600 order by began desc limit 1";
    let rows = sql!(reader, scalar_optional Json<BTreeMap<String, i64>>, text, tenant)?;
    Ok(rows.map(|Json(rows)| rows).unwrap_or_default())
}

fn points(starts: &[i64], counted: &[Bucket], sizes: &[Sample], period: Period) -> Vec<UsagePoint> {
    let mut tallies = vec![(Tally::default(), 0_i64); starts.len()];
    for bucket in counted {
        let place = starts.partition_point(|start| *start <= bucket.began);
        if let Some((tally, people)) = place.checked_sub(1).and_then(|place| tallies.get_mut(place)) {
            tally.add_all(&bucket.tally);
            *people = (*people).max(bucket.tally.get(Measure::ActiveUsers));
        }
    }
    let point = |(place, (tally, people)): (usize, (Tally, i64))| {
        let ends = starts.get(place + 1).copied().unwrap_or(i64::MAX);
        let last = sizes.partition_point(|sample| sample.began < ends).checked_sub(1).and_then(|last| sizes.get(last));
        UsagePoint {
            began: Timestamp::from_second(starts[place]).unwrap_or_default().to_string(),
            counts: counts(&tally),
            active_users: (period != Period::Day).then_some(people),
            size: last
                .map(|sample| Size { database_bytes: sample.database_bytes, storage_bytes: sample.storage_bytes }),
        }
    };
    tallies.into_iter().enumerate().map(point).collect()
}

fn counts(tally: &Tally) -> Counts {
    Counts {
        requests: tally.get(Measure::Requests),
        client_errors: tally.get(Measure::ClientErrors),
        server_errors: tally.get(Measure::ServerErrors),
        refused: tally.get(Measure::Refused),
        bytes: tally.get(Measure::Bytes),
        sign_ins: tally.get(Measure::SignIns),
        refused_sign_ins: tally.get(Measure::RefusedSignIns),
        jobs: tally.get(Measure::Jobs),
        failed_jobs: tally.get(Measure::FailedJobs),
        mails: tally.get(Measure::Mails),
        failed_mails: tally.get(Measure::FailedMails),
        p50_micros: percentile(tally, 50),
        p95_micros: percentile(tally, 95),
        p99_micros: percentile(tally, 99),
    }
}

impl Period {
    /// The length of the buckets that it is read from.
    fn span(self) -> i64 {
        if self == Self::Day { HOUR } else { DAY }
    }

    /// The beginnings of its points, the one in which it is now last. Days and months are those of UTC.
    fn starts(self, now: Timestamp) -> Vec<i64> {
        match self {
            Self::Day => (0..24).rev().map(|hours| bucket(now, HOUR) - hours * HOUR).collect(),
            Self::Month => (0..30).rev().map(|days| bucket(now, DAY) - days * DAY).collect(),
            Self::Year => {
                let this = TimeZone::UTC.to_datetime(now).date().first_of_month();
                let month = |back: i32| this.saturating_sub(jiff::Span::new().months(back));
                (0..12).rev().map(|back| beginning(month(back))).collect()
            }
        }
    }
}

/// Midnight in UTC, in seconds.
fn beginning(day: civil::Date) -> i64 {
    day.to_zoned(TimeZone::UTC).map_or(0, |midnight| midnight.timestamp().as_second())
}

/// A row of either table of usage.
#[derive(sqlx::FromRow)]
pub(super) struct Bucket {
    began: i64,
    #[sqlx(flatten)]
    tally: Tally,
}

/// By the names of the columns.
impl<'r, R: Row> FromRow<'r, R> for Tally
where
    &'static str: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
        let mut tally = Self::default();
        for measure in Measure::ALL {
            tally.add(*measure, row.try_get(measure.column())?);
        }
        Ok(tally)
    }
}

#[derive(sqlx::FromRow)]
struct Sample {
    began: i64,
    database_bytes: i64,
    storage_bytes: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn starts(period: Period) -> Vec<String> {
        let now = "2026-03-15T12:34:56Z".parse().unwrap();
        period.starts(now).into_iter().map(|start| Timestamp::from_second(start).unwrap().to_string()).collect()
    }

    #[test]
    fn a_period_ends_with_what_is_now() {
        let day = starts(Period::Day);
        assert_eq!(
            (day.len(), day[0].as_str(), day[23].as_str()),
            (24, "2026-03-14T13:00:00Z", "2026-03-15T12:00:00Z")
        );
        let month = starts(Period::Month);
        assert_eq!(
            (month.len(), month[0].as_str(), month[29].as_str()),
            (30, "2026-02-14T00:00:00Z", "2026-03-15T00:00:00Z")
        );
        let year = starts(Period::Year);
        assert_eq!(
            (year.len(), year[0].as_str(), year[11].as_str()),
            (12, "2025-04-01T00:00:00Z", "2026-03-01T00:00:00Z")
        );
    }

    #[test]
    fn buckets_count_in_their_point_and_sizes_last_until_the_next() {
        let bucket = |began, requests| {
            let mut tally = Tally::default();
            tally.add(Measure::Requests, requests);
            tally.add(Measure::ActiveUsers, requests);
            Bucket { began, tally }
        };
        let sample = |began, database_bytes| Sample { began, database_bytes, storage_bytes: 1 };
        let starts = [100, 200, 300];
        let points = points(
            &starts,
            &[bucket(50, 1), bucket(100, 2), bucket(199, 3), bucket(300, 4)],
            &[sample(90, 7), sample(210, 8)],
            Period::Year,
        );
        assert_eq!(points.iter().map(|point| point.counts.requests).collect::<Vec<_>>(), [5, 0, 4]);
        assert_eq!(points.iter().map(|point| point.active_users).collect::<Vec<_>>(), [Some(3), Some(0), Some(4)]);
        let sizes: Vec<_> = points.iter().map(|point| point.size.map(Size::total)).collect();
        assert_eq!(sizes, [Some(8), Some(9), Some(9)]);
    }
}
