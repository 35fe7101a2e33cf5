//! Lending.

use super::{
    LoanEventKind, NewLoan, borrowers,
    draft::{Borrower, Draft},
    events::{self, NewEvent},
    rows::{self, NewRow},
};
use crate::{
    context::TenantCtx,
    db::Tx,
    error::{Error, Result},
    fault::{Kind, Problem, Problems},
    ids::{BorrowerId, LoanId},
    plans,
};

/// # Errors
/// `Invalid` with the problems of all fields; `OverLimit` when the organisation can't grow.
pub async fn create(ctx: &TenantCtx, form: NewLoan) -> Result<LoanId> {
    plans::check_growth(&ctx.platform, &ctx.tenant)?;
    let mut problems = Problems::default();
    let draft = Draft::of(&form, ctx.tenant.currency, ctx.today(), &mut problems);
    problems.finish()?;
    let draft = draft.ok_or_else(|| Error::new(Kind::Invalid))?;
    let id = form.id.parse().unwrap_or_else(|_| new_id(ctx));
    let mut tx = ctx.begin().await?;
    // Taking the number makes the same form, sent a second time, wait for the first; then its loan is there already.
    let number = rows::next_number(&mut tx, ctx.clock().now()).await?;
    if !rows::loan_exists(&mut tx, id).await? {
        insert(&mut tx, ctx, id, number, &draft).await?;
        tx.commit().await?;
    }
    Ok(id)
}

/// An id for a form that isn't sent yet.
pub fn new_id(ctx: &TenantCtx) -> LoanId {
    LoanId::new(ctx.random(), ctx.clock())
}

async fn insert(tx: &mut Tx, ctx: &TenantCtx, id: LoanId, number: i64, draft: &Draft) -> Result<()> {
    let at = ctx.clock().now();
    let borrower = borrower(tx, ctx, &draft.borrower).await?;
    let row = NewRow { id, borrower, number, terms: draft.terms, repaid: 0, cancelled_on: None, note: &draft.note, at };
    rows::insert_loan(tx, &row).await?;
    rows::insert_guarantors(tx, ctx.random(), id, &draft.guarantors, at).await?;
    let amount = Some(draft.terms.amount);
    let event = NewEvent { loan: id, kind: LoanEventKind::Created, amount, actor: &ctx.actor.name, at };
    events::record(tx, ctx.random(), event).await
}

async fn borrower(tx: &mut Tx, ctx: &TenantCtx, borrower: &Borrower) -> Result<BorrowerId> {
    match borrower {
        Borrower::Known(id) if borrowers::exists(tx, *id).await? => Ok(*id),
        Borrower::Known(_) => Err(Error::field("borrower_id", Problem::NotAChoice)),
        Borrower::New(new) => {
            let id = BorrowerId::new(ctx.random(), ctx.clock());
            borrowers::insert(tx, id, new, ctx.clock().now()).await?;
            Ok(id)
        }
    }
}
