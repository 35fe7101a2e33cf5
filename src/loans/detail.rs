//! One loan with all that belongs to it.

use super::{
    LoanDetail, LoanEvent, LoanEventKind, LoanStatus, LoanSummary, Repayment,
    schedule::Terms,
    summary::{SELECT, SummaryRow},
};
use crate::{
    context::TenantCtx,
    db::{Reader, ToSqlx, joined, sqlx},
    error::Result,
    ids::{BorrowerId, LoanId, RepaymentId},
};
use jiff::tz::TimeZone;

pub async fn find(ctx: &TenantCtx, id: LoanId) -> Result<Option<LoanDetail>> {
    let today = ctx.today();
    let mut reader = ctx.read().await?;
    let text = joined(&[SELECT, "where l.id = $2"]);
    let Some(row) = sql!(&mut reader, fetch_optional SummaryRow, text, today.to_sqlx(), id)? else { return Ok(None) };
    let summary = LoanSummary::from(row);
    let more = more(&mut reader, id).await?;
    let terms = Terms { amount: summary.amount, starts_on: summary.starts_on, instalments: more.instalments };
    // A cancelled loan's schedule shows how it stood on that day.
    let as_of = more.cancelled_on.map_or(today, crate::db::Date::to_jiff);
    Ok(Some(LoanDetail {
        due: due(&summary),
        borrower_id: more.borrower_id,
        borrower_email: more.email,
        borrower_phone: more.phone,
        ends_on: more.ends_on.to_jiff(),
        note: more.note,
        guarantors: guarantors(&mut reader, id).await?,
        schedule: terms.schedule(summary.repaid, as_of),
        repayments: repayments(&mut reader, id).await?,
        history: history(&mut reader, id, &ctx.tenant.zone).await?,
        summary,
    }))
}

fn due(loan: &LoanSummary) -> i64 {
    if loan.status == LoanStatus::Cancelled { 0 } else { loan.amount - loan.repaid }
}

#[derive(sqlx::FromRow)]
struct MoreRow {
    borrower_id: BorrowerId,
    email: Option<String>,
    phone: Option<String>,
    instalments: i64,
    ends_on: crate::db::Date,
    cancelled_on: Option<crate::db::Date>,
    note: String,
}

async fn more(reader: &mut Reader, id: LoanId) -> Result<MoreRow> {
    let text = "select l.borrower_id, b.email, b.phone, l.instalments, l.ends_on, l.cancelled_on, l.note
                from loan l join borrower b on b.id = l.borrower_id where l.id = $1";
    Ok(sql!(reader, fetch_one MoreRow, text, id)?)
}

async fn guarantors(reader: &mut Reader, id: LoanId) -> Result<Vec<String>> {
    Ok(sql!(reader, scalar_all String, "select name from guarantor where loan_id = $1 order by position", id)?)
}

#[derive(sqlx::FromRow)]
struct RepaymentRow {
    id: RepaymentId,
    amount: i64,
    paid_on: crate::db::Date,
}

async fn repayments(reader: &mut Reader, id: LoanId) -> Result<Vec<Repayment>> {
    let text = "select id, amount, paid_on from repayment where loan_id = $1 order by paid_on desc, id desc";
    let rows = sql!(reader, fetch_all RepaymentRow, text, id)?;
    let rows = rows.into_iter();
    Ok(rows.map(|row| Repayment { id: row.id, amount: row.amount, paid_on: row.paid_on.to_jiff() }).collect())
}

#[derive(sqlx::FromRow)]
struct EventRow {
    kind: String,
    amount: Option<i64>,
    actor_name: String,
    at: crate::db::Timestamp,
}

/// By id, which begins with the time: SQLite keeps times as text of varying length, which doesn't sort within a second.
async fn history(reader: &mut Reader, id: LoanId, zone: &TimeZone) -> Result<Vec<LoanEvent>> {
    let text = "select kind, amount, actor_name, at from loan_event where loan_id = $1 order by id desc";
    let rows = sql!(reader, fetch_all EventRow, text, id)?;
    Ok(rows.into_iter().filter_map(|row| row.into_event(zone)).collect())
}

impl EventRow {
    fn into_event(self, zone: &TimeZone) -> Option<LoanEvent> {
        let kind = LoanEventKind::from_name(&self.kind)?;
        Some(LoanEvent { kind, amount: self.amount, actor: self.actor_name, at: zone.to_datetime(self.at.to_jiff()) })
    }
}
