//! Processes that are killed at every step: while they fill the stock, while they clear it, and while they make an
//! organisation of what they took. The test's own program, started again, is the process that dies.

use super::{database_of, names, node_at, program, provision, standing, tend, traces};
use crate::{
    db::on_either,
    harness::{Deployment, placed, society},
    victims::{self, die, point, told},
};
use jiff::SignedDuration;
use std::{path::Path, sync::Arc, time::Duration};
use tenantry::{
    clock::Clock,
    platform::Platform,
    provisioning::{self, StepReport, StepState},
    servers::Placement,
    stock::{self, Observer, Pace, Step},
};

/// Short, so that who goes on needn't wait long for what the dead one had.
const PACE: Pace = Pace { lease: SignedDuration::from_millis(300), patience: Duration::from_mins(1) };

mod a_stock_survives_being_killed_at_every_step {
    use super::*;

    async fn test(t: Deployment) {
        let (holds_one, holds_none) = (node_at(&t, 1, Clock::system()).await, node_at(&t, 0, Clock::system()).await);
        for step in Step::ALL {
            let clears = matches!(step, Step::Condemned | Step::Removed);
            if clears {
                tend(&holds_one).await;
            }
            killed(&t, "tend", &format!("{step:?}"), u32::from(!clears)).await;
            let left = names(&t).await;
            assert_eq!(left.len(), 1, "{step:?}: every name is noted while there may be anything of it");
            if step == Step::Ready {
                provision(&holds_one, "nord").await;
                assert_eq!(database_of(&t, "nord").await.as_ref(), Some(&left[0]));
                continue;
            }
            tokio::time::sleep(Duration::from_millis(400)).await;
            assert_eq!(tend(&holds_none).await.swept, 1, "{step:?}");
            assert_eq!((names(&t).await.len(), traces(&t, &left[0]).await), (0, 0), "{step:?}");
        }
    }

    placed! { test
        sqlite: Sqlite, Sqlite;
        postgres_database: Postgres, PostgresDatabase;
        postgres_schema: Postgres, PostgresSchema;
        postgres_server: Sqlite, PostgresServer;
    }
}

mod what_a_dead_sign_up_took_is_nobody_elses {
    use super::*;

    async fn test(t: Deployment) {
        let now = node_at(&t, 2, Clock::system()).await;
        sign_ups_die(&t, &now, true).await;
        assert_eq!(standing(&now).await.misses, 0, "what was left could always be taken");
    }

    placed! { test
        sqlite: Sqlite, Sqlite;
        postgres_database: Postgres, PostgresDatabase;
        postgres_schema: Postgres, PostgresSchema;
    }
}

mod a_dead_sign_up_leaves_nothing_when_nothing_was_ready_for_it {
    use super::*;

    async fn test(t: Deployment) {
        sign_ups_die(&t, &node_at(&t, 0, Clock::system()).await, false).await;
    }

    placed! { test
        sqlite: Sqlite, Sqlite;
        postgres_database: Postgres, PostgresDatabase;
        postgres_schema: Postgres, PostgresSchema;
        postgres_server: Sqlite, PostgresServer;
    }
}

/// Kills one sign-up at the end of each step, and sweeps behind it.
async fn sign_ups_die(t: &Deployment, now: &Arc<Platform>, is_stocked: bool) {
    use provisioning::Step;
    for step in Step::ALL {
        tend(now).await;
        let (ahead, slug) = (names(t).await, format!("house-{}", step.name()));
        killed(t, &slug, step.name(), 2).await;
        // What died counts as dead after two minutes.
        let in_a_while = Clock::system().now() + SignedDuration::from_mins(3);
        let later = node_at(t, 2, Clock::manual(in_a_while)).await;
        let (taken, left) = (database_of(t, &slug).await, names(t).await);
        let Some(taken) = taken else {
            assert_eq!((step, left), (Step::Validate, ahead), "nothing was taken yet");
            assert_eq!(provisioning::sweep(&later).await.unwrap(), 0);
            continue;
        };
        assert_eq!((ahead.contains(&taken), left.contains(&taken)), (is_stocked, false), "{step:?}");
        assert_eq!(left.len() + usize::from(is_stocked), ahead.len(), "{step:?}");
        tend(now).await;
        let is_there = is_stocked || step != Step::Reserve;
        assert_eq!(
            traces(t, &taken).await > 0,
            is_there,
            "{step:?}: it is an organisation’s, and not the stock’s to remove"
        );
        let is_whole = step == Step::Activate;
        assert_eq!(outcome(t, &slug).await, if is_whole { "done" } else { "running" }, "{step:?}");
        assert_eq!(provisioning::sweep(&later).await.unwrap(), usize::from(!is_whole), "{step:?}");
        if is_whole {
            assert!(database_of(t, &slug).await.is_some() && traces(t, &taken).await > 0);
            continue;
        }
        assert_eq!((database_of(t, &slug).await, traces(t, &taken).await), (None, 0), "{step:?}");
        provision(now, &slug).await;
    }
}

/// What the record says of the one sign-up for a slug.
async fn outcome(t: &Deployment, slug: &str) -> String {
    let mut reader = t.platform.central.read().await.unwrap();
    let text = "select outcome from provisioning where slug = $1";
    on_either!(&mut reader, c => sqlx::query_scalar(text).bind(slug).fetch_one(c).await).unwrap()
}

/// Starts a process that dies the moment it comes to the step, while it tends a stock of so many or makes an organisation.
async fn killed(t: &Deployment, what: &str, step: &str, held: u32) {
    let (directory, placement) = (t.directory.to_string_lossy(), t.placement().to_string());
    victims::killed(t, "stock::kills::victim", &[&*directory, &placement, &held.to_string(), what, step]).await;
}

/// Not a test of its own: the program that is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it is the child process of the tests above"]
async fn victim() {
    let Some((location, [directory, placement, held, what, step])) = told() else { return };
    let placement: Placement = placement.parse().unwrap();
    let platform = program(location, Path::new(&directory), placement, held.parse().unwrap(), Clock::system()).await;
    if what == "tend" {
        let at = point(Step::ALL, &step);
        let observer: Observer = Arc::new(move |reached| {
            if reached == at {
                die();
            }
        });
        drop(stock::tend(&platform, PACE, &observer).await);
        return;
    }
    let at: provisioning::Step = step.parse().unwrap();
    let observe = move |report: StepReport| {
        if (report.step, report.state) == (at, StepState::Done) {
            die();
        }
        Ok(())
    };
    drop(provisioning::provision(platform, society(&what), observe).await);
}
