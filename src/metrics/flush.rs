//! Writing what was counted: one transaction for all organisations, and only what has changed. The rows add up, so that
//! several nodes write the same bucket. What is counted is of the minute in which it is written.

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
use std::collections::HashMap;
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

/// Writes what was counted since the last time. What can't be written is kept for the next.
///
/// Gives how many rows were written.
pub async fn flush(platform: &Platform) -> Result<u64> {
    let now = platform.clock.now().as_second();
    let mut unwritten = platform.meters.unwritten.lock().await;
    platform.meters.take(&mut unwritten, now - now % DAY);
    if unwritten.is_empty() {
        return Ok(0);
    }
    let written = write(platform, &unwritten, now).await?;
    unwritten.clear();
    Ok(written)
}

async fn write(platform: &Platform, unwritten: &Unwritten, now: i64) -> Result<u64> {
    let mut tx = platform.central.begin().await?;
    let mut tenants = unwritten.tenants.clone();
    let mut planes = unwritten.planes.clone();
    for tenant in new_today(&mut tx, &unwritten.people, now - now % DAY).await? {
        tenants.entry(tenant).or_default().add(Measure::ActiveUsers, 1);
        planes.entry(crate::access::Plane::Tenant.name()).or_default().add(Measure::ActiveUsers, 1);
    }
    let minute = now - now % MINUTE;
    let tenants = sorted(tenants.iter().map(|(tenant, tally)| (Bind::Id(tenant.as_uuid()), tenant, tally)));
    let rows: Vec<_> = tenants.iter().map(|(whose, _, tally)| row(*whose, minute, tally)).collect();
    let mut written = execute_many(&mut tx, TENANTS[0], TENANTS[1], &rows).await?;
    let planes = sorted(planes.iter().map(|(plane, tally)| (Bind::Text(plane), plane, tally)));
    let rows: Vec<_> = planes.iter().map(|(whose, _, tally)| row(*whose, minute, tally)).collect();
    written += execute_many(&mut tx, PLANES[0], PLANES[1], &rows).await?;
    tx.commit().await?;
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

fn sorted<'t, K: Ord + 't>(rows: impl Iterator<Item = (Bind, K, &'t Tally)>) -> Vec<(Bind, K, &'t Tally)> {
    let mut rows: Vec<_> = rows.collect();
    rows.sort_unstable_by(|(_, one, _), (_, other, _)| one.cmp(other));
    rows
}

fn row(whose: Bind, minute: i64, tally: &Tally) -> [Bind; WIDTH] {
    let mut row = [Bind::Number(0); WIDTH];
    [row[0], row[1], row[2]] = [whose, Bind::Number(MINUTE), Bind::Number(minute)];
    for (place, count) in row[3..].iter_mut().zip(tally.0) {
        *place = Bind::Number(count);
    }
    row
}

impl Unwritten {
    fn clear(&mut self) {
        self.tenants.clear();
        self.planes.clear();
        self.people.clear();
    }
}
