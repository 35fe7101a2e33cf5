//! Processes that are killed while they copy an organisation: at the end of each step, and in the middle of the copy; and while PostgreSQL makes a database for them. The test's
//! own program, started again, is the process that dies.

use super::{exists, last_id, progress};
use crate::{
    db::on_either,
    harness::{Deployment, placed, society},
    postgres::as_superuser,
    stock::{program, traces},
    upgrades::by_hand,
    victims::{self, die, told},
};
use jiff::SignedDuration;
use sqlx::PgPool;
use std::{path::Path, sync::Arc, time::Duration};
use tenantry::{
    clock::Clock,
    context::Author,
    db::Db,
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

mod a_sign_up_that_died_inside_create_database_leaves_nothing {
    use super::*;

    async fn test(t: Deployment) {
        let now = with_origin(&t).await;
        let later = node(&t, SignedDuration::from_mins(3)).await;
        let (holder, watcher) = (as_superuser().await, as_superuser().await);
        // Nobody makes a database meanwhile, so that the server is in the middle of it for as long as the test likes.
        let mut held = holder.begin().await.unwrap();
        sqlx::query("lock table pg_catalog.pg_database in share row exclusive mode").execute(&mut *held).await.unwrap();
        killed(&t, "sud", "creating").await;
        let taken = taken_by(&t, "sud").await.unwrap();
        assert!(is_making(&watcher, &taken).await, "the server goes on with it");
        let sweep = tokio::spawn(async move { provisioning::sweep(&later).await.unwrap() });
        for _ in 0..200 {
            if !is_making(&watcher, &taken).await {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert!(!is_making(&watcher, &taken).await, "or it would be there after it was removed");
        held.rollback().await.unwrap();
        assert_eq!(sweep.await.unwrap(), 1);
        assert_eq!((taken_by(&t, "sud").await, traces(&t, &taken).await), (None, 0));
        provisioning::provision(now.clone(), society("sud"), |_| Ok(())).await.unwrap();
    }

    placed! { test
        postgres_database: Postgres, PostgresDatabase;
        postgres_server: Sqlite, PostgresServer;
    }
}

/// Whether the server is in the middle of making this database.
async fn is_making(server: &PgPool, name: &str) -> bool {
    let text = "select count(*) from pg_stat_activity where state = 'active' and starts_with(query, $1)";
    let beginning = format!("create database \"{name}\" ");
    sqlx::query_scalar::<_, i64>(text).bind(beginning).fetch_one(server).await.unwrap() > 0
}

/// Waits until the server makes the database of this organisation, and dies.
async fn die_while_it_is_made(central: Db, slug: String) {
    let text = "select database_name from tenant where slug = $1";
    let mut reader = central.read().await.unwrap();
    let name: String = on_either!(&mut reader, c => sqlx::query_scalar(text).bind(&slug).fetch_one(c).await).unwrap();
    let server = as_superuser().await;
    while !is_making(&server, &name).await {}
    die();
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
    if at == "creating" {
        let central = platform.central.clone();
        let observe = |report: StepReport| {
            if (report.step, report.state) == (Step::Database, StepState::Running) {
                tokio::spawn(die_while_it_is_made(central.clone(), slug.clone()));
            }
            Ok(())
        };
        drop(provisioning::provision(platform.clone(), society(&slug), observe).await);
        return;
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
