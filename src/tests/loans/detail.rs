use super::book::{found, lend, seed_many};
use crate::harness::both_engines;
use tenantry::{
    access::Role,
    loans::{self, InstalmentState, LoanQuery, LoanStatus},
};

both_engines! {
    async fn the_schedule_agrees_with_the_line_of_the_list(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        seed_many(&ctx, 25).await;
        for row in loans::list(&ctx, &LoanQuery::default()).await.unwrap().rows {
            let loan = found(&ctx, row.id).await;
            assert_eq!(loan.summary, row);
            assert_eq!(loan.schedule.iter().map(|instalment| instalment.amount).sum::<i64>(), row.amount);
            assert_eq!(loan.schedule.iter().map(|instalment| instalment.paid).sum::<i64>(), row.repaid);
            assert_eq!(loan.schedule.last().map(|instalment| instalment.due_on), Some(loan.ends_on));
            assert_eq!(loan.repayments.iter().map(|repayment| repayment.amount).sum::<i64>(), row.repaid);
            let overdue = loan.schedule.iter().any(|instalment| instalment.state == InstalmentState::Overdue);
            if row.status != LoanStatus::Cancelled {
                assert_eq!(overdue, row.status == LoanStatus::Late, "{row:?}");
            }
        }
    }

    async fn a_schedule_at_the_end_of_months_is_clamped(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let id = lend(&ctx, "Dan", "100", "31.01.2026", "3").await;
        let schedule = found(&ctx, id).await.schedule;
        let lines: Vec<String> = schedule.iter().map(|line| format!("{} {}", line.due_on, line.amount)).collect();
        assert_eq!(lines, ["2026-02-28 3333", "2026-03-31 3333", "2026-04-30 3334"]);
    }
}
