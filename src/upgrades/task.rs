//! One organisation.

use super::{Event, Observer, Stage, Step, claim::Claimed};
use crate::{
    db::{Condition, UpgradeError, UpgradeStep},
    jobs::{self, Ended, JobKind},
    platform::Platform,
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};

/// What became of one organisation.
pub(super) enum Outcome {
    Rehearsed,
    Done {
        condition: Arc<Condition>,
        snapshot: bool,
    },
    Failed {
        error: String,
        /// A copy may be left, which is removed with the old snapshots.
        has_copy: bool,
    },
    /// Nobody began with it: the run is about to halt.
    Released,
}

pub(super) struct Finished {
    pub claimed: Claimed,
    pub outcome: Outcome,
    pub micros: i64,
}

pub(super) async fn work(platform: &Platform, stage: Stage, claimed: Claimed, observer: &Observer) -> Finished {
    let started = Instant::now();
    let worked = async {
        if stage == Stage::Rehearsal {
            rehearse(platform, &claimed, observer).await
        } else {
            upgrade(platform, &claimed, observer).await
        }
    };
    let outcome = jobs::run(platform, JobKind::Upgrade, &[claimed.tenant], worked, |outcome| match outcome {
        Outcome::Failed { error, .. } => Ended::Failed(error.clone()),
        _ => Ended::Well,
    })
    .await;
    let micros = i64::try_from(started.elapsed().as_micros()).unwrap_or(i64::MAX);
    Finished { claimed, outcome, micros }
}

async fn rehearse(platform: &Platform, claimed: &Claimed, observer: &Observer) -> Outcome {
    let Claimed { home, modules, snapshot, slug, .. } = claimed;
    match patiently(|| platform.lifecycle.rehearse(home, modules, snapshot)).await {
        Ok(()) => {
            observer(Event::Reached { slug, step: Step::Rehearsed });
            Outcome::Rehearsed
        }
        Err(error) => failed(platform, claimed, format!("on a copy, nothing was changed: {error}")).await,
    }
}

async fn upgrade(platform: &Platform, claimed: &Claimed, observer: &Observer) -> Outcome {
    let Claimed { home, modules, snapshot, slug, .. } = claimed;
    let reached = |step| {
        let step = match step {
            UpgradeStep::Snapshotted => Step::Snapshotted,
            UpgradeStep::Applied => Step::Applied,
            UpgradeStep::Committed => Step::Committed,
        };
        observer(Event::Reached { slug, step });
    };
    match patiently(|| platform.lifecycle.upgrade(home, modules, snapshot, &reached)).await {
        Ok(upgraded) => Outcome::Done { condition: upgraded.condition, snapshot: upgraded.snapshot },
        Err(error) => failed(platform, claimed, error.to_string()).await,
    }
}

/// A whole copy, from before somebody died over the organisation, stays as long as other snapshots do. What isn't whole, as on a
/// disk that was full, goes at once.
async fn failed(platform: &Platform, claimed: &Claimed, error: String) -> Outcome {
    let Claimed { home, snapshot, .. } = claimed;
    let is_whole = platform.lifecycle.has_snapshot(home, snapshot).await.unwrap_or(true);
    let has_copy = is_whole || platform.lifecycle.drop_snapshot(home, snapshot).await.is_err();
    Outcome::Failed { error, has_copy }
}

const TRIES: usize = 3;
const PAUSE: Duration = Duration::from_millis(500);

/// Tries again when somebody was only in the way: a long transaction of a tenant's own people is no reason to leave them
/// behind.
async fn patiently<T, F>(upgrade: impl Fn() -> F) -> Result<T, UpgradeError>
where
    F: Future<Output = Result<T, UpgradeError>>,
{
    for _ in 1..TRIES {
        match upgrade().await {
            Err(error) if error.is_passing() => tokio::time::sleep(PAUSE).await,
            done => return done,
        }
    }
    upgrade().await
}
