//! Recording what came back, in part or in full.

use super::{
    LoanEventKind, NewRepayment,
    events::{self, NewEvent},
    facts::{self, Facts},
    rows::{self, NewRepaymentRow},
};
use crate::{
    context::TenantCtx,
    day,
    db::{ToSqlx, Tx},
    error::{Error, Result},
    fault::{Fault, Kind, Problem, Problems},
    ids::{LoanId, RepaymentId},
    money::{Currency, parse_amount},
};
use jiff::civil::Date;

/// # Errors
/// `NotFound`; `Conflict` when the loan was cancelled; `Invalid` with the problems of `amount` and `paid_on`.
pub async fn repay(ctx: &TenantCtx, loan: LoanId, form: NewRepayment) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let facts = facts::lock(&mut tx, loan).await?.ok_or_else(Error::not_found)?;
    let id = form.repayment_id.parse().unwrap_or_else(|_| new_repayment_id(ctx));
    // The same form, sent a second time: the lock on the loan has made it wait for the first.
    if rows::repayment_exists(&mut tx, id).await? {
        return Ok(());
    }
    if facts.cancelled {
        return Err(Error::new(Kind::Conflict));
    }
    let checked = check(&form, &facts, ctx.today(), ctx.tenant.currency)?;
    add_to_loan(&mut tx, loan, &facts, checked.amount).await?;
    insert(&mut tx, ctx, loan, id, &checked).await?;
    tx.commit().await?;
    Ok(())
}

/// An id for a form that isn't sent yet.
pub fn new_repayment_id(ctx: &TenantCtx) -> RepaymentId {
    RepaymentId::new(ctx.random(), ctx.clock())
}

struct Checked {
    amount: i64,
    paid_on: Date,
}

fn check(form: &NewRepayment, facts: &Facts, today: Date, currency: Currency) -> Result<Checked, Fault> {
    let mut problems = Problems::default();
    let amount = problems.take("amount", amount(&form.amount, facts.due(), currency));
    let paid_on = problems.take("paid_on", paid_on(&form.paid_on, facts.terms.starts_on, today));
    problems.finish()?;
    amount.zip(paid_on).map(|(amount, paid_on)| Checked { amount, paid_on }).ok_or_else(|| Fault::new(Kind::Invalid))
}

fn amount(typed: &str, due: i64, currency: Currency) -> Result<i64, Problem> {
    match parse_amount(typed, currency) {
        Ok(0) => Err(Problem::AmountNotPositive),
        Ok(amount) if amount > due => Err(Problem::Overpaid { due, currency }),
        // So much more than any debt that reading it stopped.
        Err(Problem::OutOfRange { .. }) => Err(Problem::Overpaid { due, currency }),
        read => read,
    }
}

fn paid_on(typed: &str, starts_on: Date, today: Date) -> Result<Date, Problem> {
    match day::parse(typed)? {
        date if date > today => Err(Problem::DateInFuture),
        date if date < starts_on => Err(Problem::DateBeforeLoan),
        date => Ok(date),
    }
}

async fn add_to_loan(tx: &mut Tx, loan: LoanId, facts: &Facts, amount: i64) -> Result<()> {
    let repaid = facts.repaid + amount;
    let next_due_on = facts.terms.next_due_on(repaid).map(ToSqlx::to_sqlx);
    sql!(tx, execute "update loan set repaid = $1, next_due_on = $2 where id = $3", repaid, next_due_on, loan)?;
    Ok(())
}

async fn insert(tx: &mut Tx, ctx: &TenantCtx, loan: LoanId, id: RepaymentId, repayment: &Checked) -> Result<()> {
    let at = rows::moment_after(tx, loan, ctx.clock().now()).await?;
    let Checked { amount, paid_on } = *repayment;
    let row = NewRepaymentRow { id, loan, amount, paid_on, recorded_by: Some(ctx.actor.user), at };
    rows::insert_repayment(tx, &row).await?;
    let event = NewEvent { loan, kind: LoanEventKind::Repayment, amount: Some(amount), actor: &ctx.actor.name, at };
    events::record(tx, ctx.random(), event).await
}
