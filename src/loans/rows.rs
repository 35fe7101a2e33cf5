//! The rows of a loan, as lending, repaying and the bulk insert write them.

use super::schedule::Terms;
use crate::{
    clock::Clock,
    db::{ToSqlx, Tx},
    error::Result,
    ids::{BorrowerId, GuarantorId, LoanId, RepaymentId, UserId},
    random::Random,
};
use jiff::{Timestamp, civil::Date};

pub(super) struct NewRow<'a> {
    pub id: LoanId,
    pub borrower: BorrowerId,
    pub number: i64,
    pub terms: Terms,
    pub repaid: i64,
    pub cancelled_on: Option<Date>,
    pub note: &'a str,
    pub at: Timestamp,
}

pub(super) async fn insert_loan(tx: &mut Tx, row: &NewRow<'_>) -> Result<()> {
    let next_due_on = if row.cancelled_on.is_some() { None } else { row.terms.next_due_on(row.repaid) };
    let text =
        "insert into loan (id, borrower_id, number, amount, repaid, starts_on, instalments, next_due_on, ends_on,
                  cancelled_on, note, created_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    sql!(
        tx,
        execute text,
        row.id,
        row.borrower,
        row.number,
        row.terms.amount,
        row.repaid,
        row.terms.starts_on.to_sqlx(),
        row.terms.instalments,
        next_due_on.map(ToSqlx::to_sqlx),
        row.terms.ends_on().to_sqlx(),
        row.cancelled_on.map(ToSqlx::to_sqlx),
        row.note,
        row.at.to_sqlx()
    )?;
    Ok(())
}

pub(super) async fn loan_exists(tx: &mut Tx, id: LoanId) -> Result<bool> {
    Ok(sql!(tx, scalar i64, "select count(*) from loan where id = $1", id)? > 0)
}

pub(super) async fn repayment_exists(tx: &mut Tx, id: RepaymentId) -> Result<bool> {
    Ok(sql!(tx, scalar i64, "select count(*) from repayment where id = $1", id)? > 0)
}

/// Loans are numbered without gaps: the counter is part of the transaction that uses the number, and its row makes
/// the next one wait. A book that has no counter yet goes on behind its highest number.
pub(super) async fn next_number(tx: &mut Tx, at: Timestamp) -> Result<i64> {
    let text = "insert into setting (key, value, updated_at)
                values ('loans.last_number', cast((select coalesce(max(number), 0) + 1 from loan) as text), $1)
                on conflict (key) do update
                set value = cast(cast(setting.value as bigint) + 1 as text), updated_at = excluded.updated_at
                returning cast(value as bigint)";
    Ok(sql!(tx, scalar i64, text, at.to_sqlx())?)
}

pub(super) async fn insert_guarantors(
    tx: &mut Tx,
    random: &Random,
    loan: LoanId,
    names: &[String],
    at: Timestamp,
) -> Result<()> {
    for (position, name) in (1_i64..).zip(names) {
        let id = GuarantorId::new(random, &Clock::manual(at));
        let text = "insert into guarantor (id, loan_id, name, position) values ($1, $2, $3, $4)";
        sql!(tx, execute text, id, loan, name.as_str(), position)?;
    }
    Ok(())
}

/// Now, or behind the last repayment of the loan when the clock was set back since: in the order in which they are recorded
/// receipts have their numbers. The lock on the loan makes the next one wait.
pub(super) async fn moment_after(tx: &mut Tx, loan: LoanId, now: Timestamp) -> Result<Timestamp> {
    let text = "select max(recorded_at) from repayment where loan_id = $1";
    let last = sql!(tx, scalar Option<crate::db::Timestamp>, text, loan)?;
    Ok(last.map_or(now, |last| now.max(last.to_jiff() + jiff::SignedDuration::from_micros(1))))
}

pub(super) struct NewRepaymentRow {
    pub id: RepaymentId,
    pub loan: LoanId,
    pub amount: i64,
    pub paid_on: Date,
    pub recorded_by: Option<UserId>,
    pub at: Timestamp,
}

pub(super) async fn insert_repayment(tx: &mut Tx, row: &NewRepaymentRow) -> Result<()> {
    let text = "insert into repayment (id, loan_id, amount, paid_on, recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6)";
    sql!(tx, execute text, row.id, row.loan, row.amount, row.paid_on.to_sqlx(), row.recorded_by, row.at.to_sqlx())?;
    Ok(())
}
