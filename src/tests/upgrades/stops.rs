//! Runs that an operator stops, and how far a rehearsal is.

use super::{
    assert_at_head, broken_off_at, central, ended, fleet, is_done, next_version, one_by_one, options, unobserved,
};
use crate::{harness::both_engines, operators::operator};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};
use tenantry::{
    audit,
    context::Author,
    fault::Kind,
    upgrades::{self, Event, Observer, Options, Pace, Ran, Rehearse, RunState, Stage, Step},
};

both_engines! {
    async fn what_is_begun_is_finished_and_the_rest_waits_until_it_is_resumed(t: Deployment) {
        let tenants = fleet(&t, 6).await;
        let next = next_version(&t).await;
        // In the middle of a batch: with one at a time that is four.
        let (platform, applied) = (next.platform.clone(), AtomicUsize::new(0));
        let observer: Observer = Arc::new(move |event| {
            if let Event::Reached { step: Step::Applied, .. } = event
                && applied.fetch_add(1, Ordering::Relaxed) == 1
            {
                let halted = upgrades::halt(&platform, &Author::CommandLine);
                let halted = tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(halted));
                assert_eq!(halted.unwrap().unwrap().state, RunState::Halted);
            }
        });
        let report = ended(upgrades::run(&next.platform, &options(), one_by_one(), &observer).await.unwrap());
        assert_eq!((report.state, report.stage), (RunState::Halted, Stage::Rest), "{report:?}");
        assert_eq!(report.halt_reason.as_deref(), Some("rest: stopped by an operator"));
        assert_eq!((report.counts.done, report.counts.failed, report.counts.waiting), (2, 0, 4));
        assert_eq!(central(&t, "select count(*) from audit_event where kind = 'upgrade-halted'").await, 1);

        let again = upgrades::run(&next.platform, &options(), Pace::default(), &unobserved()).await.unwrap();
        assert!(matches!(again, Ran::Halted(_)), "somebody has to say that it goes on: {again:?}");
        assert!(upgrades::halt(&next.platform, &Author::CommandLine).await.unwrap().is_none(), "nothing is under way");
        let report = upgrades::resume(&next.platform, Pace::default(), &Author::CommandLine, &unobserved()).await.unwrap().unwrap();
        assert!(is_done(&report), "{report:?}");
        assert_at_head(&next, &tenants, &[]).await;
    }

    async fn an_operator_stops_a_run_in_the_console(t: Deployment) {
        fleet(&t, 2).await;
        let next = next_version(&t).await;
        let ctx = operator(&next).await;
        broken_off_at(&next, Step::Begun, options()).await;
        let id = upgrades::last_run(&next.platform).await.unwrap().unwrap();
        assert!(upgrades::watch(&next.platform, id).await.unwrap().can_stop());
        for _ in 0..2 {
            upgrades::halt_run(&ctx, id).await.unwrap();
        }
        let view = upgrades::watch(&next.platform, id).await.unwrap();
        assert!(view.was_stopped() && view.can_resume() && !view.can_stop(), "{view:?}");
        let events = audit::recent(&next.platform, 50).await.unwrap();
        let own = events.iter().filter(|event| event.kind == "upgrade-halted" && event.user == Some(ctx.actor.user));
        assert_eq!(own.count(), 1, "sent twice it is done once");
        upgrades::resume(&next.platform, Pace::default(), &Author::CommandLine, &unobserved()).await.unwrap().unwrap();
        assert_eq!(upgrades::halt_run(&ctx, id).await.unwrap_err().kind(), Kind::Conflict, "it is done");
    }

    async fn copies_are_counted_while_they_are_tried(t: Deployment) {
        fleet(&t, 6).await;
        let next = next_version(&t).await;
        let seen = Arc::<Mutex<Vec<(i64, i64, i64)>>>::default();
        let noted = seen.clone();
        let observer: Observer = Arc::new(move |event| {
            if let Event::Counted { stage: Stage::Rehearsal, counts, .. } = event {
                let (tried, all) = counts.of_stage(Stage::Rehearsal);
                noted.lock().unwrap().push((tried, all, counts.left_in(Stage::Rehearsal)));
            }
        });
        let options = Options { rehearse: Rehearse::Some(5), ..options() };
        let report = ended(upgrades::run(&next.platform, &options, one_by_one(), &observer).await.unwrap());
        assert_eq!(*seen.lock().unwrap(), [(0, 5, 5), (4, 5, 1), (5, 5, 0)]);
        assert_eq!((report.counts.rehearsed, report.counts.to_rehearse, report.total), (5, 5, 6));
    }
}
