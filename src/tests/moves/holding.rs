//! When changes are held back, as each serving process sees it, and how long that is.

use super::{lend, moved, now, other, tenant, to};
use crate::{
    db::on_either,
    harness::{Deployment, both_engines},
};
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tenantry::{
    access::Role,
    context::Author,
    domains::{HostName, Resolution},
    fleet::share_servers,
    moves::{self, Destination, Event, Move, Observer, Outcome, Pace, Step},
    platform::Platform,
    random::Random,
    servers::Placement,
    users::Passwords,
};

/// Long enough that it can't be taken for the time of a move.
const HEARING: Duration = Duration::from_secs(3);

/// Another process that serves the same deployment, and knows the organisation.
async fn another(t: &Deployment) -> Arc<Platform> {
    let mut config = t.platform.config.clone();
    config.pool.central_connections = 2;
    let other = Platform::open_with(config, t.clock.clone(), Random::system(), Passwords::for_tests()).await.unwrap();
    share_servers(&other).await.unwrap();
    assert!(!holds(&other).await);
    other
}

/// Whether a process would hold a change of the organisation's now, by what it knows.
async fn holds(platform: &Platform) -> bool {
    let host = HostName::parse("paris.tenantry.test").unwrap();
    match platform.directory.resolve(platform, &host).await.unwrap() {
        Resolution::Tenant(tenant) => tenant.is_switching,
        other => panic!("{other:?}"),
    }
}

async fn moved_and_observed(t: &Deployment, to: &Destination, observer: Observer) -> Move {
    let pace = Pace { hearing: HEARING, ..Pace::default() };
    match moves::move_tenant(&t.platform, "paris", to, &Author::CommandLine, pace, &observer).await.unwrap() {
        Outcome::Moved(done) => done,
        Outcome::Undone(undone) => panic!("{undone:?}"),
    }
}

fn read_only(done: &Move) -> Duration {
    Duration::from_millis(done.read_only_millis.unwrap().unsigned_abs())
}

both_engines! {
    async fn others_hear_of_it_first_and_hold_changes_only_then(t: Deployment) {
        t.register("elsewhere", "here", 1_000).await;
        lend(&t, "paris", "Ruth").await;
        let (platform, seen) = (another(&t).await, Arc::<Mutex<Vec<(Step, bool)>>>::default());
        let noted = seen.clone();
        let observer: Observer = Arc::new(move |event| {
            let Event::Reached(step) = event else { return };
            let is_held = now(async {
                if step == Step::Announced || step == Step::Switched {
                    // As it does every second.
                    platform.directory.follow(&platform).await.unwrap();
                }
                holds(&platform).await
            });
            noted.lock().unwrap().push((step, is_held));
        });
        let started = Instant::now();
        let done = moved_and_observed(&t, &to(other(&t)), observer).await;
        assert!(started.elapsed() >= HEARING);
        assert!(read_only(&done) < HEARING, "{done:?}: the others were waited for while nobody could write");
        let is_in_between = |step| matches!(step, Step::Held | Step::Barred | Step::Synchronised | Step::Verified);
        for (step, is_held) in seen.lock().unwrap().iter() {
            assert_eq!(*is_held, is_in_between(*step), "{step:?}");
        }
        assert_eq!(seen.lock().unwrap().len(), Step::ALL.len());
    }

    async fn whoever_is_in_the_middle_of_something_long_keeps_nobody_else_from_writing(t: Deployment) {
        t.register("elsewhere", "here", 1_000).await;
        t.tenant("paris").await;
        if t.placement() != Placement::PostgresSchema {
            moved(&t, "paris", Placement::PostgresSchema).await;
        }
        lend(&t, "paris", "Ruth").await;
        let paris = tenant(&t.platform, "paris").await;
        let ctx = t.platform.enter(&paris, t.member(&paris, Role::Owner).await).await.unwrap();
        let mut tx = ctx.db().begin().await.unwrap();
        on_either!(&mut tx, c => sqlx::query("update loan set note = 'long'").execute(c).await.map(drop)).unwrap();
        let long = Mutex::new(Some(tx));
        let (platform, held) = (t.platform.clone(), Arc::<AtomicUsize>::default());
        let times = held.clone();
        let observer: Observer = Arc::new(move |event| {
            if !matches!(event, Event::Reached(Step::Held)) {
                return;
            }
            // In between it was let through, which is when somebody else wrote; now the long one ends.
            if times.fetch_add(1, Ordering::Relaxed) == 1 {
                let tx = long.lock().unwrap().take().unwrap();
                now(async {
                    assert!(holds(&platform).await);
                    tx.commit().await.unwrap();
                });
            }
        });
        let done = moved_and_observed(&t, &to(Placement::PostgresDatabase), observer).await;
        assert_eq!(held.load(Ordering::Relaxed), 2, "it was held once more");
        assert!(read_only(&done) >= Duration::from_millis(500), "{done:?}: the wait for the barrier isn't in it");
        let ctx = t.ctx("paris", Role::Owner).await;
        let query = tenantry::loans::LoanQuery::default();
        assert_eq!(tenantry::loans::list(&ctx, &query).await.unwrap().rows.len(), 1);
    }
}
