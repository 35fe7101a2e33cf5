//! Processes that are killed at every step of an export and of a removal, and one that goes on. The test's own program,
//! started again, is the process that dies.

use super::{exported_files, inhabited, traces};
use crate::{
    db::on_either,
    harness::{Deployment, both_engines},
    victims::{die, killed, point, told},
};
use jiff::SignedDuration;
use std::{sync::Arc, time::Duration};
use tenantry::{
    clock::Clock,
    config::Config,
    context::Author,
    db::Location,
    deletions::{self, Attended, NewDeletion, Observer, Pace, Step, unobserved},
    platform::Platform,
    random::Random,
    tenants,
    users::Passwords,
};

/// Short, so that who goes on needn't wait long for what the dead one had.
const PACE: Pace = Pace { lease: SignedDuration::from_millis(600), patience: Duration::from_secs(20) };

async fn program(location: Location, exports: &str) -> Arc<Platform> {
    let mut config = Config::for_tests(location, "http://tenantry.test:3000");
    config.deletion.exports = exports.into();
    Platform::open_with(config, Clock::system(), Random::system(), Passwords::for_tests()).await.unwrap()
}

both_engines! {
    async fn a_removal_survives_being_killed_at_every_step(t: Deployment) {
        let location = t.platform.lifecycle.location().clone();
        let next = program(location, &t.directory.join("exports").to_string_lossy()).await;
        let lyon = inhabited(&t, "lyon").await;
        // One that dies once, at each of the steps.
        for (number, step) in Step::ALL.into_iter().enumerate() {
            let slug = format!("house-{number}");
            let tenant = inhabited(&t, &slug).await;
            t.platform.fleet.close(tenant.id).await;
            let new = NewDeletion { grace: Some(SignedDuration::ZERO), ..NewDeletion::default() };
            deletions::delete(&next, &slug, &new, &Author::CommandLine).await.unwrap();
            killed_at(&t, &slug, step).await;
            let is_there = tenants::find(&next, &slug).await.unwrap().is_some();
            assert_eq!(is_there, step != Step::Erased, "{step:?}");
            gone_on_with(&next, &slug, step).await;
            assert!(traces(&t, &tenant).await.is_empty(), "{step:?}: {:?}", traces(&t, &tenant).await);
            let proof = deletions::find_erasure(&next, &slug).await.unwrap().unwrap_or_else(|| panic!("{step:?}: no proof"));
            assert_eq!((proof.removed.tables["loan"], proof.removed.unreadable.as_deref()), (1, None), "{step:?}");
            assert!(!proof.removed.traces.is_empty(), "{step:?}");
        }
        // One that dies at each of them, one after the other.
        let tenant = inhabited(&t, "unlucky").await;
        t.platform.fleet.close(tenant.id).await;
        let new = NewDeletion { grace: Some(SignedDuration::ZERO), ..NewDeletion::default() };
        deletions::delete(&next, "unlucky", &new, &Author::CommandLine).await.unwrap();
        for step in Step::ALL {
            killed_at(&t, "unlucky", step).await;
            tokio::time::sleep(Duration::from_millis(700)).await;
        }
        gone_on_with(&next, "unlucky", Step::Erased).await;
        assert!(traces(&t, &tenant).await.is_empty());

        assert_eq!(deletions::erasures(&next).await.unwrap().len(), Step::ALL.len() + 1, "one proof of each");
        let mut reader = next.central.read().await.unwrap();
        let left: i64 = on_either!(&mut reader, c => sqlx::query_scalar("select (select count(*) from deletion) + (select count(*) from tenant where slug <> 'lyon')").fetch_one(c).await).unwrap();
        assert_eq!(left, 0);
        assert!(!traces(&t, &lyon).await.is_empty());
        let files = exported_files(&t);
        assert_eq!(files.len(), Step::ALL.len() + 1, "one export of each and no draft: {files:?}");
    }
}

async fn gone_on_with(next: &Arc<Platform>, slug: &str, step: Step) {
    // What the dead one had is taken over when its lease has run out.
    for _ in 0..100 {
        let done = deletions::attend(next, slug, &Author::Housekeeping, PACE, &unobserved()).await;
        match done.unwrap_or_else(|error| panic!("{step:?}: {}", error.with_causes())) {
            Attended::Erased(_) => return,
            Attended::Nothing if tenants::find(next, slug).await.unwrap().is_none() => return,
            _ => tokio::time::sleep(Duration::from_millis(100)).await,
        }
    }
    panic!("{step:?}: nobody could go on with {slug}");
}

/// Starts a process that dies the moment it comes to the step.
async fn killed_at(t: &Deployment, slug: &str, step: Step) {
    let exports = t.directory.join("exports");
    killed(t, "deletions::kills::victim", &[&*exports.to_string_lossy(), slug, &format!("{step:?}")]).await;
}

/// Not a test of its own: the program that is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it is the child process of the test above"]
async fn victim() {
    let Some((location, [exports, slug, step])) = told() else { return };
    let platform = program(location, &exports).await;
    let at = point(Step::ALL, &step);
    let observer: Observer = Arc::new(move |_, reached| {
        if reached == at {
            die();
        }
    });
    drop(deletions::attend(&platform, &slug, &Author::Housekeeping, PACE, &observer).await);
}
