//! Pages that are made at the same moment, and requests whose clients go away in the middle: nothing of one is in another, and
//! nothing of them stays behind.

use super::{SECRET, Twins};
use crate::{app::TestApp, client::Browser, harness::both_engines};
use std::time::Duration;
use tenantry::{
    access::Role,
    loans::{self, LoanQuery},
    random::Random,
};
use tokio::{task::JoinSet, time::timeout};

const PAGES: [&str; 4] = ["/", "/loans", "/members", "/settings/organisation"];
/// Half of them in each: none is sent away for the others.
const AT_ONCE: u64 = 6;
const EACH: u64 = 6;
const CANCELLED: u64 = 400;
const OWN: &str = "PARISSECRET";

/// Asks for one page after the other; of some it leaves before they came.
async fn reads(mut browser: Browser, random: Random, own: &'static str, other: &'static str) -> u64 {
    let mut read = 0;
    for number in 0..EACH {
        let page = PAGES[usize::try_from(random.below(4)).unwrap()];
        if number % 3 == 2 {
            let patience = Duration::from_micros(random.below(30_000));
            drop(timeout(patience, browser.clone().get(page)).await);
            continue;
        }
        let answer = browser.get(page).await;
        assert_eq!(answer.status, 200, "{page}: {}", answer.body);
        assert!(answer.says(own) && !answer.says(other), "{page} of {own}:\n{}", answer.body);
        read += 1;
    }
    read
}

both_engines! {
    async fn pages_that_are_made_at_once_show_each_their_own(t: Deployment) {
        let app = TestApp::start(t).await;
        let twins = Twins::of(&app).await;
        let (paris, lyon) = (twins.paris.signed_in_as(Role::Owner).await, twins.lyon.signed_in_as(Role::Owner).await);
        let mut reading = JoinSet::new();
        for seed in 0..AT_ONCE {
            let random = Random::seeded(seed);
            if seed % 2 == 0 {
                reading.spawn(reads(paris.clone(), random, OWN, SECRET));
            } else {
                reading.spawn(reads(lyon.clone(), random, SECRET, OWN));
            }
        }
        let read: u64 = reading.join_all().await.into_iter().sum();
        assert_eq!(read, AT_ONCE * (EACH - EACH / 3), "all that were waited for");
    }

    async fn requests_whose_clients_went_away_leave_nothing(t: Deployment) {
        let app = TestApp::start(t).await;
        let twins = Twins::of(&app).await;
        let paris = twins.paris.signed_in_as(Role::Owner).await;
        let fields = [("borrower_name", "Gone"), ("amount", "100"), ("starts_on", "2026-02-01"), ("instalments", "2")];
        let mut gone = JoinSet::new();
        for number in 0..CANCELLED {
            let (mut browser, patience) = (paris.clone(), Duration::from_micros(Random::seeded(number).below(15_000)));
            gone.spawn(async move {
                let request = async {
                    if number % 2 == 0 { browser.get("/loans").await } else { browser.call("/api/loans/create", &fields).await }
                };
                timeout(patience, request).await.is_err()
            });
        }
        let cancelled = gone.join_all().await.into_iter().filter(|is| *is).count();
        assert!(cancelled > 100, "only {cancelled} were cancelled");
        // What was begun is done though nobody waits for it.
        let settled = async {
            while paris.clone().get("/loans").await.status != 200 {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        timeout(Duration::from_secs(20), settled).await.expect("it is served again");
        let ctx = app.deployment.ctx("paris", Role::Owner).await;
        let query = LoanQuery { search: "Gone".into(), ..LoanQuery::default() };
        let made = loans::list(&ctx, &query).await.unwrap().rows;
        assert!(made.iter().all(|loan| loan.amount == 10_000), "each is whole or isn’t there");
        // A transaction that was left open on a connection would swallow what its next borrower writes.
        for _ in 0..8 {
            let one_more = paris.clone().call("/api/loans/create", &fields).await;
            let page = one_more.leads_to().unwrap_or_else(|| panic!("it leads to the loan: {one_more:?}"));
            let shown = paris.clone().get(page).await;
            assert!(shown.status == 200 && shown.says("Gone"), "{page}: {shown:?}");
        }
    }
}
