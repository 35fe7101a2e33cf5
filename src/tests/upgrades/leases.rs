use super::{
    Steps, assert_at_head, broken_off_at, central, ended, fleet, is_done, next_version, options, some, unobserved,
};
use crate::harness::both_engines;
use jiff::SignedDuration;
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use tenantry::{
    context::Author,
    upgrades::{self, Event, Observer, Pace, Step},
};

both_engines! {
    async fn two_who_run_at_once_never_migrate_the_same(t: Deployment) {
        let tenants = fleet(&t, some(&t, 60, 16)).await;
        let (one, other) = (next_version(&t).await, next_version(&t).await);
        let (steps_of_one, steps_of_other) = (Steps::default(), Steps::default());
        let pace = Pace { at_once: 1, ..Pace::default() };
        let (observer, options) = (steps_of_one.observer(), options());
        let first = upgrades::run(&one.platform, &options, pace, &observer);
        let observer = steps_of_other.observer();
        let second = upgrades::run(&other.platform, &options, pace, &observer);
        let (first, second) = tokio::join!(first, second);
        assert!(is_done(&ended(first.unwrap())) && is_done(&ended(second.unwrap())));

        let (mine, theirs) = (steps_of_one.at(Step::Committed), steps_of_other.at(Step::Committed));
        assert!(!mine.is_empty() && !theirs.is_empty(), "both took part: {} and {}", mine.len(), theirs.len());
        assert_eq!(mine.len() + theirs.len(), tenants.len(), "each was migrated once");
        let all: BTreeSet<&String> = mine.iter().chain(&theirs).collect();
        assert_eq!(all.len(), tenants.len());
        assert_eq!(central(&t, "select count(*) from upgrade_task where attempts <> 1").await, 0);
        assert_eq!(central(&t, "select count(*) from upgrade_run").await, 1);
        assert_at_head(&one, &tenants, &[]).await;
    }

    async fn what_somebody_has_is_taken_over_once_their_lease_ran_out(t: Deployment) {
        let tenants = fleet(&t, 2).await;
        let next = next_version(&t).await;
        broken_off_at(&next, Step::Applied, options()).await;
        assert_eq!(central(&t, "select count(*) from upgrade_task where state = 'running'").await, 1);
        let observer = unobserved();
        let waits = upgrades::resume(&next.platform, Pace::default(), &Author::CommandLine, &observer);
        assert!(tokio::time::timeout(Duration::from_secs(2), waits).await.is_err(), "they may still be at work");
        assert_eq!(central(&t, "select count(*) from upgrade_task where state = 'done'").await, 0);

        next.clock.advance(SignedDuration::from_mins(1));
        let report = upgrades::resume(&next.platform, Pace::default(), &Author::CommandLine, &unobserved()).await.unwrap().unwrap();
        assert!(is_done(&report), "{report:?}");
        assert_at_head(&next, &tenants, &[]).await;
        assert_eq!(central(&t, "select max(attempts) from upgrade_task").await, 2);
    }

    async fn a_lease_is_renewed_while_the_work_goes_on(t: Deployment) {
        let tenants = fleet(&t, 1).await;
        let next = next_version(&t).await;
        let pace = Pace { lease: SignedDuration::from_secs(2), ..Pace::default() };
        let (clock, slow) = (next.clock.clone(), Steps::default());
        let seen = slow.observer();
        let observer: Observer = Arc::new(move |event| {
            if let Event::Reached { step: Step::Applied, .. } = &event {
                // Longer than two leases, while the clock goes on.
                for _ in 0..25 {
                    tokio::task::block_in_place(|| std::thread::sleep(Duration::from_millis(200)));
                    clock.advance(SignedDuration::from_millis(200));
                }
            }
            seen(event);
        });
        let working = tokio::spawn({
            let platform = next.platform.clone();
            async move { upgrades::run(&platform, &options(), pace, &observer).await }
        });
        tokio::time::sleep(Duration::from_millis(700)).await;
        let (other, steps) = (next_version(&t).await, Steps::default());
        upgrades::run(&other.platform, &options(), pace, &steps.observer()).await.unwrap();
        assert!(is_done(&ended(working.await.unwrap().unwrap())));
        assert_eq!(steps.at(Step::Claimed), Vec::<String>::new(), "nobody took it away");
        assert_at_head(&next, &tenants, &[]).await;
    }
}
