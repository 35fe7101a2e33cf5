//! The plan of one organisation and how it stands, as operators and its own people see it.

use super::{
    Allowance, CustomLimit, Feature, FeatureFlag, FeatureState, Gauge, Limit, Meter, Over, TenantPlan, Used,
    standing::{self, Standing},
    store,
};
use crate::{
    context::TenantCtx,
    db::{Reader, Timestamp, sqlx},
    error::{Error, Result},
    ids::TenantId,
    platform::Platform,
};
use jiff::{SignedDuration, tz::TimeZone};

/// # Errors
/// Not found, also while it is being made and after it was deleted.
pub async fn of_organisation(platform: &Platform, slug: &str) -> Result<TenantPlan> {
    let mut reader = platform.central.read().await?;
    let of = standing::one(&mut reader, platform, slug).await?.ok_or_else(Error::not_found)?;
    let plan = store::find_in(&mut reader, &of.plan).await?.ok_or_else(Error::not_found)?;
    let (now, allowance) = (platform.clock.now(), of.allowance(&plan.allowance));
    let used = Used { requests: requests(&mut reader, of.id, now).await?, ..of.used.clone() };
    let features = features(&mut reader, of.id, &plan.features, now).await?;
    Ok(TenantPlan {
        features,
        custom: custom(&mut reader, of.id).await?,
        grace_days: platform.settings.current().plans.grace_days,
        meter: meter(&of, &used, &allowance, now),
        plan,
        slug: of.slug,
        name: of.name,
    })
}

/// Of each limit how much it has; nothing while it is being made and after it was deleted.
pub(super) async fn gauges(platform: &Platform, slug: &str) -> Result<Vec<Gauge>> {
    let mut reader = platform.central.read().await?;
    let Some(of) = standing::one(&mut reader, platform, slug).await? else { return Ok(Vec::new()) };
    let Some(plan) = store::find_in(&mut reader, &of.plan).await? else { return Ok(Vec::new()) };
    let allowance = of.allowance(&plan.allowance);
    let used = Used { requests: requests(&mut reader, of.id, platform.clock.now()).await?, ..of.used };
    Ok(Limit::COUNTED.map(|limit| used.gauge(limit, &allowance)).into())
}

/// [`of_organisation`] for its own people: without what operators wrote for each other.
pub async fn own(ctx: &TenantCtx) -> Result<TenantPlan> {
    let mut own = of_organisation(&ctx.platform, &ctx.tenant.slug).await?;
    own.custom.clear();
    own.features.iter_mut().for_each(|state| state.flag = None);
    Ok(own)
}

fn meter(of: &Standing, used: &Used, allowance: &Allowance, now: jiff::Timestamp) -> Meter {
    let over = of.over.iter().map(|noted| Over {
        limit: noted.limit,
        since: noted.since.to_string(),
        grace_ends_at: noted.grace_ends_at.to_string(),
        has_ended: noted.grace_ends_at <= now,
    });
    Meter {
        gauges: Limit::COUNTED.map(|limit| used.gauge(limit, allowance)).into(),
        beyond: used.modules_beyond(allowance),
        modules: used.modules.clone(),
        over: over.collect(),
    }
}

/// Of this calendar month, as far as they are added up by days.
async fn requests(reader: &mut Reader, tenant: TenantId, now: jiff::Timestamp) -> Result<i64> {
    let first = TimeZone::UTC.to_datetime(now).date().first_of_month();
    let began = first.to_zoned(TimeZone::UTC).map_or(0, |midnight| midnight.timestamp().as_second());
    let text = "select cast(coalesce(sum(requests), 0) as bigint) from tenant_usage
                where tenant_id = $1 and span = 86400 and began >= $2";
    Ok(sql!(reader, scalar i64, text, tenant, began)?)
}

async fn features(
    reader: &mut Reader,
    tenant: TenantId,
    in_plan: &[Feature],
    now: jiff::Timestamp,
) -> Result<Vec<FeatureState>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        feature: String,
        is_on: bool,
        reason: String,
        ends_at: Option<Timestamp>,
        set_by: String,
        set_at: Timestamp,
    }
    let text = "select feature, is_on, reason, ends_at, set_by, set_at from tenant_feature where tenant_id = $1";
    let rows = sql!(reader, fetch_all Row, text, tenant)?;
    let state = |feature: Feature| {
        let row = rows.iter().find(|row| row.feature == feature.key());
        let flag = row.map(|row| FeatureFlag {
            is_on: row.is_on,
            reason: row.reason.clone(),
            last_at: row.ends_at.map(|at| (at.to_jiff() - SignedDuration::from_secs(1)).to_string()),
            is_over: row.ends_at.is_some_and(|at| at.to_jiff() <= now),
            by: row.set_by.clone(),
            at: row.set_at.to_jiff().to_string(),
        });
        let in_plan = in_plan.contains(&feature);
        let is_on = flag.as_ref().filter(|flag| !flag.is_over).map_or(in_plan, |flag| flag.is_on);
        FeatureState { feature, is_on, in_plan, flag }
    };
    Ok(Feature::ALL.map(state).into())
}

async fn custom(reader: &mut Reader, tenant: TenantId) -> Result<Vec<CustomLimit>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        what: String,
        amount: Option<i64>,
        reason: String,
        set_by: String,
        set_at: Timestamp,
    }
    let text = "select what, amount, reason, set_by, set_at from tenant_limit where tenant_id = $1 order by what";
    let rows = sql!(reader, fetch_all Row, text, tenant)?;
    let limit = |row: Row| {
        let limit = row.what.parse().ok()?;
        let at = row.set_at.to_jiff().to_string();
        Some(CustomLimit { limit, most: row.amount, reason: row.reason, by: row.set_by, at })
    };
    Ok(rows.into_iter().filter_map(limit).collect())
}
