//! What support saw and did, line by line. A line is written before the answer is sent; without it there is no answer.

use super::{
    SupportActor, SupportTrail, SupportVisit, VisitKind,
    store::{self, Reader},
};
use crate::{
    context::TenantCtx,
    db::{Timestamp, ToSqlx, Tx, sqlx},
    error::{Error, Result},
    ids::{SupportRequestId, TenantId},
    platform::Platform,
};
use sqlx::types::Json;

/// Lines that one request may have: whoever needs more asks again.
const MOST: i64 = 10_000;
const LONGEST_PATH: usize = 500;
/// Endpoints that one line names.
const MOST_CALLS: usize = 50;
/// What a screen shows; one more tells whether there is a next page.
const ROWS: usize = 100;

/// What is seen now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen<'a> {
    /// A page, as it is loaded.
    Page,
    /// What a page asks for once it is there, by its endpoint.
    Read(&'a str),
    /// A change, by its endpoint.
    Change(&'a str),
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noted {
    /// The request isn't allowed any more.
    Over,
    /// It stands in a line of its own, by its number.
    Line(i64),
    /// It belongs to the page of the last line.
    Folded,
}

/// Writes down what is about to be shown, or was refused. Whoever does holds the request's row, so that lines have one order; and
/// the request must still be allowed.
///
/// # Errors
/// Unavailable when the trail is full.
pub(crate) async fn note(
    platform: &Platform,
    tenant: TenantId,
    actor: &SupportActor,
    page: &str,
    seen: Seen<'_>,
    refused: bool,
) -> Result<Noted> {
    let page: String = page.chars().take(LONGEST_PATH).collect();
    let now = platform.clock.now();
    let mut tx = platform.central.begin().await?;
    let text = "update support_request set visits = visits
                where id = $1 and tenant_id = $2 and state = 'allowed' and ends_at > $3 returning visits";
    let Some(visits) = sql!(&mut tx, scalar_optional i64, text, actor.request, tenant, now.to_sqlx())? else {
        return Ok(Noted::Over);
    };
    let (kind, call) = match seen {
        Seen::Page => (VisitKind::Read, None),
        Seen::Read(call) => (VisitKind::Read, Some(call)),
        Seen::Change(call) => (VisitKind::Write, Some(call)),
    };
    if let Seen::Read(call) = seen
        && folded(&mut tx, actor.request, visits, &page, call, refused).await?
    {
        tx.commit().await?;
        return Ok(Noted::Folded);
    }
    if visits >= MOST {
        return Err(Error::unavailable(3600, "the trail of a support request is full"));
    }
    let calls: Vec<&str> = call.into_iter().collect();
    sql!(
        &mut tx,
        execute "insert into support_visit (request_id, number, tenant_id, at, kind, path, calls, refused)
                 values ($1, $2, $3, $4, $5, $6, $7, $8)",
        actor.request,
        visits + 1,
        tenant,
        now.to_sqlx(),
        kind.key(),
        page.as_str(),
        Json(&calls),
        refused
    )?;
    sql!(&mut tx, execute "update support_request set visits = $1 where id = $2", visits + 1, actor.request)?;
    tx.commit().await?;
    Ok(Noted::Line(visits + 1))
}

/// The product refused what stands in a line: it alone knows what an owner keeps to himself.
pub(crate) async fn note_refusal(platform: &Platform, actor: &SupportActor, line: i64) -> Result<()> {
    let mut tx = platform.central.begin().await?;
    let text = "update support_visit set refused = $1 where request_id = $2 and number = $3";
    sql!(&mut tx, execute text, true, actor.request, line)?;
    Ok(tx.commit().await?)
}

#[derive(sqlx::FromRow)]
struct Last {
    kind: String,
    refused: bool,
    path: String,
    calls: Json<Vec<String>>,
}

/// What the page of the last line asks for belongs to that line, so that the trail reads as pages.
async fn folded(
    tx: &mut Tx,
    request: SupportRequestId,
    number: i64,
    page: &str,
    call: &str,
    is_refused: bool,
) -> Result<bool> {
    let text = "select kind, refused, path, calls from support_visit where request_id = $1 and number = $2";
    let Some(Last { kind, refused, path, calls: Json(mut calls) }) =
        sql!(tx, fetch_optional Last, text, request, number)?
    else {
        return Ok(false);
    };
    if kind != VisitKind::Read.key() || refused != is_refused || path != page || calls.len() >= MOST_CALLS {
        return Ok(false);
    }
    if !calls.iter().any(|known| known == call) {
        calls.push(call.to_owned());
        let text = "update support_visit set calls = $1 where request_id = $2 and number = $3";
        sql!(tx, execute text, Json(&calls), request, number)?;
    }
    Ok(true)
}

/// The trail of one request of the organisation, or of its newest; the newest line first, behind the one that is named.
///
/// # Errors
/// Not found.
pub async fn trail(ctx: &TenantCtx, request: Option<SupportRequestId>, after: Option<i64>) -> Result<SupportTrail> {
    let mut reader = ctx.platform.central.read().await?;
    let row = match request {
        Some(id) => Some(store::find(&mut reader, ctx.tenant.id, id).await?.ok_or_else(Error::not_found)?),
        None => store::newest(&mut reader, ctx.tenant.id).await?,
    };
    let Some(row) = row else { return Ok(SupportTrail { request: None, visits: Vec::new(), next: None }) };
    let before = after.unwrap_or(i64::MAX);
    let mut rows = sql!(
        &mut reader,
        fetch_all Row,
        "select number, at, kind, refused, path, calls from support_visit
         where request_id = $1 and tenant_id = $2 and number < $3 order by number desc limit 101",
        row.id,
        ctx.tenant.id,
        before
    )?;
    drop(reader);
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let next = rows.last().filter(|_| more).map(|row| row.number);
    let zone = Reader::Member(&ctx.tenant.zone);
    let request = row.shown(ctx.clock().now(), &zone)?;
    let visits = rows.into_iter().map(|row| row.shown(&zone)).collect();
    Ok(SupportTrail { request: Some(request), visits, next })
}

/// All lines of a request, in the order in which they happened.
///
/// # Errors
/// Not found.
pub async fn whole_trail(ctx: &TenantCtx, request: Option<SupportRequestId>) -> Result<SupportTrail> {
    let mut trail = trail(ctx, request, None).await?;
    while let (Some(of), Some(next)) = (&trail.request, trail.next) {
        let following = self::trail(ctx, Some(of.id), Some(next)).await?;
        trail.visits.extend(following.visits);
        trail.next = following.next;
    }
    trail.visits.reverse();
    Ok(trail)
}

#[derive(sqlx::FromRow)]
struct Row {
    number: i64,
    at: Timestamp,
    kind: String,
    refused: bool,
    path: String,
    calls: Json<Vec<String>>,
}

impl Row {
    fn shown(self, reader: &Reader<'_>) -> SupportVisit {
        let kind = if self.kind == VisitKind::Write.key() { VisitKind::Write } else { VisitKind::Read };
        SupportVisit {
            number: self.number,
            at: reader.moment(self.at.to_jiff()),
            kind,
            refused: self.refused,
            path: self.path,
            calls: self.calls.0,
        }
    }
}
