//! How organisations' requests fare since their tables were migrated, beside how they fared before. Only whole minutes tell: the one
//! in which an organisation was migrated has both.

use super::{
    flush::{HOUR, MINUTE},
    latency::{CLASSES, percentile},
    measures::{Measure, Tally, columns, sums},
    rollup::bucket,
};
use crate::{
    db::{Reader, ToSqlx, sqlx},
    error::Result,
    ids::{TenantId, UpgradeRunId},
    platform::Platform,
};
use jiff::Timestamp;
use std::collections::HashMap;

/// So many minutes until now are looked at: what has become slow is slow now.
const RECENT: i64 = 5;
/// Fewer requests say nothing, be they of before or of after.
const ENOUGH: i64 = 20;

/// Of the same organisations, each with as much weight as its requests have now: a busy one that only now has visitors changes
/// nothing by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fared {
    pub before: Answered,
    pub after: Answered,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Answered {
    /// Microseconds within which 95 of a hundred were answered.
    pub p95_micros: i64,
    /// Of a thousand, those that ended with an error of the server's.
    pub failed_per_mille: i64,
}

/// One minute, `$4`, of those who were migrated in the run since `$2` and before it began.
const AFTER: &str = concat!(
    "select tenant_id, ",
    columns!(),
    " from tenant_usage where span = 60 and began = $4 and tenant_id in
        (select tenant_id from upgrade_task
         where run_id = $1 and state = 'done' and finished_at >= $2 and finished_at <= $3)"
);

/// The minutes from `$3` to before `$4`.
const BEFORE: &str = concat!(
    "select tenant_id, ",
    sums!(),
    " from tenant_usage where span = 60 and began >= $3 and began < $4 and tenant_id in
        (select tenant_id from upgrade_task where run_id = $1 and state = 'done' and finished_at >= $2)
      group by tenant_id"
);

/// Those of a run who were migrated since a moment; what was before is the hour until then. `None` while there are too few requests.
pub(crate) async fn fared(platform: &Platform, run: UpgradeRunId, since: Timestamp) -> Result<Option<Fared>> {
    let mut reader = platform.central.read().await?;
    let after = after(&mut reader, platform.clock.now(), run, since).await?;
    if requests(after.values()) < ENOUGH {
        return Ok(None);
    }
    let until = bucket(since, MINUTE);
    let before = sql!(&mut reader, fetch_all OfTenant, BEFORE, run, since.to_sqlx(), until - HOUR, until)?;
    let before = before.into_iter().map(|of| (of.tenant_id, of.tally)).collect();
    Ok(compared(&before, &after))
}

async fn after(
    reader: &mut Reader,
    now: Timestamp,
    run: UpgradeRunId,
    since: Timestamp,
) -> Result<HashMap<TenantId, Tally>> {
    let mut all = HashMap::<TenantId, Tally>::new();
    let last = bucket(now, MINUTE);
    for began in (0..RECENT).map(|minutes| last - minutes * MINUTE).filter(|began| *began >= since.as_second()) {
        let at = Timestamp::from_second(began).unwrap_or(now);
        for of in sql!(reader, fetch_all OfTenant, AFTER, run, since.to_sqlx(), at.to_sqlx(), began)? {
            all.entry(of.tenant_id).or_default().add_all(&of.tally);
        }
    }
    Ok(all)
}

#[derive(sqlx::FromRow)]
struct OfTenant {
    tenant_id: TenantId,
    #[sqlx(flatten)]
    tally: Tally,
}

fn requests<'t>(all: impl Iterator<Item = &'t Tally>) -> i64 {
    all.map(|tally| tally.get(Measure::Requests)).sum()
}

/// Shares are reckoned in parts of so many, so that few requests have a weight as well.
const FINE: i64 = 1_000;

fn compared(before: &HashMap<TenantId, Tally>, after: &HashMap<TenantId, Tally>) -> Option<Fared> {
    let (mut expected, mut found, mut known) = (Tally::default(), Tally::default(), 0);
    for (tenant, now) in after {
        let Some(then) = before.get(tenant).filter(|then| then.get(Measure::Requests) > 0) else { continue };
        found.add_all(now);
        known += then.get(Measure::Requests);
        let weight = FINE * now.get(Measure::Requests);
        for measure in told() {
            expected.add(measure, then.get(measure).saturating_mul(weight) / then.get(Measure::Requests));
        }
    }
    if known < ENOUGH || found.get(Measure::Requests) < ENOUGH {
        return None;
    }
    Some(Fared { before: answered(&expected)?, after: answered(&found)? })
}

fn told() -> impl Iterator<Item = Measure> {
    let counted = [Measure::Requests, Measure::ServerErrors, Measure::Over5000];
    CLASSES.iter().map(|(class, _)| *class).chain(counted)
}

fn answered(tally: &Tally) -> Option<Answered> {
    let failed = tally.get(Measure::ServerErrors).saturating_mul(1_000) / tally.get(Measure::Requests).max(1);
    Some(Answered { p95_micros: percentile(tally, 95)?, failed_per_mille: failed })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::Clock, random::Random};

    fn tally(requests: i64, class: Measure, failed: i64) -> Tally {
        let mut tally = Tally::default();
        for (measure, count) in [(Measure::Requests, requests), (class, requests), (Measure::ServerErrors, failed)] {
            tally.add(measure, count);
        }
        tally
    }

    fn of<const N: usize>(tallies: [Tally; N]) -> HashMap<TenantId, Tally> {
        let id = |seed: usize| TenantId::new(&Random::seeded(seed as u64), &Clock::system());
        let ids: [TenantId; N] = std::array::from_fn(id);
        std::iter::zip(ids, tallies).collect()
    }

    #[test]
    fn everybody_weighs_as_much_before_as_now() {
        let ids = of([Tally::default(), Tally::default()]);
        let mut ids = ids.keys().copied();
        let (quick, slow) = (ids.next().unwrap(), ids.next().unwrap());
        let before =
            HashMap::from([(quick, tally(9_900, Measure::Within5, 0)), (slow, tally(100, Measure::Within500, 10))]);
        let after =
            HashMap::from([(quick, tally(100, Measure::Within5, 0)), (slow, tally(900, Measure::Within500, 90))]);
        let fared = compared(&before, &after).unwrap();
        assert_eq!(fared.before, fared.after, "who was slow before is no slower now");
        assert_eq!(fared.after.failed_per_mille, 90);
    }

    #[test]
    fn who_has_become_slow_or_fails_is_seen_and_too_few_say_nothing() {
        let id = of([Tally::default()]).into_keys().next().unwrap();
        let one = |of: Tally| HashMap::from([(id, of)]);
        let quick = one(tally(100, Measure::Within5, 0));
        let fared = compared(&quick, &one(tally(20, Measure::Within2000, 5))).unwrap();
        assert!(fared.before.p95_micros <= 5_000 && fared.after.p95_micros > 1_000_000, "{fared:?}");
        assert_eq!((fared.before.failed_per_mille, fared.after.failed_per_mille), (0, 250));
        assert_eq!(compared(&quick, &one(tally(19, Measure::Within2000, 0))), None);
        assert_eq!(compared(&one(tally(19, Measure::Within5, 0)), &one(tally(99, Measure::Within2000, 0))), None);
        assert_eq!(compared(&HashMap::new(), &quick), None, "nobody knows how it was");
    }
}
