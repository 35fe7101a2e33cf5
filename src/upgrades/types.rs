//! What a run would do, does and did, as it is shown. Times are RFC 3339 in UTC.

use crate::ids::UpgradeRunId;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// How far a run is. Each stage begins when the one before it is whole and within its budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// The migrations are tried on copies.
    Rehearsal,
    /// One organisation of a hundred, at least one.
    Canary,
    /// Then one of ten.
    Tenth,
    Rest,
}

impl Stage {
    pub const ALL: [Self; 4] = [Self::Rehearsal, Self::Canary, Self::Tenth, Self::Rest];

    pub fn name(self) -> &'static str {
        match self {
            Self::Rehearsal => "rehearsal",
            Self::Canary => "canary",
            Self::Tenth => "tenth",
            Self::Rest => "rest",
        }
    }

    /// As the central database keeps it.
    pub fn number(self) -> i64 {
        match self {
            Self::Rehearsal => 0,
            Self::Canary => 1,
            Self::Tenth => 2,
            Self::Rest => 3,
        }
    }

    pub fn of_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.number() == number)
    }

    pub fn next(self) -> Option<Self> {
        Self::of_number(self.number() + 1)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RunState {
    Running,
    /// It stopped by itself; it can be resumed.
    Halted,
    Done,
}

impl RunState {
    pub fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Halted => "halted",
            Self::Done => "done",
        }
    }
}

impl FromStr for RunState {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        [Self::Running, Self::Halted, Self::Done].into_iter().find(|state| state.name() == name).ok_or(())
    }
}

/// Organisations whose tables of one set go from one version to another; `from` is unknown for those that no run has
/// recorded yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    pub set: String,
    pub from: Option<i64>,
    pub to: i64,
    pub organisations: i64,
}

/// What a run would do now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// All that there are.
    pub organisations: i64,
    /// Those that a run would migrate, and of them those in each cohort.
    pub behind: i64,
    pub cohorts: Vec<Cohort>,
    pub moves: Vec<Move>,
    pub snapshots: SnapshotRoom,
    /// Left out by a run until somebody includes them.
    pub quarantined: Vec<Quarantined>,
    /// Those that were found to differ from a clean install when they were read back last.
    pub drifted: Vec<String>,
    /// Why no run can begin: this program is older than the deployment's databases.
    pub too_old: Option<String>,
}

/// The room that a run's snapshots take, which is about that of the databases, and what there is of it. Bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotRoom {
    pub all: i64,
    /// Of them those that are files, on the disk of the data directory. The others are on PostgreSQL servers, whose disks this
    /// program doesn't see.
    pub on_disk: i64,
    /// What is free on that disk; `None` when it couldn't be asked.
    pub free: Option<i64>,
}

impl SnapshotRoom {
    /// Whether they surely don't fit.
    pub fn is_too_little(&self) -> bool {
        self.free.is_some_and(|free| self.on_disk > free)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cohort {
    pub stage: Stage,
    pub organisations: i64,
}

/// An organisation that is left out of runs, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quarantined {
    pub slug: String,
    pub error: String,
}

/// The organisations of a run by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub waiting: i64,
    pub running: i64,
    pub done: i64,
    pub failed: i64,
    /// On their way back to their snapshot, and back.
    pub restoring: i64,
    pub restored: i64,
    /// Copies on which the migrations went well, and on how many they are tried.
    pub rehearsed: i64,
    pub to_rehearse: i64,
}

impl Counts {
    pub fn total(&self) -> i64 {
        self.left() + self.finished()
    }

    pub fn left(&self) -> i64 {
        self.waiting + self.running
    }

    pub fn finished(&self) -> i64 {
        self.done + self.failed + self.restoring + self.restored
    }

    /// Through, of all that the run is about then: copies as long as they are tried, organisations afterwards.
    pub fn of_stage(&self, stage: Stage) -> (i64, i64) {
        match stage {
            Stage::Rehearsal => ((self.rehearsed + self.failed).min(self.to_rehearse), self.to_rehearse),
            _ => (self.finished(), self.total()),
        }
    }

    /// What is left of them.
    pub fn left_in(&self, stage: Stage) -> i64 {
        match self.of_stage(stage) {
            (through, all) if stage == Stage::Rehearsal => all - through,
            _ => self.left(),
        }
    }
}

/// How fast a run goes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunPace {
    /// Organisations a second, as it goes or went at last; copies as long as they are tried.
    pub per_second: f64,
    /// What the rest takes at that rate, while somebody works at it: the rest of the copies as long as they are tried.
    pub eta_seconds: Option<i64>,
}

/// A run as it stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunReport {
    pub id: UpgradeRunId,
    pub state: RunState,
    pub stage: Stage,
    pub started_at: String,
    pub finished_at: Option<String>,
    pub halt_reason: Option<String>,
    pub total: i64,
    pub left: i64,
    #[serde(flatten)]
    pub counts: Counts,
    #[serde(flatten)]
    pub pace: RunPace,
    /// Who failed, and why.
    pub failures: Vec<Quarantined>,
}

/// An organisation whose tables aren't those of a clean install.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drifted {
    pub slug: String,
    pub differences: Vec<String>,
}

/// What reading every database back has shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DriftReport {
    pub read: i64,
    /// They aren't at the newest version, so that they differ rightly.
    pub behind: i64,
    pub drifted: Vec<Drifted>,
    /// Those that couldn't be read.
    pub unreadable: Vec<Quarantined>,
}
