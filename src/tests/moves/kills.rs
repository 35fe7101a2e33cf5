//! Processes that are killed at every step of a move, and what becomes of the organisation: it works in exactly one place.
//! The test's own program, started again, is the process that dies.

use super::{content, lend, other, tenant, to};
use crate::{
    harness::{Deployment, both_engines},
    lending::three_instalments,
    victims::{die, killed, point, told},
};
use jiff::SignedDuration;
use std::{sync::Arc, time::Duration};
use tenantry::{
    access::Role,
    clock::Clock,
    config::Config,
    context::Author,
    db::Location,
    fault::Kind,
    loans::{self, NewLoan},
    moves::{self, Event, MoveState, Observer, Pace, Step},
    platform::Platform,
    random::Random,
    servers::Placement,
    users::Passwords,
};

/// Short, so that who goes on needn't wait long for what the dead one had.
const PACE: Pace =
    Pace { lease: SignedDuration::from_millis(600), hearing: Duration::ZERO, patience: Duration::from_secs(20) };

async fn program(location: Location, directory: &str) -> Arc<Platform> {
    let mut config = Config::for_tests(location, "http://tenantry.test:3000");
    config.database.directory = format!("{directory}/data").into();
    config.database.key_file = format!("{directory}/tenantry.key").into();
    Platform::open_with(config, Clock::system(), Random::system(), Passwords::for_tests()).await.unwrap()
}

both_engines! {
    async fn an_organisation_works_in_one_place_wherever_its_move_died(t: Deployment) {
        t.register("elsewhere", "here", 1_000).await;
        let next = program(t.platform.lifecycle.location().clone(), &t.directory.to_string_lossy()).await;
        let away = other(&t);
        for (number, step) in Step::ALL.into_iter().enumerate() {
            let slug = format!("house-{number}");
            let before = t.tenant(&slug).await;
            lend(&t, &slug, "Ruth").await;
            let rows = content(&t.platform, &before).await;
            killed_at(&t, &slug, away, step).await;

            let record = moves::of_tenant(&next, &slug).await.unwrap().remove(0);
            let has_moved = step == Step::Switched;
            assert_eq!(record.state.is_under_way(), !has_moved, "{step:?}");
            gone_on_with(&next, &slug, step).await;
            let record = moves::of_tenant(&next, &slug).await.unwrap().remove(0);
            let now = tenant(&next, &slug).await;
            let expected = if has_moved { (MoveState::Moved, away) } else { (MoveState::Undone, t.placement()) };
            assert_eq!((record.state, now.home().placement()), expected, "{step:?}");
            assert_eq!(content(&next, &now).await, rows, "{step:?}");
            // It can be worked on, and in one place alone.
            let actor = t.member(&now, Role::Owner).await;
            let ctx = next.enter(&now, actor.clone()).await.unwrap();
            let form = NewLoan { amount: "30".into(), ..three_instalments("After") };
            loans::create(&ctx, form.clone()).await.unwrap_or_else(|error| panic!("{step:?}: {}", error.with_causes()));
            if has_moved {
                // A process that heard of nothing still has the old place open.
                let stale = t.platform.enter(&before, actor).await.unwrap();
                let refused = loans::create(&stale, form).await.unwrap_err();
                assert_eq!(refused.kind(), Kind::Unavailable { seconds: 2 }, "{}", refused.with_causes());
                assert_eq!(content(&t.platform, &before).await, rows);
                t.platform.fleet.close(before.id).await;
            } else {
                let left = moves::targets_left(&next, &slug).await.unwrap();
                assert_eq!(left, Vec::<String>::new(), "{step:?}: something is left at the other place");
            }
            next.fleet.close(now.id).await;
        }
    }
}

/// Somebody else takes it back, or removes what is left, when the dead one's lease has run out.
async fn gone_on_with(next: &Arc<Platform>, slug: &str, step: Step) {
    for _ in 0..100 {
        moves::attend_all(next, PACE).await.unwrap();
        let record = moves::of_tenant(next, slug).await.unwrap().remove(0);
        if !record.state.is_under_way() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{step:?}: nobody could go on with {slug}");
}

/// Starts a process that dies the moment it comes to the step.
async fn killed_at(t: &Deployment, slug: &str, away: Placement, step: Step) {
    let directory = t.directory.to_string_lossy();
    killed(t, "moves::kills::victim", &[&*directory, slug, &away.to_string(), &format!("{step:?}")]).await;
}

/// Not a test of its own: the program that is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it is the child process of the test above"]
async fn victim() {
    let Some((location, [directory, slug, away, step])) = told() else { return };
    let platform = program(location, &directory).await;
    let at = point(Step::ALL, &step);
    let observer: Observer = Arc::new(move |event| {
        if matches!(event, Event::Reached(reached) if reached == at) {
            die();
        }
    });
    let to = to(away.parse().unwrap());
    drop(moves::move_tenant(&platform, &slug, &to, &Author::CommandLine, PACE, &observer).await);
}
