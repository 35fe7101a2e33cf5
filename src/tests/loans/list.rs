use super::book::{lend, paid, seed_many};
use crate::harness::both_engines;
use jiff::civil::Date;
use tenantry::{
    access::Role,
    context::TenantCtx,
    loans::{self, LoanOrder, LoanQuery, LoanStatus, LoanSummary, seed::Book},
};

/// Follows the cursors to the end.
async fn all_pages(ctx: &TenantCtx, mut query: LoanQuery) -> Vec<Vec<LoanSummary>> {
    let mut pages = Vec::new();
    loop {
        let page = loans::list(ctx, &query).await.unwrap();
        pages.push(page.rows);
        assert!(pages.len() < 100, "the cursors go in a circle");
        let Some(next) = page.next else { return pages };
        query.after = Some(next);
    }
}

async fn all(ctx: &TenantCtx, query: LoanQuery) -> Vec<LoanSummary> {
    all_pages(ctx, query).await.concat()
}

async fn names_found(ctx: &TenantCtx, search: &str) -> Vec<String> {
    let rows = all(ctx, LoanQuery { search: search.into(), ..LoanQuery::default() }).await;
    let mut names: Vec<String> = rows.into_iter().map(|loan| loan.borrower).collect();
    names.sort();
    names
}

fn numbers(rows: &[LoanSummary]) -> Vec<i64> {
    let mut numbers: Vec<i64> = rows.iter().map(|loan| loan.number).collect();
    numbers.sort_unstable();
    numbers
}

fn sorted_by<K: PartialOrd>(rows: &[LoanSummary], key: impl Fn(&LoanSummary) -> K) -> bool {
    rows.windows(2).all(|pair| key(&pair[0]) <= key(&pair[1]))
}

fn in_order(order: LoanOrder, rows: &[LoanSummary]) -> bool {
    match order {
        LoanOrder::Newest => sorted_by(rows, |loan| std::cmp::Reverse((loan.starts_on, loan.id))),
        LoanOrder::Oldest => sorted_by(rows, |loan| (loan.starts_on, loan.id)),
        LoanOrder::Largest => sorted_by(rows, |loan| std::cmp::Reverse((loan.amount, loan.id))),
        LoanOrder::Smallest => sorted_by(rows, |loan| (loan.amount, loan.id)),
        LoanOrder::DueFirst => sorted_by(rows, |loan| (loan.next_due_on.unwrap_or(Date::MAX), loan.id)),
    }
}

/// What a loan's status is, by its schedule alone.
fn status_of(book: &Book, number: i64, today: Date) -> LoanStatus {
    let loan = &book.loans[usize::try_from(number - 1).unwrap()];
    if loan.cancelled_on.is_some() {
        LoanStatus::Cancelled
    } else if loan.repaid() == loan.terms.amount {
        LoanStatus::Repaid
    } else if loan.terms.unpaid_by(today.yesterday().unwrap(), loan.repaid()) > 0 {
        LoanStatus::Late
    } else {
        LoanStatus::Active
    }
}

both_engines! {
    async fn every_order_shows_every_loan_once(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        seed_many(&ctx, 130).await;
        for order in LoanOrder::ALL {
            let pages = all_pages(&ctx, LoanQuery { order, ..LoanQuery::default() }).await;
            assert_eq!(pages.iter().map(Vec::len).collect::<Vec<_>>(), [25, 25, 25, 25, 25, 5], "{order:?}");
            let rows = pages.concat();
            assert_eq!(numbers(&rows), (1..=130).collect::<Vec<_>>(), "{order:?}");
            assert!(in_order(order, &rows), "{order:?}");
        }
    }

    async fn each_status_shows_exactly_its_loans_in_every_order(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let book = seed_many(&ctx, 130).await;
        for order in LoanOrder::ALL {
            for status in LoanStatus::ALL {
                let rows = all(&ctx, LoanQuery { order, status: Some(status), ..LoanQuery::default() }).await;
                let expected = (1..=130).filter(|number| status_of(&book, *number, ctx.today()) == status);
                assert_eq!(numbers(&rows), expected.collect::<Vec<_>>(), "{status:?} {order:?}");
                assert!(!rows.is_empty() && rows.iter().all(|loan| loan.status == status), "{status:?}");
            }
        }
    }

    async fn a_full_last_page_has_no_next_one(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        seed_many(&ctx, 25).await;
        let page = loans::list(&ctx, &LoanQuery::default()).await.unwrap();
        assert_eq!((page.rows.len(), page.next), (25, None));
    }

    async fn an_empty_book_is_an_empty_page(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        for order in LoanOrder::ALL {
            let page = loans::list(&ctx, &LoanQuery { order, search: "x".into(), ..LoanQuery::default() }).await.unwrap();
            assert_eq!((page.rows.len(), page.next), (0, None));
        }
    }

    async fn a_loan_that_is_added_between_pages_moves_no_other(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        seed_many(&ctx, 40).await;
        let first = loans::list(&ctx, &LoanQuery::default()).await.unwrap();
        lend(&ctx, "New", "100", "2026-03-15", "1").await;
        let second = loans::list(&ctx, &LoanQuery { after: first.next, ..LoanQuery::default() }).await.unwrap();
        assert_eq!(numbers(&[first.rows, second.rows].concat()), (1..=40).collect::<Vec<_>>());
    }

    async fn a_search_ignores_case_and_accents(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        lend(&ctx, "Élie Lévy", "100", "2026-01-01", "1").await;
        lend(&ctx, "Myriam LEVY", "100", "2026-01-01", "1").await;
        lend(&ctx, "Ruth Kahn", "100", "2026-01-01", "1").await;
        for search in ["lévy", "LEVY", " levy ", "Le\u{301}vy"] {
            assert_eq!(names_found(&ctx, search).await, ["Myriam LEVY", "Élie Lévy"], "{search}");
        }
        assert_eq!(names_found(&ctx, "elie").await, ["Élie Lévy"]);
    }

    async fn a_search_takes_every_sign_literally(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        for name in ["Dan 100%", "Dan 1000", "a_b", "axb", "O'Brien", "C:\\x", "\"q\"", "x'; drop table loan; --"] {
            lend(&ctx, name, "100", "2026-01-01", "1").await;
        }
        for (search, expected) in [
            ("100%", vec!["Dan 100%"]),
            ("a_b", vec!["a_b"]),
            ("o’b", vec!["O'Brien"]),
            ("c:\\", vec!["C:\\x"]),
            ("\"q", vec!["\"q\""]),
            ("'; drop", vec!["x'; drop table loan; --"]),
            ("%%", vec![]),
            ("_x", vec![]),
            ("\0\u{1}", vec!["\"q\"", "C:\\x", "Dan 100%", "Dan 1000", "O'Brien", "a_b", "axb", "x'; drop table loan; --"]),
        ] {
            assert_eq!(names_found(&ctx, search).await, expected, "{search:?}");
        }
    }

    async fn a_number_finds_its_loan(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        for name in ["Un", "Deux", "Trois"] {
            lend(&ctx, name, "100", "2026-01-01", "1").await;
        }
        assert_eq!(names_found(&ctx, "2").await, ["Deux"]);
        assert_eq!(names_found(&ctx, "#3").await, ["Trois"]);
        for absurd in ["0", "-1", "99999999999999999999"] {
            assert!(names_found(&ctx, absurd).await.is_empty(), "{absurd}");
        }
    }

    async fn a_search_pages_too(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let book = seed_many(&ctx, 130).await;
        let of = |place: &usize| book.borrowers[*place].name.contains("Lévy");
        let expected = book.loans.iter().filter(|loan| of(&loan.borrower)).count();
        for order in LoanOrder::ALL {
            let rows = all(&ctx, LoanQuery { order, search: "levy".into(), ..LoanQuery::default() }).await;
            assert_eq!(rows.len(), expected);
            assert!(in_order(order, &rows));
        }
    }

    async fn a_cursor_that_nobody_gave_out_begins_at_the_start(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        seed_many(&ctx, 30).await;
        let first = loans::list(&ctx, &LoanQuery::default()).await.unwrap();
        let foreign = loans::list(&ctx, &LoanQuery { order: LoanOrder::Largest, ..LoanQuery::default() }).await.unwrap().next;
        for after in [Some("x".into()), Some(String::new()), Some("' or 1=1".into()), Some("\0".into()), foreign] {
            let page = loans::list(&ctx, &LoanQuery { after, ..LoanQuery::default() }).await.unwrap();
            assert_eq!(page.rows, first.rows);
        }
    }

    async fn a_loan_is_late_from_the_day_after_it_fell_due(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        lend(&ctx, "Due today", "100", "2026-02-15", "1").await;
        lend(&ctx, "Due yesterday", "100", "2026-02-14", "1").await;
        let late = LoanQuery { status: Some(LoanStatus::Late), ..LoanQuery::default() };
        let names = |rows: Vec<LoanSummary>| rows.into_iter().map(|loan| loan.borrower).collect::<Vec<_>>();
        assert_eq!(names(all(&ctx, late.clone()).await), ["Due yesterday"]);
        t.clock.advance(jiff::SignedDuration::from_hours(24));
        assert_eq!(names(all(&ctx, late).await), ["Due today", "Due yesterday"]);
    }

    async fn a_repayment_moves_a_loan_out_of_the_late_ones(t: Deployment) {
        let ctx = t.ctx("paris", Role::Member).await;
        let id = lend(&ctx, "Dan", "300", "2025-12-01", "3").await;
        let status = async || loans::list(&ctx, &LoanQuery::default()).await.unwrap().rows[0].status;
        assert_eq!(status().await, LoanStatus::Late);
        loans::repay(&ctx, id, paid("299,99", "2026-03-15")).await.unwrap();
        assert_eq!(status().await, LoanStatus::Late);
        loans::repay(&ctx, id, paid("0,01", "2026-03-15")).await.unwrap();
        assert_eq!(status().await, LoanStatus::Repaid);
    }
}
