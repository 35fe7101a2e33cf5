//! Requests as they are kept and read.

use super::{SupportDesk, SupportHistory, SupportRequest, SupportState};
use crate::{
    config::{SupportPolicy, SupportWrite},
    context::{OperatorCtx, TenantCtx},
    day::and_time,
    db::{Connection, Timestamp, sqlx},
    error::{Error, Result},
    ids::{OperatorId, SupportRequestId, TenantId},
    platform::Platform,
    tenants,
};
use jiff::tz::TimeZone;
use std::io;

/// Choices for how long, in minutes; a deployment that allows less offers fewer.
const LENGTHS: [i64; 3] = [15, 60, 240];

macro_rules! columns {
    () => {
        "select r.id, r.operator_id, r.operator_name, r.reason, r.minutes, r.wants_write, r.may_write, r.state, r.asked_at,
                r.expires_at, r.decided_by, r.decided_at, r.starts_at, r.ends_at, r.ended_by, r.ended_at, r.visits,
                t.slug, t.time_zone
         from support_request r join tenant t on t.id = r.tenant_id"
    };
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub(super) id: SupportRequestId,
    pub(super) operator_id: Option<OperatorId>,
    pub(super) operator_name: String,
    pub(super) reason: String,
    pub(super) minutes: i64,
    pub(super) wants_write: bool,
    pub(super) may_write: bool,
    state: String,
    asked_at: Timestamp,
    expires_at: Timestamp,
    decided_by: Option<String>,
    decided_at: Option<Timestamp>,
    starts_at: Option<Timestamp>,
    pub(super) ends_at: Option<Timestamp>,
    ended_by: Option<String>,
    ended_at: Option<Timestamp>,
    visits: i64,
    slug: String,
    time_zone: String,
}

/// Whose pages show a request: that decides how moments are written.
pub(super) enum Reader<'a> {
    Operator(Option<OperatorId>),
    Member(&'a TimeZone),
}

impl Reader<'_> {
    pub(super) fn moment(&self, at: jiff::Timestamp) -> String {
        match self {
            Self::Operator(_) => at.to_string(),
            Self::Member(zone) => and_time::text(zone.to_datetime(at)),
        }
    }
}

impl Row {
    /// What is over is over from its moment on, whether or not somebody has noted it.
    pub(super) fn state(&self, now: jiff::Timestamp) -> Result<SupportState> {
        let state = SupportState::from_key(&self.state);
        let state = state.ok_or_else(|| Error::internal(io::Error::other("a support request in no known state")))?;
        let is_over = match state {
            SupportState::Asked => self.expires_at.to_jiff() <= now,
            SupportState::Allowed => self.ends_at.is_none_or(|end| end.to_jiff() <= now),
            _ => false,
        };
        Ok(if is_over { SupportState::Expired } else { state })
    }

    pub(super) fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }

    pub(super) fn shown(self, now: jiff::Timestamp, reader: &Reader<'_>) -> Result<SupportRequest> {
        let at = |at: Timestamp| reader.moment(at.to_jiff());
        Ok(SupportRequest {
            state: self.state(now)?,
            is_own: matches!(reader, Reader::Operator(Some(own)) if self.operator_id == Some(*own)),
            id: self.id,
            organisation: self.slug,
            operator: self.operator_name,
            reason: self.reason,
            minutes: self.minutes,
            wants_write: self.wants_write,
            may_write: self.may_write,
            asked_at: at(self.asked_at),
            expires_at: at(self.expires_at),
            decided_by: self.decided_by,
            decided_at: self.decided_at.map(at),
            starts_at: self.starts_at.map(at),
            ends_at: self.ends_at.map(at),
            ended_by: self.ended_by,
            ended_at: self.ended_at.map(at),
            visits: self.visits,
        })
    }
}

/// The lengths that the deployment allows; its longest is always one of them.
pub(super) fn lengths(platform: &Platform) -> Vec<i64> {
    let longest = i64::from(platform.config.support.longest_minutes);
    let mut lengths: Vec<i64> = LENGTHS.into_iter().filter(|length| *length < longest).collect();
    lengths.push(longest);
    lengths
}

/// One organisation's requests, for an operator.
///
/// # Errors
/// Not found.
pub async fn desk(ctx: &OperatorCtx, slug: &str) -> Result<SupportDesk> {
    let platform = &ctx.platform;
    let tenant = tenants::find(platform, slug).await?.ok_or_else(Error::not_found)?;
    let (open, past) = of_tenant(platform, tenant.id, &Reader::Operator(Some(ctx.actor.operator))).await?;
    let settings = &platform.config.support;
    Ok(SupportDesk {
        open,
        past,
        lengths: lengths(platform),
        may_write: settings.write == SupportWrite::Consent,
        by_notice: settings.policy == SupportPolicy::Notice,
    })
}

/// The organisation's own requests, for its people.
pub async fn history(ctx: &TenantCtx) -> Result<SupportHistory> {
    let (open, past) = of_tenant(&ctx.platform, ctx.tenant.id, &Reader::Member(&ctx.tenant.zone)).await?;
    Ok(SupportHistory { open, past, lengths: lengths(&ctx.platform) })
}

async fn of_tenant(
    platform: &Platform,
    tenant: TenantId,
    reader: &Reader<'_>,
) -> Result<(Vec<SupportRequest>, Vec<SupportRequest>)> {
    let mut on = platform.central.read().await?;
    let text = concat!(columns!(), " where r.tenant_id = $1 order by r.asked_at desc, r.id desc limit 100");
    let rows = sql!(&mut on, fetch_all Row, text, tenant)?;
    drop(on);
    let now = platform.clock.now();
    let all: Vec<SupportRequest> = rows.into_iter().map(|row| row.shown(now, reader)).collect::<Result<_>>()?;
    Ok(all.into_iter().partition(|request| request.state.is_open()))
}

/// The newest requests of all organisations, or of one; those alone that are open, or all.
///
/// # Errors
/// Not found.
pub async fn list(platform: &Platform, slug: Option<&str>, open: bool, most: u32) -> Result<Vec<SupportRequest>> {
    if let Some(slug) = slug {
        tenants::find(platform, slug).await?.ok_or_else(Error::not_found)?;
    }
    let mut on = platform.central.read().await?;
    let rows = sql!(
        &mut on,
        fetch_all Row,
        concat!(
            columns!(),
            " where ($1 = '' or t.slug = $1) and ($2 or r.state in ('asked', 'allowed'))
              order by r.asked_at desc, r.id desc limit $3"
        ),
        slug.unwrap_or_default(),
        !open,
        i64::from(most)
    )?;
    drop(on);
    let now = platform.clock.now();
    let all: Vec<SupportRequest> =
        rows.into_iter().map(|row| row.shown(now, &Reader::Operator(None))).collect::<Result<_>>()?;
    Ok(all.into_iter().filter(|request| !open || request.state.is_open()).collect())
}

pub(super) async fn find(on: &mut impl Connection, tenant: TenantId, id: SupportRequestId) -> Result<Option<Row>> {
    let text = concat!(columns!(), " where r.tenant_id = $1 and r.id = $2");
    Ok(sql!(on, fetch_optional Row, text, tenant, id)?)
}

/// The newest one, whatever became of it.
pub(super) async fn newest(on: &mut impl Connection, tenant: TenantId) -> Result<Option<Row>> {
    let text = concat!(columns!(), " where r.tenant_id = $1 order by r.asked_at desc, r.id desc limit 1");
    Ok(sql!(on, fetch_optional Row, text, tenant)?)
}
