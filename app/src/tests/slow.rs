//! Slow statements in the log: whose they are.

use crate::{app::TestApp, harness::both_engines, log};
use std::time::Duration;
use tenantry::{access::Role, db::log_slower_than};

/// A line that tells of a statement of the list of loans which ended so.
fn line(outcome: &str) -> Option<String> {
    let outcome = format!("outcome=\"{outcome}\"");
    let kept = log::kept();
    let mut slow =
        kept.lines().filter(|line| line.contains("slow statement") && line.contains("tenantry::loans::list:"));
    slow.find(|line| line.contains(&outcome)).map(str::to_owned)
}

both_engines! {
    async fn a_requests_statement_is_told_with_the_organisation(t: Deployment) {
        let app = TestApp::start(t).await;
        let paris = app.tenant("paris").await;
        let mut owner = paris.signed_in_as(Role::Owner).await;
        log::keep();
        log_slower_than(Duration::ZERO);
        assert_eq!(owner.get("/loans").await.status, 200);
        log_slower_than(Duration::from_hours(1));
        let line = line("done").expect("it is told");
        let database = format!("database=\"{}\"", paris.tenant.database());
        for part in ["request{", "tenant=\"paris\"", "milliseconds=", &database] {
            assert!(line.contains(part), "{part} in {line}");
        }
    }
}
