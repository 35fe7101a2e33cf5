//! Slow statements in the log: whose they are.

use crate::{
    app::TestApp,
    harness::{Deployment, both_engines},
    log,
};
use axum::routing::get;
use std::time::Duration;
use tenantry::{
    access::Role,
    db::log_slower_than,
    loans::{self, LoanQuery},
};

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

    async fn what_a_request_times_out_at_is_told_with_the_organisation(t: Deployment) {
        let deployment = Deployment::start_with(t.engine, |config| config.server.request_timeout_seconds = 2).await;
        let ctx = deployment.ctx("paris", Role::Owner).await;
        let endless = move || {
            let ctx = ctx.clone();
            async move {
                while loans::list(&ctx, &LoanQuery::default()).await.is_ok() {}
            }
        };
        let app = TestApp::start_with(deployment, |routes| routes.route("/endless", get(endless))).await;
        let mut owner = app.tenant("paris").await.signed_in_as(Role::Owner).await;
        log::keep();
        log_slower_than(Duration::ZERO);
        for _ in 0..5 {
            assert_eq!(owner.get("/endless").await.status, 408);
            if line("given up").is_some() {
                break;
            }
        }
        log_slower_than(Duration::from_hours(1));
        let line = line("given up").expect("it is told");
        assert!(line.contains("request{") && line.contains("tenant=\"paris\""), "{line}");
        let _ = std::fs::remove_dir_all(&app.deployment.directory);
    }
}
