//! Runs that are judged by what organisations' people notice: how long their requests take, and how many fail.

use super::{ended, first, fleet, is_done, next_version, one_by_one, unobserved};
use crate::harness::{Deployment, both_engines};
use jiff::SignedDuration;
use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};
use tenantry::{
    context::Author,
    metrics::{self, Measure},
    platform::Platform,
    tenants::Tenant,
    upgrades::{self, Event, Observer, Options, Pace, RunReport, RunState, Stage, Step},
};

/// What people meet in the minute after the first organisation was migrated.
#[derive(Clone, Copy)]
struct Met {
    slugs: &'static [&'static str],
    class: Measure,
    is_failing: bool,
}

/// Requests to each of these, as many as say something.
async fn visited(platform: &Platform, tenants: &[Arc<Tenant>], class: Measure, is_failing: bool) {
    for tenant in tenants {
        for _ in 0..30 {
            platform.meters.count_for(tenant.id, Measure::Requests);
            platform.meters.count_for(tenant.id, class);
            if is_failing {
                platform.meters.count_for(tenant.id, Measure::ServerErrors);
            }
        }
    }
    metrics::flush(platform).await.unwrap();
}

/// A run over three organisations whose requests were quick before.
async fn ran(t: &Deployment, met: Met) -> (Deployment, RunReport) {
    let tenants = fleet(t, 3).await;
    visited(&t.platform, &tenants, Measure::Within5, false).await;
    t.clock.advance(SignedDuration::from_mins(1));
    let next = next_version(t).await;
    let (platform, clock, is_over) = (next.platform.clone(), t.clock.clone(), AtomicBool::new(false));
    let slugs: BTreeSet<&str> = met.slugs.iter().copied().collect();
    let those: Vec<Arc<Tenant>> = tenants.into_iter().filter(|of| slugs.contains(of.slug.as_str())).collect();
    let observer: Observer = Arc::new(move |event| {
        if let Event::Reached { step: Step::Recorded, .. } = event
            && !is_over.swap(true, Ordering::Relaxed)
        {
            clock.advance(SignedDuration::from_secs(61));
            let visits = visited(&platform, &those, met.class, met.is_failing);
            tokio::task::block_in_place(|| tokio::runtime::Handle::current().block_on(visits));
        }
    });
    // However slow this machine is, opening isn't what halts the run.
    let options = Options { latency_rise_ms: 4_000, ..first("house-000") };
    let report = ended(upgrades::run(&next.platform, &options, one_by_one(), &observer).await.unwrap());
    (next, report)
}

/// The canary was migrated, and nobody else.
async fn halted_and_resumed(t: &Deployment, met: Met, said: &str) {
    let (next, report) = ran(t, met).await;
    assert_eq!((report.state, report.stage, report.counts.done), (RunState::Halted, Stage::Canary, 1), "{report:?}");
    assert!(report.halt_reason.as_ref().unwrap().starts_with(said), "{report:?}");
    t.clock.advance(SignedDuration::from_secs(1));
    let report =
        upgrades::resume(&next.platform, Pace::default(), &Author::CommandLine, &unobserved()).await.unwrap().unwrap();
    assert!(is_done(&report), "who saw it may let it go on: {report:?}");
}

both_engines! {
    async fn requests_to_the_migrated_that_became_slow_halt_the_run(t: Deployment) {
        let met = Met { slugs: &["house-000"], class: Measure::Over5000, is_failing: false };
        let said = "canary: 95 of 100 requests to migrated organisations are answered within 5000.0 ms, before within 4.";
        halted_and_resumed(&t, met, said).await;
    }

    async fn requests_to_the_migrated_that_fail_halt_the_run(t: Deployment) {
        let met = Met { slugs: &["house-000"], class: Measure::Within5, is_failing: true };
        let said = "canary: 100.0 % of the requests to migrated organisations fail, before it was 0.0 %";
        halted_and_resumed(&t, met, said).await;
    }

    async fn requests_to_those_who_wait_halt_nothing(t: Deployment) {
        let slow = Met { slugs: &["house-001", "house-002"], class: Measure::Over5000, is_failing: true };
        let (_, report) = ran(&t, slow).await;
        assert!(is_done(&report), "{report:?}");
    }

    async fn requests_to_the_migrated_that_are_as_before_halt_nothing(t: Deployment) {
        let as_before = Met { slugs: &["house-000"], class: Measure::Within5, is_failing: false };
        let (_, report) = ran(&t, as_before).await;
        assert!(is_done(&report), "{report:?}");
    }
}
