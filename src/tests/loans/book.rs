//! Books of loans to test with, and the short ways to make one loan.

use jiff::{ToSpan, civil::Date};
use tenantry::{
    context::TenantCtx,
    ids::LoanId,
    loans::{
        self, LoanDetail, NewBorrower, NewLoan, NewRepayment,
        schedule::Terms,
        seed::{Book, PastLoan, PastRepayment, seed},
    },
    random::Random,
};

/// Lends to somebody new; the amount as typed.
pub(super) async fn lend(ctx: &TenantCtx, name: &str, amount: &str, starts_on: &str, instalments: &str) -> LoanId {
    let form = NewLoan {
        borrower_name: name.into(),
        amount: amount.into(),
        starts_on: starts_on.into(),
        instalments: instalments.into(),
        ..NewLoan::default()
    };
    loans::create(ctx, form).await.unwrap()
}

pub(super) fn paid(amount: &str, paid_on: &str) -> NewRepayment {
    NewRepayment { amount: amount.into(), paid_on: paid_on.into(), ..NewRepayment::default() }
}

pub(super) async fn found(ctx: &TenantCtx, id: LoanId) -> LoanDetail {
    loans::find(ctx, id).await.unwrap().expect("the loan is there")
}

/// Loans in every state, many with equal dates and equal amounts, so that only ids tell neighbours apart.
pub(super) async fn seed_many(ctx: &TenantCtx, count: usize) -> Book {
    let book = many(ctx.today(), count);
    seed(ctx, &Random::seeded(7), &book).await.unwrap();
    book
}

pub(super) fn many(today: Date, count: usize) -> Book {
    let random = Random::seeded(11);
    let names = ["Élie Lévy", "Ruth O’Brien", "Dan 100%_sûr", "Sarah \"Sally\" Kahn", "Noé C:\\Weil", "משה כהן"];
    let borrowers = names.map(|name| NewBorrower { name: name.into(), email: None, phone: None }).to_vec();
    let loans = (0..count).map(|_| past_loan(&random, today, borrowers.len())).collect();
    Book { borrowers, loans }
}

fn past_loan(random: &Random, today: Date, borrowers: usize) -> PastLoan {
    let below = |bound: i64| i64::try_from(random.below(bound.unsigned_abs())).unwrap();
    let starts_on = today.saturating_sub(below(18).months()).saturating_sub((below(5) * 7).days());
    let terms = Terms { amount: (1 + below(8)) * 30_001, starts_on, instalments: 1 + below(24) };
    let repaid = match below(5) {
        0 => 0,
        1 => terms.amount,
        2 => terms.amount - terms.unpaid_by(today, 0),
        _ => below(terms.amount),
    };
    let cancelled_on = (repaid < terms.amount && below(10) == 0).then_some(today);
    let paid_on = starts_on.saturating_add(below(60).days()).min(today);
    let repayment = PastRepayment { amount: repaid, paid_on, actor: "Rachel".into() };
    PastLoan {
        borrower: usize::try_from(random.below(borrowers as u64)).unwrap(),
        terms,
        guarantors: vec!["Simon Bloch".into()],
        note: String::new(),
        actor: "Rachel".into(),
        repayments: if repaid > 0 { vec![repayment] } else { Vec::new() },
        cancelled_on,
    }
}
