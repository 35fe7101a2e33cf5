//! Publishing at a moment that somebody chose. What will be published is kept as it was then, in the organisation's own
//! database; the central one knows when to look. Every node looks, and the row that each change of a brand holds sees to it
//! that one of them publishes.

use super::{
    BrandTokens, Edits, NamedBrand, Planned,
    history::Published,
    store::{BrandChange, By},
};
use crate::{
    audit,
    context::TenantCtx,
    db::{Connection, Timestamp, ToSqlx, sqlx},
    error::{Error, Result},
    fault::{FieldProblem, Kind, Problem},
    fleet::nodes,
    ids::{TenantId, UserId},
    jobs::{self, Ended, JobKind},
    plans::Feature,
    platform::Platform,
    tenants::{self, TenantStatus},
};
use jiff::{SignedDuration, ToSpan, civil::DateTime, tz::TimeZone};
use sqlx::types::Json;
use std::io;

/// Keeps what was typed and chosen as the draft, and plans to publish it at a moment of the organisation's own time, such as
/// `2026-03-15T18:30`. An earlier plan is given up.
///
/// # Errors
/// `Invalid` with every field that is wrong, among them `publish_at`; `NotInPlan`.
pub async fn schedule(ctx: &TenantCtx, edits: impl Into<Edits>, at: &str) -> Result<()> {
    ctx.tenant.need_feature(Feature::PlannedBrand, ctx.clock().now())?;
    let at = moment(at, &ctx.tenant.zone, ctx.clock().now());
    let by = By::of(ctx);
    let ((mut change, brand), at) = match (Box::pin(edits.into().begin(ctx)).await, at) {
        (Ok((change, _)), _) if !change.tables.has_studio => {
            return Err(Error::unavailable(60, io::Error::other("the organisation’s tables have no schedule yet")));
        }
        (Ok(begun), Ok(at)) => (begun, at),
        (Ok((change, brand)), Err(problem)) => {
            change.keep(&by, brand).await?;
            return Err(Error::field("publish_at", problem));
        }
        (Err(mut error), Err(problem)) if error.kind() == Kind::Invalid => {
            error.fault.fields.push(FieldProblem { field: "publish_at".into(), problem });
            return Err(error);
        }
        (Err(error), _) => return Err(error),
    };
    change.set_draft(&by, &brand).await?;
    sql!(
        &mut change.tx,
        execute "insert into brand_schedule (id, name, tokens, publish_at, scheduled_by, user_id) values (1, $1, $2, $3, $4, $5)
                 on conflict (id) do update set name = excluded.name, tokens = excluded.tokens, publish_at = excluded.publish_at,
                                                scheduled_by = excluded.scheduled_by, user_id = excluded.user_id",
        &brand.name,
        Json(&brand.tokens),
        at.to_sqlx(),
        &by.name,
        ctx.actor.user
    )?;
    super::pictures::delete_unused(&mut change).await?;
    let mut central = ctx.platform.central.begin().await?;
    sql!(
        &mut central,
        execute "insert into brand_due (tenant_id, publish_at) values ($1, $2)
                 on conflict (tenant_id) do update set publish_at = excluded.publish_at, tried_at = null",
        ctx.tenant.id,
        at.to_sqlx()
    )?;
    note(&mut central, ctx, "brand-scheduled", &at.to_string()).await?;
    // Without the other this row leads nobody anywhere; the other without this one would be forgotten.
    central.commit().await?;
    change.commit().await
}

/// Gives the plan up; the draft stays.
pub async fn cancel_schedule(ctx: &TenantCtx) -> Result<()> {
    let mut change = BrandChange::begin(ctx).await?;
    if !change.tables.has_studio || sql!(&mut change.tx, execute "delete from brand_schedule")? == 0 {
        return Ok(());
    }
    super::pictures::delete_unused(&mut change).await?;
    let mut central = ctx.platform.central.begin().await?;
    sql!(&mut central, execute "delete from brand_due where tenant_id = $1", ctx.tenant.id)?;
    note(&mut central, ctx, "brand-schedule-cancelled", "").await?;
    change.tx.commit().await?;
    Ok(central.commit().await?)
}

/// Publishes what is due, of all organisations, and finishes what somebody left who died. Gives how many brands were published.
/// One that fails keeps nobody, and is tried again in a minute. No node remembers the brand before from then on when one is
/// published, so that the next request sees the new one wherever it comes in.
pub async fn publish_due(platform: &Platform) -> Result<usize> {
    let mut published = 0;
    let due = claim(platform).await?;
    if !due.is_empty() {
        nodes::heard(platform).await;
    }
    for DueRow { tenant_id, slug } in due {
        let done = jobs::run(platform, JobKind::Publication, &[tenant_id], publish_one(platform, &slug), |done| {
            // Another node published it, or somebody gave it up.
            if matches!(done, Ok(false)) { Ended::Idle } else { Ended::of(done) }
        })
        .await;
        match done {
            Ok(true) => published += 1,
            Ok(false) => remember_again(platform, tenant_id).await?,
            Err(error) => {
                remember_again(platform, tenant_id).await?;
                tracing::warn!(slug, error = %error.with_causes(), "a brand could not be published at its moment");
            }
        }
    }
    Ok(published)
}

pub(super) async fn planned(on: &mut impl Connection, zone: &TimeZone) -> Result<Option<Planned>> {
    let text = "select name, tokens, publish_at, scheduled_by, user_id from brand_schedule where id = 1";
    let row = sql!(on, fetch_optional ScheduleRow, text)?;
    Ok(row.map(|row| Planned {
        brand: NamedBrand { name: row.name, tokens: row.tokens.0 },
        at: zone.to_datetime(row.publish_at.to_jiff()),
        by: row.scheduled_by,
    }))
}

const AGAIN_AFTER: SignedDuration = SignedDuration::from_secs(60);

/// Those that are due or that somebody began to publish, and that nobody tried in the last minute. Who is shut or moves waits
/// without being tried.
async fn claim(platform: &Platform) -> Result<Vec<DueRow>> {
    let now = platform.clock.now();
    let mut reader = platform.central.read().await?;
    let text = "select d.tenant_id, t.slug
                from (select tenant_id, publish_at as since, tried_at from brand_due where publish_at <= $1
                      union all select tenant_id, tried_at, tried_at from brand_publication) d
                join tenant t on t.id = d.tenant_id
                where (d.tried_at is null or d.tried_at < $2) and t.status in ('active', 'suspended')
                  and not exists (select 1 from deletion g where g.tenant_id = t.id)
                order by d.since limit 100";
    let due = sql!(&mut reader, fetch_all DueRow, text, now.to_sqlx(), (now - AGAIN_AFTER).to_sqlx())?;
    drop(reader);
    for row in &due {
        let mut tx = platform.central.begin().await?;
        for text in [
            "update brand_due set tried_at = $1, is_publishing = true where tenant_id = $2 and publish_at <= $1",
            "update brand_publication set tried_at = $1 where tenant_id = $2",
        ] {
            sql!(&mut tx, execute text, now.to_sqlx(), row.tenant_id)?;
        }
        platform.directory.changed(&mut tx).await?;
        tx.commit().await?;
        platform.directory.forget();
    }
    Ok(due)
}

/// Nothing was published, and what is there may be remembered.
async fn remember_again(platform: &Platform, tenant: TenantId) -> Result<()> {
    let mut central = platform.central.begin().await?;
    sql!(&mut central, execute "update brand_due set is_publishing = false where tenant_id = $1", tenant)?;
    Ok(central.commit().await?)
}

/// Whether it was published, and by this call. To begin a change finishes what was left.
async fn publish_one(platform: &Platform, slug: &str) -> Result<bool> {
    let Some(tenant) = tenants::find(platform, slug).await? else { return Ok(false) };
    if !matches!(tenant.status, TenantStatus::Active | TenantStatus::Suspended) || tenant.going.is_some() {
        return Ok(false);
    }
    let db = platform.fleet.open(&tenant).await?;
    let mut change = BrandChange::begin_on(platform, &tenant, db.db()).await?;
    let text =
        "delete from brand_schedule where publish_at <= $1 returning name, tokens, publish_at, scheduled_by, user_id";
    let now = platform.clock.now().to_sqlx();
    let row =
        if change.tables.has_studio { sql!(&mut change.tx, fetch_optional ScheduleRow, text, now)? } else { None };
    let Some(row) = row else {
        // Somebody else published it, gave it up or put it off; who put it off wrote the new moment while holding the row.
        forget_until(platform, tenant.id, now).await?;
        return Ok(false);
    };
    let brand = NamedBrand { name: row.name, tokens: row.tokens.0 };
    if change.draft().await?.is_some_and(|draft| draft.brand == brand) {
        change.drop_draft().await?;
    }
    let by = By { user: row.user_id, name: row.scheduled_by };
    change.publish(&by, brand, Published::DUE).await?;
    forget_until(platform, tenant.id, now).await?;
    Ok(true)
}

async fn forget_until(platform: &Platform, tenant: TenantId, now: Timestamp) -> Result<()> {
    let mut central = platform.central.begin().await?;
    sql!(&mut central, execute "delete from brand_due where tenant_id = $1 and publish_at <= $2", tenant, now)?;
    Ok(central.commit().await?)
}

/// A moment that is still to come, within a year.
fn moment(text: &str, zone: &TimeZone, now: jiff::Timestamp) -> Result<jiff::Timestamp, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::Required);
    }
    let local: DateTime = text.parse().map_err(|_| Problem::NotADate)?;
    let here = now.to_zoned(zone.clone());
    // The calendar's first and last days aren't in every time zone.
    let beyond = if local < here.datetime() { Problem::InThePast } else { Problem::TooFarAhead };
    let at = zone.to_ambiguous_zoned(local).compatible().map_err(|_| beyond)?.timestamp();
    let latest = here.checked_add(1.year()).map_err(|_| Problem::NotADate)?.timestamp();
    match () {
        () if at <= now => Err(Problem::InThePast),
        () if at > latest => Err(Problem::TooFarAhead),
        () => Ok(at),
    }
}

pub(super) async fn note(tx: &mut impl Connection, ctx: &TenantCtx, event: &'static str, detail: &str) -> Result<()> {
    audit::record_by_member(tx, ctx, event, detail).await
}

#[derive(sqlx::FromRow)]
struct DueRow {
    tenant_id: TenantId,
    slug: String,
}

#[derive(sqlx::FromRow)]
struct ScheduleRow {
    name: String,
    tokens: Json<BrandTokens>,
    publish_at: Timestamp,
    scheduled_by: String,
    user_id: Option<UserId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Result<String, Problem> {
        let zone = TimeZone::get("Europe/Paris").unwrap();
        moment(text, &zone, "2026-03-15T12:00:00Z".parse().unwrap()).map(|at| at.to_string())
    }

    #[test]
    fn a_moment_is_of_the_organisations_own_time() {
        assert_eq!(at("2026-03-15T18:30").unwrap(), "2026-03-15T17:30:00Z");
        assert_eq!(at("2026-07-15T18:30").unwrap(), "2026-07-15T16:30:00Z");
        // An hour that the clocks leave out is the one behind it.
        assert_eq!(at("2026-03-29T02:30").unwrap(), "2026-03-29T01:30:00Z");
    }

    #[test]
    fn a_moment_is_ahead_and_within_a_year() {
        assert_eq!(at(""), Err(Problem::Required));
        assert_eq!(at("tomorrow"), Err(Problem::NotADate));
        assert_eq!(at("2026-03-15T13:00"), Err(Problem::InThePast));
        assert!(at("2026-03-15T13:01").is_ok());
        assert_eq!(at("2027-03-15T13:01"), Err(Problem::TooFarAhead));
        for (text, problem) in [
            ("-009999-01-01T00:00", Problem::InThePast),
            ("0001-01-01T00:00", Problem::InThePast),
            ("9999-12-31T23:59", Problem::TooFarAhead),
        ] {
            assert_eq!(at(text), Err(problem), "{text}");
        }
    }
}
