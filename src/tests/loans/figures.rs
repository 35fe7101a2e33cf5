//! The figures beside a straightforward computation over the whole book, instalment by instalment.

use super::book::{lend, paid, seed_many};
use crate::harness::both_engines;
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use tenantry::{
    access::Role,
    loans::{
        self, LoanFigures, MonthFigures,
        schedule::Terms,
        seed::{Book, PastLoan},
    },
};

fn straightforward(book: &Book, today: Date) -> LoanFigures {
    let running: Vec<&PastLoan> =
        book.loans.iter().filter(|loan| loan.cancelled_on.is_none() && loan.repaid() < loan.terms.amount).collect();
    let mut figures = LoanFigures {
        active: i64::try_from(running.len()).unwrap(),
        lent: running.iter().map(|loan| loan.terms.amount - loan.repaid()).sum(),
        ..LoanFigures::default()
    };
    for loan in running {
        let unpaid = unpaid_instalments(loan.terms, loan.repaid());
        let overdue: i64 = unpaid.iter().filter(|(due_on, _)| *due_on < today).map(|(_, unpaid)| unpaid).sum();
        let this_month = |day: Date| (day.year(), day.month()) == (today.year(), today.month());
        figures.overdue += overdue;
        figures.overdue_loans += i64::from(overdue > 0);
        figures.due_this_month +=
            unpaid.iter().filter(|(due_on, _)| this_month(*due_on)).map(|(_, unpaid)| unpaid).sum::<i64>();
    }
    figures.months =
        (0..12).rev().map(|ago| month(book, today.first_of_month().saturating_sub(ago.months()))).collect();
    figures
}

/// Pays cent by instalment, oldest first.
fn unpaid_instalments(terms: Terms, mut repaid: i64) -> Vec<(Date, i64)> {
    let equal = terms.amount / terms.instalments;
    (1..=terms.instalments)
        .map(|number| {
            let amount = if number == terms.instalments { terms.amount - equal * (number - 1) } else { equal };
            let paid = repaid.min(amount);
            repaid -= paid;
            (terms.starts_on.checked_add(number.months()).unwrap(), amount - paid)
        })
        .collect()
}

fn month(book: &Book, month: Date) -> MonthFigures {
    let within = |day: Date| day.first_of_month() == month;
    let lent = book.loans.iter().filter(|loan| loan.cancelled_on.is_none() && within(loan.terms.starts_on));
    let repaid = book.loans.iter().flat_map(|loan| &loan.repayments).filter(|repayment| within(repayment.paid_on));
    MonthFigures {
        month,
        lent: lent.map(|loan| loan.terms.amount).sum(),
        repaid: repaid.map(|repayment| repayment.amount).sum(),
    }
}

both_engines! {
    async fn figures_agree_with_a_straightforward_computation(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let book = seed_many(&ctx, 130).await;
        let figures = loans::figures(&ctx).await.unwrap();
        assert!(figures.overdue > 0 && figures.due_this_month > 0 && figures.overdue_loans > 0);
        assert_eq!(figures, straightforward(&book, ctx.today()));
        // The same book on other days: month ends, a new month, a new year.
        for days in [15, 1, 1, 27, 250] {
            t.clock.advance(jiff::SignedDuration::from_hours(24 * days));
            assert_eq!(loans::figures(&ctx).await.unwrap(), straightforward(&book, ctx.today()), "{}", ctx.today());
        }
    }

    async fn an_empty_book_has_twelve_empty_months(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let figures = loans::figures(&ctx).await.unwrap();
        assert_eq!((figures.active, figures.lent, figures.due_this_month, figures.overdue, figures.overdue_loans), (0, 0, 0, 0, 0));
        assert_eq!(figures.months.len(), 12);
        assert_eq!(figures.months.first().map(|of| of.month), Some(date(2025, 4, 1)));
        assert_eq!(figures.months.last().map(|of| of.month), Some(date(2026, 3, 1)));
    }

    async fn a_repayment_moves_every_figure(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let id = lend(&ctx, "Dan", "300", "2026-01-10", "3").await;
        let before = loans::figures(&ctx).await.unwrap();
        assert_eq!((before.active, before.lent, before.overdue, before.due_this_month), (1, 30_000, 20_000, 10_000));
        loans::repay(&ctx, id, paid("150", "2026-03-01")).await.unwrap();
        let after = loans::figures(&ctx).await.unwrap();
        assert_eq!((after.active, after.lent, after.overdue, after.due_this_month), (1, 15_000, 5_000, 5_000));
        assert_eq!(after.months[11].repaid, 15_000);
        loans::cancel(&ctx, id).await.unwrap();
        let cancelled = loans::figures(&ctx).await.unwrap();
        assert_eq!((cancelled.active, cancelled.lent, cancelled.overdue, cancelled.due_this_month), (0, 0, 0, 0));
        assert_eq!((cancelled.months[9].lent, cancelled.months[11].repaid), (0, 15_000));
    }
}
