//! Writing what was counted, some hundred organisations at a time, and only what has changed. The rows add up, so that several
//! nodes write the same bucket. What is counted is of the minute in which it is written.

use super::{
    measures::{MEASURES, Measure, Tally, added, columns},
    meters::Unwritten,
};
use crate::{
    db::{Bind, Tx, execute_many, fetch_ids_of_many},
    error::Result,
    ids::{TenantId, UserId},
    platform::Platform,
};
use std::{collections::HashMap, time::Duration};
use uuid::Uuid;

pub(super) const MINUTE: i64 = 60;
pub(super) const HOUR: i64 = 3_600;
pub(super) const DAY: i64 = 86_400;

/// An organisation's row, or a plane's: whose it is, the bucket's length and beginning, and a column for each measure.
const WIDTH: usize = 3 + MEASURES;

/// Whoever was erased meanwhile has no row any more. The order keeps two nodes from waiting for each other.
const TENANTS: [&str; 2] = [
    concat!("with counted (tenant_id, span, began, ", columns!(), ") as (values"),
    concat!(
        ") insert into tenant_usage (tenant_id, span, began, ",
        columns!(),
        ") select tenant_id, span, began, ",
        columns!(),
        " from counted where exists (select 1 from tenant where tenant.id = counted.tenant_id)
          order by tenant_id on conflict (tenant_id, span, began) do update set ",
        added!("tenant_usage")
    ),
];

const PLANES: [&str; 2] = [
    concat!("insert into plane_usage (plane, span, began, ", columns!(), ") values"),
    concat!("on conflict (plane, span, began) do update set ", added!("plane_usage")),
];

/// Gives the organisation of each that wasn't there.
const PEOPLE: [&str; 2] = [
    "with seen (tenant_id, day, user_id) as (values",
    r#") insert into active_user (tenant_id, day, user_id) select tenant_id, day, user_id from seen
       where exists (select 1 from tenant where tenant.id = seen.tenant_id)
         and exists (select 1 from "user" where "user".id = seen.user_id)
       order by tenant_id, user_id on conflict do nothing returning tenant_id"#,
];

/// So many organisations' rows are written in one transaction. Over a large fleet a second's work in one piece would be felt by who
/// visits meanwhile.
const AT_ONCE: usize = 250;
const PAUSE: Duration = Duration::from_millis(20);

/// Writes what was counted since the last time. What can't be written is kept for the next.
///
/// Gives how many rows were written.
pub async fn flush(platform: &Platform) -> Result<u64> {
    flush_with(platform, Duration::ZERO).await
}

/// The same beside requests, a little at a time.
pub(super) async fn flush_gently(platform: &Platform) -> Result<u64> {
    flush_with(platform, PAUSE).await
}

async fn flush_with(platform: &Platform, pause: Duration) -> Result<u64> {
    let now = platform.clock.now().as_second();
    let mut unwritten = platform.meters.unwritten.lock().await;
    platform.meters.take(&mut unwritten, now - now % DAY);
    if unwritten.is_empty() {
        return Ok(0);
    }
    note_people(platform, &mut unwritten, now - now % DAY).await?;
    let minute = now - now % MINUTE;
    let mut written = write_planes(platform, &mut unwritten, minute).await?;
    let mut tenants: Vec<TenantId> = unwritten.tenants.keys().copied().collect();
    tenants.sort_unstable();
    for (turn, some) in tenants.chunks(AT_ONCE).enumerate() {
        if turn > 0 && !pause.is_zero() {
            tokio::time::sleep(pause).await;
        }
        written += write_tenants(platform, &mut unwritten, some, minute).await?;
    }
    Ok(written)
}

/// Whoever is seen for the first time on the day is counted with what is written next.
async fn note_people(platform: &Platform, unwritten: &mut Unwritten, day: i64) -> Result<()> {
    if unwritten.people.is_empty() {
        return Ok(());
    }
    let mut tx = platform.central.begin().await?;
    let new = new_today(&mut tx, &unwritten.people, day).await?;
    tx.commit().await?;
    unwritten.people.clear();
    for tenant in new {
        unwritten.tenants.entry(tenant).or_default().add(Measure::ActiveUsers, 1);
        unwritten.planes.entry(crate::access::Plane::Tenant.name()).or_default().add(Measure::ActiveUsers, 1);
    }
    Ok(())
}

async fn write_planes(platform: &Platform, unwritten: &mut Unwritten, minute: i64) -> Result<u64> {
    let mut planes: Vec<_> = unwritten.planes.iter().collect();
    planes.sort_unstable_by_key(|(plane, _)| **plane);
    let rows: Vec<_> = planes.iter().map(|(plane, tally)| row(Bind::Text(plane), minute, tally)).collect();
    let mut tx = platform.central.begin().await?;
    let written = execute_many(&mut tx, PLANES[0], PLANES[1], &rows).await?;
    tx.commit().await?;
    unwritten.planes.clear();
    Ok(written)
}

async fn write_tenants(
    platform: &Platform,
    unwritten: &mut Unwritten,
    tenants: &[TenantId],
    minute: i64,
) -> Result<u64> {
    let tallies = tenants.iter().filter_map(|tenant| Some((tenant, unwritten.tenants.get(tenant)?)));
    let rows: Vec<_> = tallies.map(|(tenant, tally)| row(Bind::Id(tenant.as_uuid()), minute, tally)).collect();
    let mut tx = platform.central.begin().await?;
    let written = execute_many(&mut tx, TENANTS[0], TENANTS[1], &rows).await?;
    tx.commit().await?;
    for tenant in tenants {
        unwritten.tenants.remove(tenant);
    }
    Ok(written)
}

/// Notes who was seen on the day, and gives the organisation of everybody who is the first time: another node may have seen
/// them as well.
async fn new_today(tx: &mut Tx, people: &[(TenantId, UserId)], day: i64) -> Result<Vec<TenantId>> {
    let mut people = people.to_vec();
    people.sort_unstable();
    people.dedup();
    let row =
        |(tenant, user): &(TenantId, UserId)| [Bind::Id(tenant.as_uuid()), Bind::Number(day), Bind::Id(user.as_uuid())];
    let rows: Vec<_> = people.iter().map(row).collect();
    let new = fetch_ids_of_many(tx, PEOPLE[0], PEOPLE[1], &rows).await?;
    let tenants: HashMap<Uuid, TenantId> = people.iter().map(|(tenant, _)| (tenant.as_uuid(), *tenant)).collect();
    Ok(new.iter().filter_map(|id| tenants.get(id).copied()).collect())
}

fn row(whose: Bind, minute: i64, tally: &Tally) -> [Bind; WIDTH] {
    let mut row = [Bind::Number(0); WIDTH];
    [row[0], row[1], row[2]] = [whose, Bind::Number(MINUTE), Bind::Number(minute)];
    for (place, count) in row[3..].iter_mut().zip(tally.0) {
        *place = Bind::Number(count);
    }
    row
}
