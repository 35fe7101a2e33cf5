//! What differs for one organisation from its plan: features that it has or has not, limits that are others. Each has a
//! reason, for the next operator.

use super::{Feature, FeatureForm, Limit, LimitForm, form, judge};
use crate::{
    audit,
    context::OperatorCtx,
    day,
    db::{ToSqlx, Tx},
    error::{Error, Result},
    fault::{Problem, Problems},
    ids::TenantId,
    platform::Platform,
    tenants,
};
use jiff::{Timestamp, tz::TimeZone};

const MEGABYTE: i64 = 1_000_000;

/// Turns a feature on or off for one organisation whatever its plan says, or lets the plan count again.
///
/// # Errors
/// Not found; `Invalid` with the fields that are wrong.
pub async fn set_feature(ctx: &OperatorCtx, slug: &str, form: &FeatureForm) -> Result<()> {
    let platform = &ctx.platform;
    let tenant = tenants::find(platform, slug).await?.ok_or_else(Error::not_found)?;
    let mut problems = Problems::default();
    let feature = problems.take("feature", form.feature.parse::<Feature>().map_err(|()| Problem::NotAChoice));
    let is_on = problems.take("choice", choice(&form.choice, ["on", "off", "plan"]));
    let is_exception = is_on.is_some_and(|at| at < 2);
    let reason = if is_exception { problems.take("reason", crate::users::name(&form.reason)) } else { None };
    let ends_at = if is_exception { problems.take("until", until(&form.until, platform.clock.now())) } else { None };
    problems.finish()?;
    let (Some(feature), Some(is_on)) = (feature, is_on) else { return Err(Error::not_found()) };
    let mut tx = platform.central.begin().await?;
    let mut detail = format!("{}: {}", feature.key(), form.choice);
    if is_exception {
        let text = "insert into tenant_feature (tenant_id, feature, is_on, reason, ends_at, set_by, set_at)
                    values ($1, $2, $3, $4, $5, $6, $7)
                    on conflict (tenant_id, feature) do update set is_on = excluded.is_on, reason = excluded.reason,
                      ends_at = excluded.ends_at, set_by = excluded.set_by, set_at = excluded.set_at";
        let (reason, ends_at) = (reason.unwrap_or_default(), ends_at.flatten());
        let (ends, now) = (ends_at.map(ToSqlx::to_sqlx), platform.clock.now().to_sqlx());
        sql!(&mut tx, execute text, tenant.id, feature.key(), is_on == 0, &reason, ends, &ctx.actor.name, now)?;
        detail = format!("{detail}, {reason}");
    } else {
        let text = "delete from tenant_feature where tenant_id = $1 and feature = $2";
        sql!(&mut tx, execute text, tenant.id, feature.key())?;
    }
    committed(ctx, tx, "feature-set", tenant.id, slug, &detail).await
}

/// Gives one organisation a limit of its own, none, or its plan's again.
///
/// # Errors
/// Not found; `Invalid` with the fields that are wrong.
pub async fn set_limit(ctx: &OperatorCtx, slug: &str, form: &LimitForm) -> Result<()> {
    let platform = &ctx.platform;
    let tenant = tenants::find(platform, slug).await?.ok_or_else(Error::not_found)?;
    let mut problems = Problems::default();
    let is_counted = |limit: &Limit| Limit::COUNTED.contains(limit);
    let limit = form.limit.parse::<Limit>().ok().filter(is_counted).ok_or(Problem::NotAChoice);
    let limit = problems.take("limit", limit);
    let chosen = problems.take("limit_choice", choice(&form.limit_choice, ["own", "none", "plan"]));
    let is_exception = chosen.is_some_and(|at| at < 2);
    let reason =
        if is_exception { problems.take("limit_reason", crate::users::name(&form.limit_reason)) } else { None };
    let amount = if chosen == Some(0) { problems.take("amount", amount(&form.amount)) } else { None };
    problems.finish()?;
    let (Some(limit), Some(_)) = (limit, chosen) else { return Err(Error::not_found()) };
    let unit = if limit == Limit::Storage { MEGABYTE } else { 1 };
    let amount = amount.map(|amount| amount.saturating_mul(unit));
    let mut tx = platform.central.begin().await?;
    let mut detail = format!("{}: {}", limit.key(), form.limit_choice);
    if is_exception {
        let text = "insert into tenant_limit (tenant_id, what, amount, reason, set_by, set_at)
                    values ($1, $2, $3, $4, $5, $6)
                    on conflict (tenant_id, what) do update set amount = excluded.amount, reason = excluded.reason,
                      set_by = excluded.set_by, set_at = excluded.set_at";
        let (reason, now) = (reason.unwrap_or_default(), platform.clock.now().to_sqlx());
        sql!(&mut tx, execute text, tenant.id, limit.key(), amount, &reason, &ctx.actor.name, now)?;
        let amount = amount.map_or_else(String::new, |amount| format!(" {amount}"));
        detail = format!("{detail}{amount}, {reason}");
    } else {
        sql!(&mut tx, execute "delete from tenant_limit where tenant_id = $1 and what = $2", tenant.id, limit.key())?;
    }
    committed(ctx, tx, "limit-set", tenant.id, slug, &detail).await
}

async fn committed(
    ctx: &OperatorCtx,
    mut tx: Tx,
    kind: &'static str,
    tenant: TenantId,
    slug: &str,
    detail: &str,
) -> Result<()> {
    let platform: &Platform = &ctx.platform;
    audit::record_by(&mut tx, platform, kind, Some(tenant), &(&ctx.actor).into(), detail).await?;
    judge::judge_in(&mut tx, platform, slug).await?;
    platform.directory.changed(&mut tx).await?;
    tx.commit().await?;
    platform.directory.forget();
    Ok(())
}

fn choice(typed: &str, choices: [&str; 3]) -> Result<usize, Problem> {
    choices.iter().position(|choice| *choice == typed).ok_or(Problem::NotAChoice)
}

fn amount(typed: &str) -> Result<i64, Problem> {
    form::limit(typed)?.ok_or(Problem::Required)
}

/// The end of the day, so that the day itself counts.
fn until(typed: &str, now: Timestamp) -> Result<Option<Timestamp>, Problem> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let day = day::parse(typed)?;
    let end = day.tomorrow().and_then(|day| day.to_zoned(TimeZone::UTC)).map_err(|_| Problem::NotADate)?.timestamp();
    if end <= now { Err(Problem::InThePast) } else { Ok(Some(end)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_counts() {
        let now = "2026-03-15T12:00:00Z".parse().unwrap();
        assert_eq!(until("2026-03-15", now), Ok(Some("2026-03-16T00:00:00Z".parse().unwrap())));
        assert_eq!(until("2026-03-14", now), Err(Problem::InThePast));
        assert_eq!((until("", now), until("soon", now)), (Ok(None), Err(Problem::NotADate)));
    }
}
