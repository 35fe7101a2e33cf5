//! What somebody may choose of a run, and who is told of it.

use super::{Counts, RunPace, Stage};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr, sync::Arc, time::Duration};

/// Kept with the run: whoever resumes or joins it works by the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Options {
    /// On how many copies the migrations are tried first.
    pub rehearse: Rehearse,
    /// The slugs of organisations that belong to the first cohort.
    pub canaries: Vec<String>,
    /// Failures that each cohort after the first may have, in per cent, rounded up. The first may have none. So many requests more
    /// than twice as many as before may fail as well.
    pub error_budget: i64,
    /// Milliseconds by which opening and reading a migrated database, or answering 95 of 100 requests to migrated organisations,
    /// may take longer than twice what it took before.
    pub latency_rise_ms: i64,
    pub include_quarantined: bool,
    /// It begins where there is surely too little room for its snapshots.
    #[serde(default)]
    pub ignore_room: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            rehearse: Rehearse::Some(10),
            canaries: Vec::new(),
            error_budget: 1,
            latency_rise_ms: 500,
            include_quarantined: false,
            ignore_room: false,
        }
    }
}

/// How many copies are tried before anything is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rehearse {
    All,
    None,
    Some(i64),
}

impl Rehearse {
    pub(super) fn of(self, total: i64) -> i64 {
        match self {
            Self::All => total,
            Self::None => 0,
            Self::Some(number) => number.clamp(0, total),
        }
    }
}

impl FromStr for Rehearse {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "all" => Ok(Self::All),
            "none" => Ok(Self::None),
            number => match number.parse() {
                Ok(number) if number >= 0 => Ok(Self::Some(number)),
                _ => Err("expected all, none or a number"),
            },
        }
    }
}

impl fmt::Display for Rehearse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::None => f.write_str("none"),
            Self::Some(number) => number.fmt(f),
        }
    }
}

/// How one process works at a run; another may work at it in its own way.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Databases that are migrated side by side.
    pub at_once: usize,
    /// For how long an organisation belongs to whoever took it, when they say nothing more. It is renewed meanwhile.
    pub lease: SignedDuration,
    /// How long a rollback waits for those who have a database open. Serving processes close it within about a second.
    pub patience: Duration,
    /// Databases after which it is judged anew, in the middle of a cohort, whether they have become slow. It is judged as well when
    /// ten seconds have passed.
    pub judged_after: usize,
}

impl Pace {
    pub const JUDGED_AFTER: usize = 100;
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            at_once: 4,
            lease: SignedDuration::from_secs(30),
            patience: Duration::from_secs(20),
            judged_after: Self::JUDGED_AFTER,
        }
    }
}

/// Moments of a run at which a process may die; tests let it die at each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The run and its tasks are recorded.
    Begun,
    Claimed,
    Rehearsed,
    Snapshotted,
    /// Everything is applied and read back, nothing is committed.
    Applied,
    Committed,
    /// The central database knows.
    Recorded,
    StageEnded,
    /// Of a rollback: in maintenance and shut, exchanged, open again.
    Shut,
    Swapped,
    Opened,
}

impl Step {
    pub const ALL: [Self; 11] = [
        Self::Begun,
        Self::Claimed,
        Self::Rehearsed,
        Self::Snapshotted,
        Self::Applied,
        Self::Committed,
        Self::Recorded,
        Self::StageEnded,
        Self::Shut,
        Self::Swapped,
        Self::Opened,
    ];
}

#[derive(Clone, Debug)]
pub enum Event<'e> {
    /// One organisation came to a step, or the run did.
    Reached { slug: &'e str, step: Step },
    /// How far the run is, after each batch.
    Counted { stage: Stage, counts: Counts, pace: RunPace },
}

/// Told of everything, from the tasks that do it.
pub type Observer = Arc<dyn Fn(Event<'_>) + Send + Sync>;
