use super::book::{found, lend};
use crate::harness::both_engines;
use jiff::civil::date;
use tenantry::{
    access::Role,
    fault::{Kind, Problem},
    loans::{self, LoanEventKind, LoanQuery, LoanStatus, NewLoan},
};

fn form() -> NewLoan {
    NewLoan {
        borrower_name: " Élie Lévy ".into(),
        borrower_email: "Elie@Example.org".into(),
        borrower_phone: "+33 1 23 45 67 89".into(),
        amount: "1 000,00".into(),
        starts_on: "31/01/2026".into(),
        instalments: "3".into(),
        guarantors: "Dan Weil\nRuth Kahn".into(),
        note: "for the wedding".into(),
        ..NewLoan::default()
    }
}

both_engines! {
    async fn a_form_that_is_sent_twice_lends_once(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let form = NewLoan { id: loans::new_id(&ctx).to_string(), ..form() };
        let sent = (0..5).map(|_| {
            let (ctx, form) = (ctx.clone(), form.clone());
            tokio::spawn(async move { loans::create(&ctx, form).await })
        });
        for answer in sent.collect::<Vec<_>>() {
            assert_eq!(answer.await.unwrap().unwrap().to_string(), form.id);
        }
        assert_eq!(loans::list(&ctx, &LoanQuery::default()).await.unwrap().rows.len(), 1);
        assert_eq!(loans::borrowers(&ctx).await.unwrap().len(), 1);
    }

    async fn a_new_loan_is_kept_as_it_was_typed(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let id = loans::create(&ctx, form()).await.unwrap();
        let loan = found(&ctx, id).await;
        assert_eq!((loan.summary.id, loan.summary.number), (id, 1));
        assert_eq!((loan.summary.borrower.as_str(), loan.summary.amount, loan.summary.repaid), ("Élie Lévy", 100_000, 0));
        assert_eq!((loan.summary.starts_on, loan.ends_on), (date(2026, 1, 31), date(2026, 4, 30)));
        assert_eq!(loan.summary.next_due_on, Some(date(2026, 2, 28)));
        assert_eq!(loan.summary.status, LoanStatus::Late);
        assert_eq!(loan.borrower_email.as_deref(), Some("elie@example.org"));
        assert_eq!(loan.borrower_phone.as_deref(), Some("+33 1 23 45 67 89"));
        assert_eq!(loan.guarantors, ["Dan Weil", "Ruth Kahn"]);
        assert_eq!((loan.note.as_str(), loan.due), ("for the wedding", 100_000));
        let event = &loan.history[0];
        assert_eq!((event.kind, event.amount, event.actor.as_str()), (LoanEventKind::Created, Some(100_000), ctx.actor.name.as_str()));
    }

    async fn a_known_borrower_borrows_again(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        loans::create(&ctx, form()).await.unwrap();
        let known = loans::borrowers(&ctx).await.unwrap();
        assert_eq!(known.len(), 1);
        let again = NewLoan { borrower_id: known[0].id.to_string(), borrower_name: String::new(), ..form() };
        let id = loans::create(&ctx, again).await.unwrap();
        assert_eq!(found(&ctx, id).await.borrower_id, known[0].id);
        assert_eq!(loans::borrowers(&ctx).await.unwrap(), known);
    }

    async fn all_fields_are_judged_at_once_and_nothing_is_written(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let bad = NewLoan {
            borrower_email: "@".into(),
            amount: "a lot".into(),
            starts_on: "soon".into(),
            instalments: "0".into(),
            ..NewLoan::default()
        };
        let fault = loans::create(&ctx, bad).await.unwrap_err().fault;
        assert_eq!(fault.kind, Kind::Invalid);
        let fields: Vec<&str> = fault.fields.iter().map(|of| of.field.as_str()).collect();
        assert_eq!(fields, ["borrower_name", "borrower_email", "amount", "starts_on", "instalments"]);
        assert_eq!(fault.problem_of("instalments"), Some(&Problem::OutOfRange { least: 1, most: 120 }));
        assert!(loans::borrowers(&ctx).await.unwrap().is_empty());
    }

    async fn an_unknown_borrower_is_no_choice_and_takes_no_number(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let stranger = NewLoan { borrower_id: "018f0000-0000-7000-8000-000000000000".into(), ..form() };
        let fault = loans::create(&ctx, stranger).await.unwrap_err().fault;
        assert_eq!(fault.problem_of("borrower_id"), Some(&Problem::NotAChoice));
        let id = loans::create(&ctx, form()).await.unwrap();
        assert_eq!(found(&ctx, id).await.summary.number, 1);
    }

    async fn control_characters_never_reach_the_database(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let dirty = NewLoan {
            borrower_name: "Da\0n".into(),
            borrower_phone: "1\0".into(),
            guarantors: "Ru\0th\0".into(),
            note: "a\0b".into(),
            ..form()
        };
        let id = loans::create(&ctx, dirty).await.unwrap();
        let loan = found(&ctx, id).await;
        assert_eq!((loan.summary.borrower.as_str(), loan.note.as_str()), ("Dan", "ab"));
        assert_eq!(loan.guarantors, ["Ruth"]);
    }

    async fn numbers_have_no_gap_when_many_lend_at_once(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let tasks: Vec<_> = (0..30)
            .map(|number| {
                let ctx = ctx.clone();
                // Every third is refused in the middle of its transaction.
                let borrower_id = if number % 3 == 0 { "018f0000-0000-7000-8000-000000000000" } else { "" };
                let form = NewLoan { borrower_id: borrower_id.into(), ..form() };
                tokio::spawn(async move { loans::create(&ctx, form).await.is_ok() })
            })
            .collect();
        let mut lent = 0;
        for task in tasks {
            lent += i64::from(task.await.unwrap());
        }
        assert_eq!(lent, 20);
        let page = loans::list(&ctx, &LoanQuery::default()).await.unwrap();
        let mut numbers: Vec<i64> = page.rows.iter().map(|loan| loan.number).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=20).collect::<Vec<_>>());
    }

    async fn borrowers_are_sorted_as_people_read_them(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        for name in ["zoé", "Élie", "Dan", "eve"] {
            lend(&ctx, name, "100", "2026-01-01", "1").await;
        }
        let names: Vec<String> = loans::borrowers(&ctx).await.unwrap().into_iter().map(|choice| choice.name).collect();
        assert_eq!(names, ["Dan", "Élie", "eve", "zoé"]);
    }
}
