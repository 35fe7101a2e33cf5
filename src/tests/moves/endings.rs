use super::{content, last, lend, moved, other, tenant, to};
use crate::{
    db::on_either,
    harness::{Deployment, Engine, both_engines},
};
use jiff::SignedDuration;
use std::sync::Arc;
use tenantry::{
    access::Role,
    context::Author,
    db::Db,
    deletions::{self, Attended, NewDeletion},
    moves::{self, Event, MoveState, Observer, Outcome, Pace, Step, unobserved},
    servers::Placement,
    tenants::Tenant,
};

const DAY: SignedDuration = SignedDuration::from_hours(24);

async fn is_there(t: &Deployment, tenant: &Tenant) -> bool {
    !t.platform.lifecycle.traces(tenant.home(), &[]).await.unwrap().is_empty()
}

/// Moves, with something that happens at a step.
async fn moved_with(t: &Deployment, at: Step, happens: impl Fn() + Send + Sync + 'static) -> Outcome {
    let observer: Observer = Arc::new(move |event| {
        if matches!(event, Event::Reached(step) if step == at) {
            happens();
        }
    });
    let (to, pace) = (to(other(t)), Pace::default());
    moves::move_tenant(&t.platform, "paris", &to, &Author::CommandLine, pace, &observer).await.unwrap()
}

both_engines! {
    async fn the_old_copy_is_kept_and_then_removed(t: Deployment) {
        t.register("elsewhere", "here", 1_000).await;
        let before = t.tenant("paris").await;
        moved(&t, "paris", other(&t)).await;
        t.clock.advance(DAY * 6);
        moves::attend_all(&t.platform, Pace::default()).await.unwrap();
        assert!(is_there(&t, &before).await);
        assert_eq!(last(&t, "paris").await.state, MoveState::Moved);
        t.clock.advance(DAY * 2);
        moves::attend_all(&t.platform, Pace::default()).await.unwrap();
        assert!(!is_there(&t, &before).await);
        let done = last(&t, "paris").await;
        assert_eq!((done.state, done.finished_at.is_some()), (MoveState::Done, true));
        lend(&t, "paris", "Ruth").await;
    }

    async fn a_copy_that_differs_takes_the_move_back(t: Deployment) {
        t.register("elsewhere", "here", 1_000).await;
        let before = t.tenant("paris").await;
        lend(&t, "paris", "Ruth").await;
        let rows = content(&t.platform, &before).await;
        let platform = t.platform.clone();
        // Somebody changes the copy behind the move's back, right before it is read once more.
        let outcome = moved_with(&t, Step::Synchronised, move || {
            let platform = platform.clone();
            tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(async {
                    let home = moves::target_of(&platform, "paris").await.unwrap().unwrap();
                    let size = tenantry::db::PoolSize { most: 1, wait: std::time::Duration::from_secs(30) };
                    let db = platform.lifecycle.open(&home, size).await.unwrap();
                    let mut tx = db.begin().await.unwrap();
                    let text = "update loan set note = 'another'";
                    on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(drop)).unwrap();
                    tx.commit().await.unwrap();
                    db.close().await;
                });
            });
        })
        .await;
        let Outcome::Undone(undone) = outcome else { panic!("{outcome:?}") };
        assert_eq!(undone.state, MoveState::Undone);
        assert!(undone.error.as_ref().unwrap().contains("the copy differs: loan (1 rows)"), "{undone:?}");
        let now = tenant(&t.platform, "paris").await;
        assert_eq!((now.home(), content(&t.platform, &now).await), (before.home(), rows));
        assert_eq!(moves::targets_left(&t.platform, "paris").await.unwrap(), Vec::<String>::new());
        lend(&t, "paris", "Zoë").await;
        moved(&t, "paris", other(&t)).await;
    }

    async fn a_server_that_is_gone_keeps_nobody_from_working(t: Deployment) {
        t.register("elsewhere", "here", 10).await;
        // Nobody can open its address: it was sealed with another key.
        let text = "insert into server (id, name, region, capacity, sealed_address, state, created_at)
                    select id, 'gone', 'here', 9, $1, 'active', created_at from tenant";
        t.ctx("paris", Role::Owner).await;
        let mut tx = t.platform.central.begin().await.unwrap();
        on_either!(&mut tx, c => sqlx::query(text).bind(vec![0_u8]).execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
        let to = moves::Destination { server: Some("gone".into()), ..to(Placement::PostgresServer) };
        let pace = Pace { lease: SignedDuration::from_secs(30), ..Pace::default() };
        let done = moves::move_tenant(&t.platform, "paris", &to, &Author::CommandLine, pace, &unobserved()).await;
        assert!(matches!(done.unwrap(), Outcome::Undone(_)));
        lend(&t, "paris", "Ruth").await;
        t.clock.advance(DAY);
        moves::attend_all(&t.platform, pace).await.unwrap();
        assert_eq!(last(&t, "paris").await.state, MoveState::Undone);
        moved(&t, "paris", other(&t)).await;
    }

    async fn a_deletion_that_comes_meanwhile_wins(t: Deployment) {
        t.register("elsewhere", "here", 1_000).await;
        let before = t.tenant("paris").await;
        let platform = t.platform.clone();
        let outcome = moved_with(&t, Step::Copied, move || {
            let platform = platform.clone();
            tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(async {
                    let (new, author) = (NewDeletion::default(), Author::CommandLine);
                    deletions::delete(&platform, "paris", &new, &author).await.unwrap();
                });
            });
        })
        .await;
        assert!(matches!(&outcome, Outcome::Undone(undone) if undone.error.as_ref().unwrap().contains("deleted")), "{outcome:?}");
        assert!(is_there(&t, &before).await);
        assert_eq!(tenant(&t.platform, "paris").await.home(), before.home());
    }

    async fn a_removal_takes_the_old_copies_along(t: Deployment) {
        t.register("elsewhere", "here", 1_000).await;
        let first = t.tenant("paris").await;
        lend(&t, "paris", "Ruth").await;
        moved(&t, "paris", other(&t)).await;
        let second = tenant(&t.platform, "paris").await;
        moved(&t, "paris", t.placement()).await;
        let third = tenant(&t.platform, "paris").await;
        for home in [&first, &second, &third] {
            assert!(is_there(&t, home).await);
        }
        let new = NewDeletion { grace: Some(SignedDuration::ZERO), ..NewDeletion::default() };
        deletions::delete(&t.platform, "paris", &new, &Author::CommandLine).await.unwrap();
        let pace = deletions::Pace::default();
        let attended = deletions::attend(&t.platform, "paris", &Author::CommandLine, pace, &deletions::unobserved()).await;
        assert!(matches!(attended.unwrap(), Attended::Erased(_)));
        for home in [&first, &second, &third] {
            assert!(!is_there(&t, home).await);
        }
    }

    async fn whoever_reads_goes_on_reading(t: Deployment) {
        t.register("elsewhere", "here", 1_000).await;
        lend(&t, "paris", "Ruth").await;
        let ctx = t.ctx("paris", Role::Owner).await;
        let held = ctx.clone();
        let outcome = moved_with(&t, Step::Barred, move || {
            let ctx = held.clone();
            tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(async {
                    let query = tenantry::loans::LoanQuery::default();
                    assert_eq!(tenantry::loans::list(&ctx, &query).await.unwrap().rows.len(), 1);
                });
            });
        })
        .await;
        assert!(matches!(outcome, Outcome::Moved(_)), "{outcome:?}");
        // The same request, which began before the switch, sees what it saw.
        assert_eq!(tenantry::loans::list(&ctx, &tenantry::loans::LoanQuery::default()).await.unwrap().rows.len(), 1);
        let again = t.ctx("paris", Role::Owner).await;
        let is_file = matches!(again.db(), Db::Sqlite { .. });
        assert_eq!(is_file, t.engine == Engine::Postgres, "the next one is at the new place");
    }

    async fn nobody_moves_what_somebody_else_moves(t: Deployment) {
        t.register("elsewhere", "here", 1_000).await;
        t.tenant("paris").await;
        let (platform, to) = (t.platform.clone(), to(other(&t)));
        let again = to.clone();
        let outcome = moved_with(&t, Step::Created, move || {
            let (platform, to) = (platform.clone(), again.clone());
            tokio::task::block_in_place(|| {
                let author = Author::CommandLine;
                let pace = Pace::default();
                let observer = unobserved();
                let second = moves::move_tenant(&platform, "paris", &to, &author, pace, &observer);
                let refused = tokio::runtime::Handle::current().block_on(second).unwrap_err();
                assert_eq!(refused.fault.problem_of("slug"), Some(&tenantry::fault::Problem::IsMoving));
            });
        })
        .await;
        assert!(matches!(outcome, Outcome::Moved(_)), "{outcome:?}");
    }
}
