use super::{database_of, exists, last_id, meanwhile, progress, provision, request, rows_left};
use crate::{
    db::on_either,
    harness::{Deployment, both_engines},
    stock::node,
    upgrades::change_central,
};
use jiff::SignedDuration;
use std::{future::poll_fn, task::Poll, time::Duration};
use tenantry::{
    context::Author,
    platform::Platform,
    provisioning::{self, NewClone, Outcome, Step, StepReport, StepState},
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

/// Lets three minutes go by in a step, in which another node sweeps.
async fn take_long(t: &Deployment, other: &Platform, slug: &str) {
    for _ in 0..2 {
        let before = lease_of(t, slug).await;
        t.clock.advance(SignedDuration::from_secs(90));
        let mut waits = 0;
        while lease_of(t, slug).await == before {
            waits += 1;
            assert!(waits < 200, "nobody renews the lease of {slug}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(provisioning::sweep(other).await.unwrap(), 0, "{slug} is being made");
    }
}

async fn lease_of(t: &Deployment, slug: &str) -> String {
    let mut reader = t.platform.central.read().await.unwrap();
    let text = "select cast(lease_until as text) from provisioning where slug = $1";
    on_either!(&mut reader, c => sqlx::query_scalar(text).bind(slug).fetch_one(c).await).unwrap()
}

both_engines! {
    async fn a_step_that_takes_long_is_no_other_nodes_to_undo(t: Deployment) {
        provision(&t, "nord").await.unwrap();
        let other = node(&t, 0).await;
        let slowly = |slug: &'static str| {
            let (t, other) = (&t, &other);
            move |report: StepReport| {
                if (report.step, report.state) == (Step::Database, StepState::Running) {
                    meanwhile(take_long(t, other, slug));
                }
                Ok(())
            }
        };
        let copy = NewClone { slug: "sud".into(), name: None, with_members: false };
        provisioning::clone(t.platform.clone(), "nord", copy, Author::CommandLine, slowly("sud")).await.unwrap();
        provisioning::provision(t.platform.clone(), request("est"), slowly("est")).await.unwrap();
        for slug in ["sud", "est"] {
            assert!(is_open(&t, slug).await && exists(&t, &database_of(&t, slug).await).await, "{slug}");
            assert_eq!(progress(&t, last_id(&t, slug).await).await.outcome, Outcome::Done, "{slug}");
        }
    }

    async fn what_another_node_has_taken_is_never_opened(t: Deployment) {
        let taken = |report: StepReport| {
            if (report.step, report.state) == (Step::Activate, StepState::Running) {
                meanwhile(change_central(&t, "update provisioning set lease_owner = 'another node'"));
            }
            Ok(())
        };
        let error = provisioning::provision(t.platform.clone(), request("nord"), taken).await.unwrap_err();
        assert!(error.with_causes().contains("taken for dead"), "{}", error.with_causes());
        assert!(!is_open(&t, "nord").await && rows_left(&t).await == 0);
    }

    async fn what_was_taken_for_dead_leaves_nothing_when_it_wakes_up(t: Deployment) {
        let other = node(&t, 0).await;
        let mut database = None;
        // It sleeps for so long that nobody can tell it from one that died, and wakes up before its last step.
        let sleeps = |report: StepReport| {
            if (report.step, report.state) == (Step::Activate, StepState::Running) {
                database = Some(meanwhile(database_of(&t, "nord")));
                while meanwhile(provisioning::sweep(&other)).unwrap() == 0 {
                    t.clock.advance(SignedDuration::from_mins(3));
                }
            }
            Ok(())
        };
        provisioning::provision(t.platform.clone(), request("nord"), sleeps).await.unwrap_err();
        assert_eq!(rows_left(&t).await, 0);
        assert!(!exists(&t, &database.unwrap()).await);
        assert_eq!(progress(&t, last_id(&t, "nord").await).await.outcome, Outcome::Failed);
        provision(&t, "nord").await.unwrap();
    }

    async fn what_an_older_program_left_is_undone_once_it_is_old(t: Deployment) {
        crashed_at(&t, "nord", Step::Brand).await;
        change_central(&t, "update provisioning set lease_owner = null, lease_until = null").await;
        assert_eq!(provisioning::sweep(&t.platform).await.unwrap(), 0, "it might still be at work");
        t.clock.advance(SignedDuration::from_mins(3));
        assert_eq!(provisioning::sweep(&t.platform).await.unwrap(), 1);
    }

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

    async fn what_a_crash_left_is_undone_once_nobody_holds_it(t: Deployment) {
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
