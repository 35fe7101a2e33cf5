//! The log of slow statements. Requests are the product's tests', jobs those of the jobs.

use crate::{fleet::dropped_at_pause, harness::both_engines, log};
use std::time::Duration;
use tenantry::{
    access::Role,
    db::log_slower_than,
    loans::{self, LoanQuery},
};

/// Lines of the log that tell of a slow statement of the list of loans.
fn lines() -> Vec<String> {
    let kept = log::kept();
    let slow = kept.lines().filter(|line| line.contains("slow statement"));
    slow.filter(|line| line.contains("statement=\"tenantry::loans::list:")).map(str::to_owned).collect()
}

fn milliseconds(line: &str) -> f64 {
    let (_, rest) = line.split_once("milliseconds=").unwrap_or_else(|| panic!("{line}"));
    rest.split(' ').next().unwrap().parse().unwrap_or_else(|_| panic!("{line}"))
}

both_engines! {
    async fn one_is_told_with_its_place_its_database_and_its_time(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        log::keep();
        log_slower_than(Duration::from_hours(1));
        loans::list(&ctx, &LoanQuery::default()).await.unwrap();
        assert_eq!(lines(), [""; 0], "it isn't slow");
        log_slower_than(Duration::ZERO);
        loans::list(&ctx, &LoanQuery::default()).await.unwrap();
        log_slower_than(Duration::from_hours(1));
        let lines = lines();
        let line = lines.first().expect("it is told");
        assert!(line.contains(&format!("database=\"{}\"", ctx.tenant.database())), "{line}");
        assert!(line.contains("outcome=\"done\"") && milliseconds(line) > 0.0, "{line}");
        assert!(!line.contains("select"), "what somebody typed could be in a statement: {line}");
    }

    async fn one_that_nobody_waits_for_any_more_is_told_as_well(t: Deployment) {
        let ctx = t.ctx("paris", Role::Owner).await;
        log::keep();
        log_slower_than(Duration::ZERO);
        let given_up = || lines().into_iter().find(|line| line.contains("outcome=\"given up\""));
        // Where it pauses, and whether it pauses at all before the answer is there, is the machine's affair.
        for attempt in 0..2_000 {
            dropped_at_pause(attempt % 8, loans::list(&ctx, &LoanQuery::default())).await;
            if given_up().is_some() {
                break;
            }
        }
        log_slower_than(Duration::from_hours(1));
        let line = given_up().expect("the slowest are those that are given up");
        assert!(line.contains(&format!("database=\"{}\"", ctx.tenant.database())), "{line}");
        assert!(milliseconds(&line) > 0.0, "{line}");
    }
}
