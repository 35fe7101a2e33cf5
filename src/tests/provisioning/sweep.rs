use super::{database_of, exists, last_id, progress, provision, request, rows_left};
use crate::harness::{Deployment, both_engines};
use jiff::SignedDuration;
use std::{future::poll_fn, task::Poll};
use tenantry::{
    provisioning::{self, Outcome, Step, StepState},
    tenants::{self, TenantStatus},
};

/// Begins a provisioning whose process dies at a step: nothing behind that moment runs, and nothing is put in order.
async fn crashed_at(t: &Deployment, slug: &'static str, step: Step) -> String {
    let platform = t.platform.clone();
    let task = tokio::spawn(async move {
        let observe = move |report: provisioning::StepReport| {
            if (report.step, report.state) == (step, StepState::Running) {
                std::panic::resume_unwind(Box::new("the process dies"));
            }
            Ok(())
        };
        drop(provisioning::provision(platform, request(slug), observe).await);
    });
    assert!(task.await.unwrap_err().is_panic());
    database_of(t, slug).await
}

async fn is_open(t: &Deployment, slug: &str) -> bool {
    tenants::find(&t.platform, slug).await.unwrap().is_some_and(|tenant| tenant.status == TenantStatus::Active)
}

both_engines! {
    async fn who_dies_the_moment_it_is_open_has_said_so(t: Deployment) {
        let mut making = Box::pin(provision(&t, "nord"));
        while !is_open(&t, "nord").await {
            let goes_on = poll_fn(|context| Poll::Ready(making.as_mut().poll(context).is_pending())).await;
            assert!(goes_on || is_open(&t, "nord").await);
        }
        // The process is gone: nothing behind that moment runs.
        drop(making);
        let progress = progress(&t, last_id(&t, "nord").await).await;
        assert_eq!(progress.outcome, Outcome::Done);
        assert!(progress.steps.iter().all(|report| report.state == StepState::Done), "{:?}", progress.steps);
        t.clock.advance(SignedDuration::from_mins(3));
        assert_eq!(provisioning::sweep(&t.platform).await.unwrap(), 0);
        assert!(is_open(&t, "nord").await);
    }

    async fn what_a_crash_left_is_undone_once_it_is_old(t: Deployment) {
        let database = crashed_at(&t, "nord", Step::Administrator).await;
        let id = last_id(&t, "nord").await;
        assert!(rows_left(&t).await > 0 && exists(&t, &database).await, "something was left half-way");
        assert_eq!(provisioning::sweep(&t.platform).await.unwrap(), 0, "it might still be at work");
        t.clock.advance(SignedDuration::from_mins(3));
        assert_eq!(provisioning::sweep(&t.platform).await.unwrap(), 1);
        assert_eq!(rows_left(&t).await, 0);
        assert!(!exists(&t, &database).await);
        let progress = progress(&t, id).await;
        assert_eq!(progress.outcome, Outcome::Failed);
        let state = |step| progress.steps.iter().find(|report| report.step == step).unwrap().state;
        assert_eq!(state(Step::Database), StepState::Undone);
        assert_eq!(state(Step::Administrator), StepState::Failed);
        assert_eq!(state(Step::Activate), StepState::Waiting);
        assert_eq!(provisioning::sweep(&t.platform).await.unwrap(), 0);
    }

    async fn who_tries_again_neednt_wait_for_the_sweep(t: Deployment) {
        let database = crashed_at(&t, "nord", Step::Modules).await;
        provision(&t, "nord").await.unwrap_err();
        t.clock.advance(SignedDuration::from_mins(3));
        provision(&t, "nord").await.unwrap();
        assert!(!exists(&t, &database).await);
        assert_ne!(database_of(&t, "nord").await, database);
    }

    async fn what_is_whole_is_never_swept(t: Deployment) {
        provision(&t, "nord").await.unwrap();
        provision(&t, "sud").await.unwrap();
        tenants::suspend(&t.platform, "sud", "Unpaid", &tenantry::context::Author::CommandLine).await.unwrap();
        t.clock.advance(SignedDuration::from_hours(24 * 365));
        assert_eq!(provisioning::sweep(&t.platform).await.unwrap(), 0);
        assert_eq!(tenants::all(&t.platform).await.unwrap().len(), 2);
    }
}
