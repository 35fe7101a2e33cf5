//! A book of loans written at once, with its past: for demo data.

use super::{
    LoanEventKind,
    borrowers::{self, NewBorrower},
    events::{self, NewEvent},
    rows::{self, NewRepaymentRow, NewRow},
    schedule::Terms,
};
use crate::{
    clock::Clock,
    context::TenantCtx,
    db::Tx,
    error::Result,
    ids::{BorrowerId, LoanId, RepaymentId},
    random::Random,
};
use jiff::{SignedDuration, Timestamp, civil::Date};

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Book {
    pub borrowers: Vec<NewBorrower>,
    /// In the order of their numbers.
    pub loans: Vec<PastLoan>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastLoan {
    /// The place in `borrowers`.
    pub borrower: usize,
    pub terms: Terms,
    pub guarantors: Vec<String>,
    pub note: String,
    /// Who wrote it down.
    pub actor: String,
    /// Oldest first; together no more than the amount.
    pub repayments: Vec<PastRepayment>,
    pub cancelled_on: Option<Date>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastRepayment {
    pub amount: i64,
    pub paid_on: Date,
    pub actor: String,
}

impl PastLoan {
    pub fn repaid(&self) -> i64 {
        self.repayments.iter().map(|repayment| repayment.amount).sum()
    }
}

/// Writes the book into an organisation's database in one transaction, each event on its own day. `random` makes the
/// ids: the same seed gives the same ones.
pub async fn seed(ctx: &TenantCtx, random: &Random, book: &Book) -> Result<()> {
    let mut writer = Writer { tx: ctx.begin().await?, ctx, random };
    let borrowers = writer.borrowers(book).await?;
    for (place, loan) in (0..).zip(&book.loans) {
        writer.loan(borrowers[loan.borrower], loan, SignedDuration::from_millis(place)).await?;
    }
    writer.tx.commit().await?;
    Ok(())
}

struct Writer<'a> {
    tx: Tx,
    ctx: &'a TenantCtx,
    random: &'a Random,
}

impl Writer<'_> {
    /// Each is known since the first loan.
    async fn borrowers(&mut self, book: &Book) -> Result<Vec<BorrowerId>> {
        let mut ids = Vec::with_capacity(book.borrowers.len());
        for (place, borrower) in book.borrowers.iter().enumerate() {
            let first = book.loans.iter().find(|loan| loan.borrower == place);
            let at = self.moment(first.map_or(self.ctx.today(), |loan| loan.terms.starts_on), 10);
            let id = BorrowerId::new(self.random, &Clock::manual(at));
            borrowers::insert(&mut self.tx, id, borrower, at).await?;
            ids.push(id);
        }
        Ok(ids)
    }

    /// Those of one day were written one `after` the other: lists go by the ids, which are made of the time.
    async fn loan(&mut self, borrower: BorrowerId, loan: &PastLoan, after: SignedDuration) -> Result<()> {
        let at = (self.moment(loan.terms.starts_on, 11) + after).min(self.ctx.clock().now());
        let id = LoanId::new(self.random, &Clock::manual(at));
        let number = rows::next_number(&mut self.tx, at).await?;
        let (terms, cancelled_on) = (loan.terms, loan.cancelled_on);
        let row = NewRow { id, borrower, number, terms, repaid: loan.repaid(), cancelled_on, note: &loan.note, at };
        rows::insert_loan(&mut self.tx, &row).await?;
        rows::insert_guarantors(&mut self.tx, self.random, id, &loan.guarantors, at).await?;
        self.event(id, LoanEventKind::Created, Some(terms.amount), &loan.actor, at).await?;
        for past in &loan.repayments {
            self.repayment(id, past).await?;
        }
        if let Some(day) = cancelled_on {
            self.event(id, LoanEventKind::Cancelled, None, &loan.actor, self.moment(day, 16)).await?;
        }
        Ok(())
    }

    async fn repayment(&mut self, loan: LoanId, past: &PastRepayment) -> Result<()> {
        let at = self.moment(past.paid_on, 14);
        let id = RepaymentId::new(self.random, &Clock::manual(at));
        let row = NewRepaymentRow { id, loan, amount: past.amount, paid_on: past.paid_on, recorded_by: None, at };
        rows::insert_repayment(&mut self.tx, &row).await?;
        self.event(loan, LoanEventKind::Repayment, Some(past.amount), &past.actor, at).await
    }

    async fn event(
        &mut self,
        loan: LoanId,
        kind: LoanEventKind,
        amount: Option<i64>,
        actor: &str,
        at: Timestamp,
    ) -> Result<()> {
        events::record(&mut self.tx, self.random, NewEvent { loan, kind, amount, actor, at }).await
    }

    /// An hour of a day where the organisation is, and never later than now.
    fn moment(&self, day: Date, hour: i8) -> Timestamp {
        let now = self.ctx.clock().now();
        let local = self.ctx.tenant.zone.to_ambiguous_timestamp(day.at(hour, 0, 0, 0));
        local.compatible().map_or(now, |at| at.min(now))
    }
}
