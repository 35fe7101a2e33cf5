//! What a receipt of a repayment says. It follows from what was recorded and is the same whenever it is asked for.

use super::Receipt;
use crate::{
    context::TenantCtx,
    db::{Reader, sqlx},
    error::Result,
    ids::RepaymentId,
};

/// A repayment is known by its loan's number and its place among those of the loan in the order in which they were recorded.
/// Repayments are only added, each behind all others (`rows::moment_after`), so that the number stays what it was.
pub async fn receipt(ctx: &TenantCtx, repayment: RepaymentId) -> Result<Option<Receipt>> {
    let mut reader = ctx.read().await?;
    let text = "select l.id, l.number, b.name as borrower, l.amount as lent, l.starts_on, l.cancelled_on, r.amount, r.paid_on,
                  r.recorded_at, count(e.id) as before, cast(coalesce(sum(e.amount), 0) as bigint) as repaid_before
                from repayment r join loan l on l.id = r.loan_id join borrower b on b.id = l.borrower_id
                  left join repayment e on e.loan_id = r.loan_id and (e.recorded_at, e.id) < (r.recorded_at, r.id)
                where r.id = $1
                group by l.id, l.number, b.name, l.amount, l.starts_on, l.cancelled_on, r.id, r.amount, r.paid_on, r.recorded_at";
    let Some(row) = sql!(&mut reader, fetch_optional ReceiptRow, text, repayment)? else { return Ok(None) };
    let recorded_by = recorded_by(&mut reader, &row).await?;
    let due_before = row.lent - row.repaid_before;
    Ok(Some(Receipt {
        number: format!("{}-{}", row.number, row.before + 1),
        loan_number: row.number,
        borrower: row.borrower,
        lent: row.lent,
        starts_on: row.starts_on.to_jiff(),
        amount: row.amount,
        paid_on: row.paid_on.to_jiff(),
        due_before,
        due_after: due_before - row.amount,
        cancelled_on: row.cancelled_on.map(crate::db::Date::to_jiff),
        recorded_by,
        recorded_at: row.recorded_at.to_jiff(),
    }))
}

#[derive(sqlx::FromRow)]
struct ReceiptRow {
    id: crate::ids::LoanId,
    number: i64,
    borrower: String,
    lent: i64,
    starts_on: crate::db::Date,
    cancelled_on: Option<crate::db::Date>,
    amount: i64,
    paid_on: crate::db::Date,
    recorded_at: crate::db::Timestamp,
    before: i64,
    repaid_before: i64,
}

/// The name as it was then: the history keeps it, whatever became of the person.
async fn recorded_by(reader: &mut Reader, row: &ReceiptRow) -> Result<Option<String>> {
    let text = "select actor_name from loan_event
                where loan_id = $1 and kind = 'repayment' and at = $2 and amount = $3 order by id limit 1";
    Ok(sql!(reader, scalar_optional String, text, row.id, row.recorded_at, row.amount)?)
}
