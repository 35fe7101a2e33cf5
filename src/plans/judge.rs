//! Whether organisations have more than they may: noted with the end of a grace when it begins, taken away when it is over. Whether
//! they nearly do is noted along with it.

use super::{
    Allowance, Limit, nearing,
    standing::{self, Standing, Whose},
    store,
};
use crate::{
    audit,
    context::Author,
    db::{ToSqlx, Tx},
    error::Result,
    ids::TenantId,
    jobs::{self, Ended, JobKind},
    platform::Platform,
};
use jiff::SignedDuration;
use std::collections::HashMap;

/// Those who are judged in one transaction.
const AT_ONCE: usize = 200;

/// The end of a grace that begins now.
pub(super) fn grace_end(platform: &Platform) -> jiff::Timestamp {
    let days = platform.settings.current().plans.grace_days;
    platform.clock.now() + SignedDuration::from_hours(24 * i64::from(days))
}

/// What is due, each minute: plans whose organisations a process didn't get to judge, those who have less again, or more than
/// nearly too much, and graces that are over. Several nodes may do it at once; each change is made by one of them.
pub async fn attend(platform: &Platform) -> Result<()> {
    let mut reader = platform.central.read().await?;
    let text = "select key from plan where judged_version < version";
    let unjudged = sql!(&mut reader, scalar_all String, text)?;
    drop(reader);
    for key in unjudged {
        judge_plan(platform, &key).await?;
    }
    judge_all(platform, Whose::Noted).await
}

/// Everybody who has a plan, after it was changed.
pub(super) async fn judge_plan(platform: &Platform, key: &str) -> Result<()> {
    let Some(plan) = store::find(platform, key).await? else { return Ok(()) };
    judge_all(platform, Whose::Plan(key)).await?;
    let mut tx = platform.central.begin().await?;
    let text = "update plan set judged_version = $1 where key = $2 and judged_version < $1";
    sql!(&mut tx, execute text, plan.version, key)?;
    Ok(tx.commit().await?)
}

/// One organisation, in a transaction of its own.
pub(crate) async fn judge_one(platform: &Platform, slug: &str) -> Result<()> {
    judge_all(platform, Whose::One(slug)).await
}

async fn judge_all(platform: &Platform, whose: Whose<'_>) -> Result<()> {
    let mut reader = platform.central.read().await?;
    let standings = standing::all(&mut reader, platform, whose).await?;
    let plans = allowances(&store::all_in(&mut reader).await?);
    drop(reader);
    let now = platform.clock.now();
    let is_another = |of: &&Standing| of.differs(&plans, now);
    let changed: Vec<&Standing> = standings.iter().filter(is_another).collect();
    for some in changed.chunks(AT_ONCE) {
        let tenants: Vec<TenantId> = some.iter().map(|of| of.id).collect();
        jobs::run(platform, JobKind::Plan, &tenants, judge_some(platform, some, &plans), Ended::of).await?;
    }
    Ok(())
}

async fn judge_some(platform: &Platform, some: &[&Standing], plans: &Allowances) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let mut is_remembered = false;
    for of in some {
        // What was read before may be another by now.
        if let Some(of) = standing::one(&mut tx, platform, &of.slug).await? {
            is_remembered |= judge(&mut tx, platform, &of, plans).await?;
        }
    }
    if is_remembered {
        platform.directory.changed(&mut tx).await?;
    }
    tx.commit().await?;
    if is_remembered {
        platform.directory.forget();
    }
    Ok(())
}

/// One organisation in somebody's transaction, after what it may have was changed in it.
pub(super) async fn judge_in(tx: &mut Tx, platform: &Platform, slug: &str) -> Result<()> {
    let plans = allowances(&store::all_in(tx).await?);
    match standing::one(tx, platform, slug).await? {
        Some(of) => judge(tx, platform, &of, &plans).await.map(drop),
        None => Ok(()),
    }
}

type Allowances = HashMap<String, Allowance>;

fn allowances(plans: &[super::Plan]) -> Allowances {
    plans.iter().map(|plan| (plan.key.clone(), plan.allowance.clone())).collect()
}

impl Standing {
    /// By a plan that nobody knows any more it may have anything.
    fn allowed(&self, plans: &Allowances) -> Allowance {
        plans.get(&self.plan).map_or_else(Allowance::default, |plan| self.allowance(plan))
    }

    fn differs(&self, plans: &Allowances, now: jiff::Timestamp) -> bool {
        let allowance = self.allowed(plans);
        self.differs_over(&self.used.over(&allowance), now) || self.limits_near(&allowance) != self.near
    }

    fn differs_over(&self, over: &[Limit], now: jiff::Timestamp) -> bool {
        let is_noted = |limit: &Limit| self.over.iter().any(|noted| noted.limit == *limit);
        self.over.len() != over.len()
            || !over.iter().all(is_noted)
            || self.over.iter().any(|noted| !noted.is_ended && noted.grace_ends_at <= now)
    }
}

/// Whether something changed that is remembered with the organisation.
async fn judge(tx: &mut Tx, platform: &Platform, of: &Standing, plans: &Allowances) -> Result<bool> {
    let allowance = of.allowed(plans);
    let over = of.used.over(&allowance);
    nearing::note(tx, platform, of, &allowance).await?;
    for limit in &over {
        if !of.over.iter().any(|noted| noted.limit == *limit) {
            begin(tx, platform, of.id, *limit).await?;
        }
    }
    for noted in &of.over {
        if !over.contains(&noted.limit) {
            let text = "delete from tenant_over where tenant_id = $1 and what = $2";
            if sql!(tx, execute text, of.id, noted.limit.key())? == 1 {
                note(tx, platform, "plan-within", of.id, noted.limit.key()).await?;
            }
        } else if !noted.is_ended && noted.grace_ends_at <= platform.clock.now() {
            end(tx, platform, of.id, noted.limit).await?;
        }
    }
    Ok(of.differs_over(&over, platform.clock.now()))
}

async fn begin(tx: &mut Tx, platform: &Platform, tenant: TenantId, limit: Limit) -> Result<()> {
    let (now, ends) = (platform.clock.now(), grace_end(platform));
    let text = "insert into tenant_over (tenant_id, what, since, grace_ends_at) values ($1, $2, $3, $4)
                on conflict (tenant_id, what) do nothing";
    if sql!(tx, execute text, tenant, limit.key(), now.to_sqlx(), ends.to_sqlx())? == 1 {
        note(tx, platform, "plan-over", tenant, &format!("{}, until {ends}", limit.key())).await?;
    }
    Ok(())
}

async fn end(tx: &mut Tx, platform: &Platform, tenant: TenantId, limit: Limit) -> Result<()> {
    let text = "update tenant_over set ended_at = $1 where tenant_id = $2 and what = $3 and ended_at is null";
    if sql!(tx, execute text, platform.clock.now().to_sqlx(), tenant, limit.key())? == 1 {
        note(tx, platform, "plan-grace-ended", tenant, limit.key()).await?;
    }
    Ok(())
}

async fn note(tx: &mut Tx, platform: &Platform, kind: &'static str, tenant: TenantId, detail: &str) -> Result<()> {
    audit::record_by(tx, platform, kind, Some(tenant), &Author::Housekeeping, detail).await
}
