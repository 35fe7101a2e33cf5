use super::book::{found, lend, paid};
use crate::harness::both_engines;
use jiff::{SignedDuration, civil::date};
use tenantry::{
    access::Role,
    context::TenantCtx,
    ids::{LoanId, RepaymentId},
    loans::{self, NewRepayment, Receipt},
};

async fn receipts(ctx: &TenantCtx, loan: LoanId) -> Vec<Receipt> {
    let mut receipts = Vec::new();
    for repayment in found(ctx, loan).await.repayments {
        receipts.push(loans::receipt(ctx, repayment.id).await.unwrap().expect("it was recorded"));
    }
    receipts.sort_by_key(|receipt| receipt.recorded_at);
    receipts
}

fn numbers(receipts: &[Receipt]) -> Vec<&str> {
    receipts.iter().map(|receipt| receipt.number.as_str()).collect()
}

both_engines! {
    async fn a_receipt_says_what_was_due_before_and_after(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        lend(&ctx, "Somebody before", "50", "2026-01-15", "1").await;
        let id = lend(&ctx, "Dan", "300", "2026-01-15", "3").await;
        loans::repay(&ctx, id, paid("100,50", "2026-02-15")).await.unwrap();
        // Paid before the first, and recorded after it.
        loans::repay(&ctx, id, paid("20", "2026-02-01")).await.unwrap();
        let receipts = receipts(&ctx, id).await;
        assert_eq!(numbers(&receipts), ["2-1", "2-2"]);
        assert_eq!((receipts[0].due_before, receipts[0].amount, receipts[0].due_after), (30_000, 10_050, 19_950));
        assert_eq!((receipts[1].due_before, receipts[1].amount, receipts[1].due_after), (19_950, 2_000, 17_950));
        let first = &receipts[0];
        assert_eq!((first.borrower.as_str(), first.loan_number, first.lent), ("Dan", 2, 30_000));
        assert_eq!((first.starts_on, first.paid_on, first.cancelled_on), (date(2026, 1, 15), date(2026, 2, 15), None));
        assert_eq!(first.recorded_by.as_deref(), Some(ctx.actor.name.as_str()));
    }

    async fn a_number_stays_whatever_the_form_and_the_clock_say(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let id = lend(&ctx, "Dan", "300", "2026-01-15", "3").await;
        // Two forms are open at once; the one that was opened last is sent first.
        let opened_first = loans::new_repayment_id(&ctx).to_string();
        t.clock.advance(SignedDuration::from_mins(5));
        loans::repay(&ctx, id, paid("1", "2026-02-15")).await.unwrap();
        let before = receipts(&ctx, id).await;
        let late = NewRepayment { repayment_id: opened_first, ..paid("2", "2026-02-14") };
        loans::repay(&ctx, id, late).await.unwrap();
        // The clock is set back.
        t.clock.advance(SignedDuration::from_hours(-2));
        loans::repay(&ctx, id, paid("3", "2026-02-13")).await.unwrap();
        let after = receipts(&ctx, id).await;
        assert_eq!(after[0], before[0]);
        assert_eq!(numbers(&after), ["1-1", "1-2", "1-3"]);
        assert_eq!(after.iter().map(|receipt| receipt.amount).collect::<Vec<_>>(), [100, 200, 300]);
        assert!(after.iter().all(|receipt| receipt.recorded_by.is_some()));
    }

    async fn a_receipt_of_a_cancelled_loan_says_when(t: Deployment) {
        let ctx = t.ctx("paris", Role::Admin).await;
        let id = lend(&ctx, "Dan", "300", "2026-01-15", "3").await;
        loans::repay(&ctx, id, paid("100", "2026-02-15")).await.unwrap();
        loans::cancel(&ctx, id).await.unwrap();
        let receipts = receipts(&ctx, id).await;
        assert_eq!((receipts[0].cancelled_on, receipts[0].due_after), (Some(ctx.today()), 20_000));
    }

    async fn a_receipt_of_nothing_is_none(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let nothing: RepaymentId = "018f0000-0000-7000-8000-000000000000".parse().unwrap();
        assert_eq!(loans::receipt(&ctx, nothing).await.unwrap(), None);
    }
}
