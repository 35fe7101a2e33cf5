use super::book::{found, lend, paid};
use crate::harness::both_engines;
use tenantry::{
    access::Role,
    fault::Kind,
    loans::{self, LoanEventKind, LoanStatus},
};

both_engines! {
    async fn a_cancelled_loan_is_due_nothing_and_keeps_its_past(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let id = lend(&ctx, "Dan", "300", "2025-12-15", "3").await;
        loans::repay(&ctx, id, paid("100", "2026-01-15")).await.unwrap();
        t.clock.advance(jiff::SignedDuration::from_mins(1));
        loans::cancel(&ctx, id).await.unwrap();
        let loan = found(&ctx, id).await;
        assert_eq!((loan.summary.status, loan.due, loan.summary.next_due_on), (LoanStatus::Cancelled, 0, None));
        assert_eq!((loan.summary.repaid, loan.repayments.len()), (10_000, 1));
        assert_eq!(loan.history[0].kind, LoanEventKind::Cancelled);
    }

    async fn a_cancelled_loan_takes_no_repayment_and_no_second_cancellation(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let id = lend(&ctx, "Dan", "300", "2025-12-15", "3").await;
        loans::cancel(&ctx, id).await.unwrap();
        assert_eq!(loans::cancel(&ctx, id).await.unwrap_err().kind(), Kind::Conflict);
        assert_eq!(loans::repay(&ctx, id, paid("1", "2026-01-15")).await.unwrap_err().kind(), Kind::Conflict);
        assert_eq!(found(&ctx, id).await.history.len(), 2);
    }

    async fn a_repaid_loan_can_not_be_cancelled(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let id = lend(&ctx, "Dan", "300", "2025-12-15", "3").await;
        loans::repay(&ctx, id, paid("300", "2026-01-15")).await.unwrap();
        assert_eq!(loans::cancel(&ctx, id).await.unwrap_err().kind(), Kind::Conflict);
    }

    async fn a_loan_that_is_not_there_can_not_be_cancelled(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let nobody = "018f0000-0000-7000-8000-000000000000".parse().unwrap();
        assert_eq!(loans::cancel(&ctx, nobody).await.unwrap_err().kind(), Kind::NotFound);
    }

    async fn cancelling_and_repaying_at_once_leaves_one_truth(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        for _ in 0..8 {
            let id = lend(&ctx, "Dan", "300", "2025-12-15", "3").await;
            let (one, other) = (ctx.clone(), ctx.clone());
            let cancelled = tokio::spawn(async move { loans::cancel(&one, id).await.is_ok() });
            let repaid = tokio::spawn(async move { loans::repay(&other, id, paid("300", "2026-01-15")).await.is_ok() });
            let (cancelled, repaid) = (cancelled.await.unwrap(), repaid.await.unwrap());
            assert!(cancelled != repaid, "both or none went through");
            let expected = if cancelled { LoanStatus::Cancelled } else { LoanStatus::Repaid };
            assert_eq!(found(&ctx, id).await.summary.status, expected);
        }
    }
}
