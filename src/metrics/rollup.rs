//! Minutes are added up into hours and days, each minute once: whoever does so holds the row that says how far it is done.
//! What is old goes.

use super::{
    flush::{DAY, HOUR, MINUTE},
    measures::{added, columns, sums},
};
use crate::{db::joined, error::Result, platform::Platform};
use jiff::Timestamp;

/// A minute is added up when nobody writes to it any more, however long the transaction took.
const SETTLED_AFTER: i64 = 2 * MINUTE;

/// `$1` is the span that they become, from `$2` to before `$3`.
const TENANTS: &str = concat!(
    "insert into tenant_usage (tenant_id, span, began, ",
    columns!(),
    ") select tenant_id, $1, began - began % $1, ",
    sums!(),
    " from tenant_usage where span = 60 and began >= $2 and began < $3
      group by tenant_id, began - began % $1 order by tenant_id
      on conflict (tenant_id, span, began) do update set ",
    added!("tenant_usage")
);

const PLANES: &str = concat!(
    "insert into plane_usage (plane, span, began, ",
    columns!(),
    ") select plane, $1, began - began % $1, ",
    sums!(),
    " from plane_usage where span = 60 and began >= $2 and began < $3
      group by plane, began - began % $1 order by plane
      on conflict (plane, span, began) do update set ",
    added!("plane_usage")
);

/// Adds up what has settled since the last time.
pub async fn add_up(platform: &Platform) -> Result<()> {
    add_up_until(platform, platform.clock.now().as_second() - SETTLED_AFTER).await
}

/// The same up to the minute in which a moment lies, whether it has settled or not.
pub async fn add_up_until(platform: &Platform, settled: i64) -> Result<()> {
    let until = settled - settled % MINUTE;
    let mut tx = platform.central.begin().await?;
    // Changing nothing holds the row, on either engine.
    sql!(&mut tx, execute "update usage_progress set added_until = added_until where id = 1")?;
    let from = sql!(&mut tx, scalar i64, "select added_until from usage_progress where id = 1")?;
    if from >= until {
        return Ok(());
    }
    for span in [HOUR, DAY] {
        for text in [TENANTS, PLANES] {
            sql!(&mut tx, execute joined(&[text]), span, from, until)?;
        }
    }
    sql!(&mut tx, execute "update usage_progress set added_until = $1 where id = 1", until)?;
    Ok(tx.commit().await?)
}

/// Removes what was kept for as long as the settings say. Minutes that aren't added up yet stay.
pub async fn purge(platform: &Platform) -> Result<u64> {
    let settings = &platform.config.metrics;
    let now = platform.clock.now().as_second();
    let mut tx = platform.central.begin().await?;
    let added_until = sql!(&mut tx, scalar i64, "select added_until from usage_progress where id = 1")?;
    let kept = [
        (MINUTE, (now - HOUR * i64::from(settings.keep_minutes_hours)).min(added_until)),
        (HOUR, now - DAY * i64::from(settings.keep_hours_days)),
        (DAY, now - DAY * i64::from(settings.keep_days_days)),
    ];
    let mut removed = 0;
    for (span, from) in kept {
        for text in [
            "delete from tenant_usage where span = $1 and began < $2",
            "delete from plane_usage where span = $1 and began < $2",
            "delete from fleet_sample where span = $1 and began < $2",
            // The last one says how much there is for as long as there is no newer.
            "delete from tenant_sample where span = $1 and began < $2 and exists (
               select 1 from tenant_sample s where s.tenant_id = tenant_sample.tenant_id and s.span = tenant_sample.span
                 and s.began > tenant_sample.began and s.began <= $2)",
        ] {
            removed += sql!(&mut tx, execute text, span, from)?;
        }
    }
    removed += sql!(&mut tx, execute "delete from active_user where day < $1", now - now % DAY - DAY)?;
    tx.commit().await?;
    Ok(removed)
}

/// The beginning of the bucket in which a moment lies.
pub(super) fn bucket(at: Timestamp, span: i64) -> i64 {
    let at = at.as_second();
    at - at.rem_euclid(span)
}
