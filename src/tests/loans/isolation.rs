use super::book::{found, lend, many, paid, seed_many};
use crate::harness::every_placement;
use tenantry::{
    access::Role,
    context::TenantCtx,
    fault::{Kind, Problem},
    loans::{self, LoanQuery, LoanSummary, NewLoan, seed::seed},
    random::Random,
};

async fn all(ctx: &TenantCtx) -> Vec<LoanSummary> {
    loans::list(ctx, &LoanQuery::default()).await.unwrap().rows
}

every_placement! {
    async fn a_loan_of_another_tenant_is_not_found(t: Deployment) {
        let (paris, lyon) = (t.ctx("paris", Role::Owner).await, t.ctx("lyon", Role::Owner).await);
        let id = lend(&paris, "Only in Paris", "300", "2026-01-15", "3").await;
        assert_eq!(loans::find(&lyon, id).await.unwrap(), None);
        assert_eq!(loans::repay(&lyon, id, paid("1", "2026-02-01")).await.unwrap_err().kind(), Kind::NotFound);
        assert_eq!(loans::cancel(&lyon, id).await.unwrap_err().kind(), Kind::NotFound);
        loans::repay(&paris, id, paid("1", "2026-02-01")).await.unwrap();
        let repayment = found(&paris, id).await.repayments[0].id;
        assert!(loans::receipt(&paris, repayment).await.unwrap().is_some());
        assert_eq!(loans::receipt(&lyon, repayment).await.unwrap(), None);
        assert_eq!(loans::list(&lyon, &LoanQuery::default()).await.unwrap().rows, []);
        assert_eq!(loans::borrowers(&lyon).await.unwrap(), []);
        assert_eq!(loans::figures(&lyon).await.unwrap().active, 0);
        assert_eq!(found(&paris, id).await.summary.repaid, 100);
    }

    async fn a_borrower_of_another_tenant_is_no_choice(t: Deployment) {
        let (paris, lyon) = (t.ctx("paris", Role::Owner).await, t.ctx("lyon", Role::Owner).await);
        lend(&paris, "Only in Paris", "300", "2026-01-15", "3").await;
        let foreign = loans::borrowers(&paris).await.unwrap()[0].id;
        let form = NewLoan {
            borrower_id: foreign.to_string(),
            amount: "1".into(),
            starts_on: "2026-01-01".into(),
            instalments: "1".into(),
            ..NewLoan::default()
        };
        let fault = loans::create(&lyon, form).await.unwrap_err().fault;
        assert_eq!(fault.problem_of("borrower_id"), Some(&Problem::NotAChoice));
    }

    async fn the_same_numbers_in_two_tenants_stay_apart(t: Deployment) {
        let (paris, lyon) = (t.ctx("paris", Role::Owner).await, t.ctx("lyon", Role::Owner).await);
        let (here, there) = (
            lend(&paris, "Dan in Paris", "300", "2026-01-15", "3").await,
            lend(&lyon, "Dan in Lyon", "300", "2026-01-15", "3").await,
        );
        assert_eq!((found(&paris, here).await.summary.number, found(&lyon, there).await.summary.number), (1, 1));
        loans::repay(&paris, here, paid("100", "2026-02-15")).await.unwrap();
        assert_eq!(found(&lyon, there).await.summary.repaid, 0);
        let names = loans::list(&lyon, &LoanQuery { search: "1".into(), ..LoanQuery::default() }).await.unwrap().rows;
        assert_eq!(names.iter().map(|loan| loan.borrower.as_str()).collect::<Vec<_>>(), ["Dan in Lyon"]);
    }

    async fn the_same_ids_in_two_tenants_stay_apart(t: Deployment) {
        let (paris, lyon) = (t.ctx("paris", Role::Owner).await, t.ctx("lyon", Role::Owner).await);
        let mut book = many(paris.today(), 20);
        seed(&paris, &Random::seeded(3), &book).await.unwrap();
        for borrower in &mut book.borrowers {
            borrower.name = format!("{} in Lyon", borrower.name);
        }
        seed(&lyon, &Random::seeded(3), &book).await.unwrap();
        let (here, there) = (all(&paris).await, all(&lyon).await);
        assert_eq!(here.iter().map(|loan| loan.id).collect::<Vec<_>>(), there.iter().map(|loan| loan.id).collect::<Vec<_>>());
        assert!(here.iter().all(|loan| !loan.borrower.contains("Lyon")));
        assert!(there.iter().all(|loan| loan.borrower.ends_with("in Lyon")));
        let open = here.iter().find(|loan| loan.next_due_on.is_some()).unwrap().id;
        loans::repay(&paris, open, paid("1", "2026-03-15")).await.unwrap();
        loans::cancel(&paris, open).await.unwrap();
        assert_ne!(all(&paris).await, here);
        assert_eq!(all(&lyon).await, there);
        assert_eq!(found(&lyon, open).await.history.len(), found(&paris, open).await.history.len() - 2);
    }

    async fn a_cursor_of_another_tenant_shows_ones_own_rows_alone(t: Deployment) {
        let (paris, lyon) = (t.ctx("paris", Role::Owner).await, t.ctx("lyon", Role::Owner).await);
        seed_many(&paris, 60).await;
        lend(&lyon, "Only in Lyon", "300", "2020-01-15", "3").await;
        let after = loans::list(&paris, &LoanQuery::default()).await.unwrap().next;
        let rows = loans::list(&lyon, &LoanQuery { after, ..LoanQuery::default() }).await.unwrap().rows;
        assert_eq!(rows.iter().map(|loan| loan.borrower.as_str()).collect::<Vec<_>>(), ["Only in Lyon"]);
    }
}
