//! A loan's history: who did what, when.

use super::LoanEventKind;
use crate::{
    clock::Clock,
    db::{ToSqlx, Tx},
    error::Result,
    ids::{EventId, LoanId},
    random::Random,
};
use jiff::Timestamp;

pub(super) struct NewEvent<'a> {
    pub loan: LoanId,
    pub kind: LoanEventKind,
    pub amount: Option<i64>,
    pub actor: &'a str,
    pub at: Timestamp,
}

pub(super) async fn record(tx: &mut Tx, random: &Random, event: NewEvent<'_>) -> Result<()> {
    sql!(
        tx,
        execute "insert into loan_event (id, loan_id, kind, amount, actor_name, at) values ($1, $2, $3, $4, $5, $6)",
        EventId::new(random, &Clock::manual(event.at)),
        event.loan,
        event.kind.name(),
        event.amount,
        event.actor,
        event.at.to_sqlx()
    )?;
    Ok(())
}
