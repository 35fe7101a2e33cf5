//! A loan's line, as the list and the loan's own page read it.

use super::{LoanStatus, LoanSummary};
use crate::{db::sqlx, ids::LoanId};

/// `$1` is today. A loan is late from the day after its oldest unpaid instalment fell due.
pub(super) const SELECT: &str = "\
    select l.id, l.number, b.name as borrower, l.amount, l.repaid, l.starts_on, l.next_due_on,
      l.cancelled_on is not null as cancelled, coalesce(l.next_due_on < $1, false) as late
    from loan l join borrower b on b.id = l.borrower_id";

/// The same rule as a condition; `$1` is today.
pub(super) fn having_status(status: Option<LoanStatus>) -> &'static str {
    match status {
        None => "",
        Some(LoanStatus::Active) => "and l.next_due_on >= $1",
        Some(LoanStatus::Late) => "and l.next_due_on < $1",
        Some(LoanStatus::Repaid) => "and l.repaid = l.amount and l.cancelled_on is null",
        Some(LoanStatus::Cancelled) => "and l.cancelled_on is not null",
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct SummaryRow {
    id: LoanId,
    number: i64,
    borrower: String,
    amount: i64,
    repaid: i64,
    starts_on: crate::db::Date,
    next_due_on: Option<crate::db::Date>,
    cancelled: bool,
    late: bool,
}

impl From<SummaryRow> for LoanSummary {
    fn from(row: SummaryRow) -> Self {
        let status = match row {
            SummaryRow { cancelled: true, .. } => LoanStatus::Cancelled,
            SummaryRow { late: true, .. } => LoanStatus::Late,
            _ if row.repaid == row.amount => LoanStatus::Repaid,
            _ => LoanStatus::Active,
        };
        Self {
            id: row.id,
            number: row.number,
            borrower: row.borrower,
            amount: row.amount,
            repaid: row.repaid,
            starts_on: row.starts_on.to_jiff(),
            next_due_on: row.next_due_on.map(crate::db::Date::to_jiff),
            status,
        }
    }
}
