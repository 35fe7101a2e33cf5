use super::{lend, moved_to, on, tenant, to};
use crate::{
    harness::{Engine, both_engines},
    lending::three_instalments,
};
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};
use tenantry::{
    access::Role,
    context::Actor,
    fault::Kind,
    ids::LoanId,
    loans::{self, LoanQuery, NewLoan, NewRepayment},
    platform::Platform,
    servers::Placement,
};

/// What people were told that it was done.
#[derive(Default)]
struct Told {
    loans: AtomicU64,
    repaid: AtomicU64,
    refused: AtomicU64,
}

/// Lends and takes repayments until it is told to stop; each time with what is known of the organisation then, as a
/// request would. Who is refused while nobody may write tries again.
async fn works(platform: Arc<Platform>, actor: Actor, number: u64, told: Arc<Told>, stop: Arc<AtomicBool>) {
    for round in 0_u64.. {
        if stop.load(Ordering::Relaxed) {
            return;
        }
        let ctx = platform.enter(&tenant(&platform, "paris").await, actor.clone()).await.unwrap();
        let form = NewLoan { amount: "30".into(), ..three_instalments(format!("Writer {number}-{round}")) };
        let loan = match loans::create(&ctx, form).await {
            Ok(loan) => loan,
            Err(error) if matches!(error.kind(), Kind::Unavailable { .. }) => {
                told.refused.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(5)).await;
                continue;
            }
            Err(error) => panic!("{}", error.with_causes()),
        };
        told.loans.fetch_add(1, Ordering::Relaxed);
        repays(&platform, &actor, loan, &told).await;
    }
}

async fn repays(platform: &Arc<Platform>, actor: &Actor, loan: LoanId, told: &Told) {
    loop {
        let ctx = platform.enter(&tenant(platform, "paris").await, actor.clone()).await.unwrap();
        let form = NewRepayment { amount: "10".into(), paid_on: "2026-03-01".into(), ..NewRepayment::default() };
        match loans::repay(&ctx, loan, form).await {
            Ok(()) => {
                told.repaid.fetch_add(1, Ordering::Relaxed);
                return;
            }
            Err(error) if matches!(error.kind(), Kind::Unavailable { .. }) => {
                told.refused.fetch_add(1, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            Err(error) => panic!("a loan that was acknowledged can't be repaid: {}", error.with_causes()),
        }
    }
}

both_engines! {
    async fn what_is_written_during_a_move_is_neither_lost_nor_doubled(t: Deployment) {
        let paris = t.tenant("paris").await;
        let actor = t.member(&paris, Role::Owner).await;
        t.register("elsewhere", "here", 1_000).await;
        for number in 0..200 {
            lend(&t, "paris", &format!("Before {number}")).await;
        }
        let (told, stop) = (Arc::<Told>::default(), Arc::<AtomicBool>::default());
        let writers: Vec<_> = (0..4)
            .map(|number| tokio::spawn(works(t.platform.clone(), actor.clone(), number, told.clone(), stop.clone())))
            .collect();
        t.register("further", "there", 1_000).await;
        // From each kind of place to another of its kind or of another engine.
        let places = match t.engine {
            Engine::Sqlite => [Placement::PostgresSchema, Placement::PostgresDatabase],
            Engine::Postgres => [Placement::PostgresSchema, Placement::Sqlite],
        };
        let places = [to(places[0]), to(places[1]), on("elsewhere"), on("further")];
        for place in &places {
            let before = told.loans.load(Ordering::Relaxed);
            moved_to(&t, "paris", place).await;
            // They go on at the new place.
            let at_the_switch = told.loans.load(Ordering::Relaxed);
            while told.loans.load(Ordering::Relaxed) < at_the_switch + 5 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            assert!(at_the_switch > before, "nobody wrote while it moved to {place:?}");
        }
        stop.store(true, Ordering::Relaxed);
        for writer in writers {
            writer.await.unwrap();
        }
        let (lent, repaid) = (told.loans.load(Ordering::Relaxed), told.repaid.load(Ordering::Relaxed));
        assert_eq!(lent, repaid);
        let ctx = t.platform.enter(&tenant(&t.platform, "paris").await, actor).await.unwrap();
        let mut query = LoanQuery::default();
        let mut seen = std::collections::BTreeMap::<String, i64>::new();
        loop {
            let page = loans::list(&ctx, &query).await.unwrap();
            for loan in page.rows {
                let of_writer = loan.borrower.starts_with("Writer");
                assert_eq!(seen.insert(loan.borrower.clone(), loan.repaid), None, "{} twice", loan.borrower);
                assert_eq!(loan.repaid, if of_writer { 1_000 } else { 0 }, "{}", loan.borrower);
            }
            query.after = page.next;
            if query.after.is_none() {
                break;
            }
        }
        assert_eq!(seen.len() as u64, lent + 200, "{} were refused meanwhile", told.refused.load(Ordering::Relaxed));
    }
}
