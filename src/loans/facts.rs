//! A loan's facts under its lock: what a change is checked against.

use super::schedule::Terms;
use crate::{
    db::{Tx, sqlx},
    error::Result,
    ids::LoanId,
};

pub(super) struct Facts {
    pub terms: Terms,
    pub repaid: i64,
    pub cancelled: bool,
}

impl Facts {
    pub(super) fn due(&self) -> i64 {
        self.terms.amount - self.repaid
    }
}

#[derive(sqlx::FromRow)]
struct FactsRow {
    amount: i64,
    repaid: i64,
    starts_on: crate::db::Date,
    instalments: i64,
    cancelled: bool,
}

/// Reads the facts by an update that changes nothing: on both engines nobody else can change the loan from here to the
/// transaction's end, so that two repayments at once can't both fit into the same debt.
pub(super) async fn lock(tx: &mut Tx, id: LoanId) -> Result<Option<Facts>> {
    let text = "update loan set repaid = repaid where id = $1
                returning amount, repaid, starts_on, instalments, cancelled_on is not null as cancelled";
    let row = sql!(tx, fetch_optional FactsRow, text, id)?;
    Ok(row.map(|row| Facts {
        terms: Terms { amount: row.amount, starts_on: row.starts_on.to_jiff(), instalments: row.instalments },
        repaid: row.repaid,
        cancelled: row.cancelled,
    }))
}
