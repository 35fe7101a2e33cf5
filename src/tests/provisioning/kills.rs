//! Processes that are killed while they copy an organisation: at the end of each step, and in the middle of the copy. The test's
//! own program, started again, is the process that dies.

use super::{exists, last_id, progress};
use crate::{
    db::on_either,
    harness::{Deployment, placed, society},
    stock::{program, traces},
    upgrades::by_hand,
    victims::{self, die, told},
};
use jiff::SignedDuration;
use std::{path::Path, sync::Arc};
use tenantry::{
    clock::Clock,
    context::Author,
    platform::Platform,
    provisioning::{self, NewClone, Outcome, Step, StepReport, StepState},
};

/// Ten megabytes.
const MUCH: &str = "insert into setting (key, value, updated_at)
    with recursive number(n) as (select 1 union all select n + 1 from number where n < 10000)
    select 'key ' || n, hex(randomblob(500)), '2026-03-15T12:00:00Z' from number";

/// One of the deployment's processes, whose clock is so far ahead.
async fn node(t: &Deployment, ahead: SignedDuration) -> Arc<Platform> {
    let clock = if ahead.is_zero() { Clock::system() } else { Clock::manual(Clock::system().now() + ahead) };
    program(t.platform.lifecycle.location().clone(), &t.directory, t.placement(), 0, clock).await
}

/// A node with an organisation that can be copied.
async fn with_origin(t: &Deployment) -> Arc<Platform> {
    let now = node(t, SignedDuration::ZERO).await;
    provisioning::provision(now.clone(), society("nord"), |_| Ok(())).await.unwrap();
    now
}

async fn copy(
    platform: &Arc<Platform>,
    slug: &str,
    observe: impl FnMut(StepReport) -> tenantry::error::Result<()> + Send,
) {
    let new = NewClone { slug: slug.into(), name: None, with_members: true };
    provisioning::clone(platform.clone(), "nord", new, Author::CommandLine, observe).await.unwrap();
}

/// What a sweep takes away when the lease of the dead one has run out.
async fn swept(t: &Deployment) -> usize {
    let later = node(t, SignedDuration::from_mins(3)).await;
    provisioning::sweep(&later).await.unwrap()
}

async fn taken_by(t: &Deployment, slug: &str) -> Option<String> {
    let mut reader = t.platform.central.read().await.unwrap();
    let text = "select database_name from tenant where slug = $1";
    on_either!(&mut reader, c => sqlx::query_scalar(text).bind(slug).fetch_optional(c).await).unwrap()
}

/// Starts a process that dies over the copy: at the end of the step of this name, or when the copy has begun.
async fn killed(t: &Deployment, slug: &str, at: &str) {
    let (directory, placement) = (t.directory.to_string_lossy(), t.placement().to_string());
    victims::killed(t, "provisioning::kills::victim", &[&*directory, &placement, slug, at]).await;
}

mod a_copy_that_died_at_a_step_leaves_nothing {
    use super::*;

    async fn test(t: Deployment) {
        let now = with_origin(&t).await;
        for step in Step::ALL {
            let slug = format!("house-{}", step.name());
            killed(&t, &slug, step.name()).await;
            let Some(taken) = taken_by(&t, &slug).await else {
                assert_eq!((step, swept(&t).await), (Step::Validate, 0), "nothing was taken yet");
                continue;
            };
            assert_eq!(exists(&t, &taken).await, step != Step::Reserve, "{step:?}");
            assert_eq!(provisioning::sweep(&now).await.unwrap(), 0, "{step:?}: it might still be at work");
            let is_whole = step == Step::Activate;
            assert_eq!(swept(&t).await, usize::from(!is_whole), "{step:?}");
            let outcome = if is_whole { Outcome::Done } else { Outcome::Failed };
            assert_eq!(progress(&t, last_id(&t, &slug).await).await.outcome, outcome, "{step:?}");
            if is_whole {
                assert!(taken_by(&t, &slug).await.is_some() && exists(&t, &taken).await);
                continue;
            }
            assert_eq!((taken_by(&t, &slug).await, traces(&t, &taken).await), (None, 0), "{step:?}");
            copy(&now, &slug, |_| Ok(())).await;
        }
    }

    placed! { test
        sqlite: Sqlite, Sqlite;
        postgres_database: Postgres, PostgresDatabase;
        postgres_schema: Postgres, PostgresSchema;
        postgres_server: Sqlite, PostgresServer;
    }
}

mod a_copy_that_died_half_way_leaves_no_file {
    use super::*;

    async fn test(t: Deployment) {
        let now = with_origin(&t).await;
        // So much that it can't be copied before anybody sees it begin.
        let nord = t.tenant("nord").await;
        by_hand(&t, &nord, MUCH).await;
        killed(&t, "sud", "copying").await;
        let taken = taken_by(&t, "sud").await.unwrap();
        let file = |kind: &str| t.directory.join(format!("data/tenants/{taken}.{kind}")).exists();
        assert_eq!((file("draft"), file("db")), (true, false), "all of the other’s data is in what has no name yet");
        assert_eq!(swept(&t).await, 1);
        assert_eq!((taken_by(&t, "sud").await, traces(&t, &taken).await), (None, 0));
        copy(&now, "sud", |_| Ok(())).await;
    }

    placed! { test
        sqlite: Sqlite, Sqlite;
        files_beside_postgres: Postgres, Sqlite;
    }
}

/// Not a test of its own: the program that is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "it is the child process of the tests above"]
async fn victim() {
    let Some((location, [directory, placement, slug, at])) = told() else { return };
    let directory = Path::new(&directory);
    let platform = program(location, directory, placement.parse().unwrap(), 0, Clock::system()).await;
    if at == "copying" {
        let folder = directory.join("data/tenants");
        std::thread::spawn(move || {
            loop {
                let mut files = std::fs::read_dir(&folder).unwrap();
                if files.any(|file| file.unwrap().path().extension().is_some_and(|of| of == "draft")) {
                    die();
                }
            }
        });
        return copy(&platform, &slug, |_| Ok(())).await;
    }
    let at: Step = at.parse().unwrap();
    let observe = move |report: StepReport| {
        if (report.step, report.state) == (at, StepState::Done) {
            die();
        }
        Ok(())
    };
    copy(&platform, &slug, observe).await;
}
