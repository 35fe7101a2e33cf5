use super::book::{found, lend, paid};
use crate::harness::both_engines;
use jiff::civil::date;
use tenantry::{
    access::Role,
    context::TenantCtx,
    fault::{Fault, Kind, Problem},
    ids::LoanId,
    loans::{self, InstalmentState, LoanEventKind, LoanStatus, NewRepayment},
    money::Currency,
};

async fn refused(ctx: &TenantCtx, id: LoanId, form: NewRepayment) -> Fault {
    loans::repay(ctx, id, form).await.unwrap_err().fault
}

both_engines! {
    async fn repayments_in_part_lead_to_a_repaid_loan(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let id = lend(&ctx, "Dan", "300", "2026-01-15", "3").await;
        loans::repay(&ctx, id, paid("150", "15/02/2026")).await.unwrap();
        let loan = found(&ctx, id).await;
        assert_eq!((loan.summary.repaid, loan.due), (15_000, 15_000));
        assert_eq!(loan.summary.next_due_on, Some(date(2026, 3, 15)));
        assert_eq!(loan.summary.status, LoanStatus::Active);
        let states: Vec<_> = loan.schedule.iter().map(|instalment| instalment.state).collect();
        assert_eq!(states, [InstalmentState::Paid, InstalmentState::Partial, InstalmentState::Upcoming]);
        loans::repay(&ctx, id, paid("150", "2026-03-15")).await.unwrap();
        let loan = found(&ctx, id).await;
        assert_eq!((loan.summary.status, loan.due, loan.summary.next_due_on), (LoanStatus::Repaid, 0, None));
        assert_eq!(loan.repayments.iter().map(|repayment| repayment.paid_on).collect::<Vec<_>>(), [date(2026, 3, 15), date(2026, 2, 15)]);
    }

    async fn a_repayment_is_in_the_history_with_its_actor(t: Deployment) {
        let ctx = t.ctx("paris", Role::Admin).await;
        let id = lend(&ctx, "Dan", "300", "2026-01-15", "3").await;
        t.clock.advance(jiff::SignedDuration::from_mins(1));
        loans::repay(&ctx, id, paid("20", "2026-03-01")).await.unwrap();
        let history = found(&ctx, id).await.history;
        assert_eq!(history.iter().map(|event| event.kind).collect::<Vec<_>>(), [LoanEventKind::Repayment, LoanEventKind::Created]);
        assert_eq!((history[0].amount, history[0].actor.as_str()), (Some(2_000), ctx.actor.name.as_str()));
        let local = ctx.tenant.zone.to_datetime(t.clock.now());
        assert_eq!(history[0].at, local);
    }

    async fn an_overpayment_is_refused_with_what_is_still_due(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let id = lend(&ctx, "Dan", "300", "2026-01-15", "3").await;
        loans::repay(&ctx, id, paid("100", "2026-02-15")).await.unwrap();
        for amount in ["200,01", "5000", "99999999999999"] {
            let fault = refused(&ctx, id, paid(amount, "2026-03-15")).await;
            assert_eq!(fault.problem_of("amount"), Some(&Problem::Overpaid { due: 20_000, currency: Currency::Eur }), "{amount}");
        }
        loans::repay(&ctx, id, paid("200", "2026-03-15")).await.unwrap();
        let fault = refused(&ctx, id, paid("0,01", "2026-03-15")).await;
        assert_eq!(fault.problem_of("amount"), Some(&Problem::Overpaid { due: 0, currency: Currency::Eur }));
        assert_eq!(found(&ctx, id).await.repayments.len(), 2);
    }

    async fn a_form_that_is_sent_twice_records_once(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let id = lend(&ctx, "Dan", "300", "2026-01-15", "3").await;
        let form = NewRepayment { repayment_id: loans::new_repayment_id(&ctx).to_string(), ..paid("100", "2026-03-01") };
        let sent = (0..5).map(|_| {
            let (ctx, form) = (ctx.clone(), form.clone());
            tokio::spawn(async move { loans::repay(&ctx, id, form).await })
        });
        for answer in sent.collect::<Vec<_>>() {
            answer.await.unwrap().unwrap();
        }
        let loan = found(&ctx, id).await;
        assert_eq!((loan.summary.repaid, loan.repayments.len()), (10_000, 1));
    }

    async fn bad_fields_are_named_together(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let id = lend(&ctx, "Dan", "300", "2026-01-15", "3").await;
        for (form, amount, paid_on) in [
            (NewRepayment::default(), Problem::Required, Problem::Required),
            (paid("0", "2026-03-16"), Problem::AmountNotPositive, Problem::DateInFuture),
            (paid("ten", "2026-01-14"), Problem::NotAnAmount, Problem::DateBeforeLoan),
            (paid("-1", "2026-02-30"), Problem::NotAnAmount, Problem::NotADate),
        ] {
            let fault = refused(&ctx, id, form.clone()).await;
            assert_eq!((fault.problem_of("amount"), fault.problem_of("paid_on")), (Some(&amount), Some(&paid_on)), "{form:?}");
        }
        assert_eq!(found(&ctx, id).await.summary.repaid, 0);
    }

    async fn today_is_the_organisations_own_day(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let id = lend(&ctx, "Dan", "300", "2026-01-15", "3").await;
        // 23:30 UTC is the next day in Paris.
        t.clock.advance(jiff::SignedDuration::from_mins(11 * 60 + 30));
        loans::repay(&ctx, id, paid("10", "2026-03-16")).await.unwrap();
    }

    async fn a_loan_that_is_not_there_is_not_found(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let nobody: LoanId = "018f0000-0000-7000-8000-000000000000".parse().unwrap();
        assert_eq!(refused(&ctx, nobody, paid("10", "2026-03-01")).await.kind, Kind::NotFound);
        assert_eq!(loans::find(&ctx, nobody).await.unwrap(), None);
    }

    async fn many_repayments_at_once_never_exceed_the_debt(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let id = lend(&ctx, "Dan", "100", "2026-01-15", "4").await;
        let tasks: Vec<_> = (0..40)
            .map(|_| {
                let ctx = ctx.clone();
                tokio::spawn(async move { loans::repay(&ctx, id, paid("30", "2026-03-01")).await })
            })
            .collect();
        let mut accepted = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(()) => accepted += 1,
                Err(error) => assert_eq!(error.fault.problem_of("amount"), Some(&Problem::Overpaid { due: 1_000, currency: Currency::Eur })),
            }
        }
        assert_eq!(accepted, 3);
        let loan = found(&ctx, id).await;
        assert_eq!((loan.summary.repaid, loan.repayments.len(), loan.history.len()), (9_000, 3, 4));
        assert_eq!(loan.summary.next_due_on, Some(date(2026, 5, 15)));
    }
}
