//! Giving up a loan: nothing falls due any more.

use super::{
    LoanEventKind,
    events::{self, NewEvent},
    facts,
};
use crate::{
    context::TenantCtx,
    db::ToSqlx,
    error::{Error, Result},
    fault::Kind,
    ids::LoanId,
};

/// # Errors
/// `NotFound`; `Conflict` when it was cancelled already or is repaid.
pub async fn cancel(ctx: &TenantCtx, loan: LoanId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    let facts = facts::lock(&mut tx, loan).await?.ok_or_else(Error::not_found)?;
    if facts.cancelled || facts.due() == 0 {
        return Err(Error::new(Kind::Conflict));
    }
    let today = ctx.today().to_sqlx();
    sql!(&mut tx, execute "update loan set cancelled_on = $1, next_due_on = null where id = $2", today, loan)?;
    let at = ctx.clock().now();
    let event = NewEvent { loan, kind: LoanEventKind::Cancelled, amount: None, actor: &ctx.actor.name, at };
    events::record(&mut tx, ctx.random(), event).await?;
    tx.commit().await?;
    Ok(())
}
