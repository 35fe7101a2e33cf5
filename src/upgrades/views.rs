//! What the console's pages show of upgrades, and what operators type there. Times are RFC 3339 in UTC.

use super::{Cohort, Counts, DriftReport, Move, Plan, RunState, SnapshotRoom, Stage};
use crate::ids::UpgradeRunId;
use serde::{Deserialize, Serialize};

/// Why a run halted that somebody stopped, after the name of its stage.
pub const STOPPED: &str = "stopped by an operator";

/// A run in the list of all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunSummary {
    pub id: UpgradeRunId,
    pub state: RunState,
    /// It should go on, but nobody works at it.
    pub is_abandoned: bool,
    pub stage: Stage,
    pub started_at: String,
    pub finished_at: Option<String>,
    pub counts: Counts,
}

/// A run as it is watched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunView {
    pub id: UpgradeRunId,
    pub state: RunState,
    /// It should go on, but nobody works at it: the process that did was stopped.
    pub is_abandoned: bool,
    /// It is the newest one: an older one can't go on.
    pub is_last: bool,
    pub stage: Stage,
    pub started_at: String,
    pub finished_at: Option<String>,
    pub halt_reason: Option<String>,
    pub counts: Counts,
    /// Organisations or copies an hour, as it goes or went at last, and the seconds that the rest takes at that rate, while it
    /// runs.
    pub per_hour: i64,
    pub eta_seconds: Option<i64>,
    /// The first of those who failed; `counts` has how many there are.
    pub failures: Vec<Failure>,
}

impl RunView {
    /// Whether a look a moment later may see something else.
    pub fn goes_on(&self) -> bool {
        self.state == RunState::Running || self.counts.restoring > 0
    }

    /// Whether it can be stopped.
    pub fn can_stop(&self) -> bool {
        self.state == RunState::Running
    }

    /// An operator stopped it, and it did not halt by itself.
    pub fn was_stopped(&self) -> bool {
        self.halt_reason.as_deref().is_some_and(|reason| reason.ends_with(STOPPED))
    }

    /// Whether there is something to resume.
    pub fn can_resume(&self) -> bool {
        self.is_last && (self.state == RunState::Halted || self.is_abandoned)
    }
}

/// What taking a whole run back would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRollback {
    pub id: UpgradeRunId,
    pub started_at: String,
    /// It stops first.
    pub is_running: bool,
    /// How many would come back. Who was migrated or moved since isn't among them, nor whose snapshot was removed.
    pub organisations: i64,
    /// The moment of the oldest snapshot.
    pub oldest: Option<String>,
    /// The first of them.
    pub named: Vec<SnapshotOfTenant>,
}

/// Who would come back, and to what moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotOfTenant {
    pub slug: String,
    pub at: String,
}

/// The snapshots that nobody will go back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OldSnapshots {
    /// Those of so many days ago and more.
    pub days: i64,
    pub snapshots: i64,
    /// About as much as their organisations' databases have now.
    pub bytes: i64,
}

impl OldSnapshots {
    /// For how long snapshots are kept when nobody says anything else.
    pub const DAYS: i64 = 14;
}

/// Who failed in a run, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// It was migrated, and could not be taken back.
    pub is_of_rollback: bool,
    pub slug: String,
    pub name: String,
    pub error: String,
    /// The snapshot of an earlier upgrade to which it could be taken back.
    pub snapshot_at: Option<String>,
}

/// Organisations that have one set of tables, by the version that was read back; `version` is unknown for those that no
/// run has recorded yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionCount {
    pub set: String,
    pub version: Option<i64>,
    pub head: i64,
    pub organisations: i64,
}

/// How the fleet stands, and what a run would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FleetStanding {
    pub versions: Vec<VersionCount>,
    /// The plan names the first of those who are in quarantine or differ; these are all.
    pub quarantined: i64,
    pub drifted: i64,
    pub plan: Plan,
    /// The newest run, when it is under way or halted: no other can begin.
    pub open_run: Option<RunSummary>,
}

/// One organisation's tables, and the way back from its last upgrade.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenantStanding {
    pub slug: String,
    pub name: String,
    pub versions: Vec<VersionCount>,
    /// Why runs leave it out.
    pub quarantine: Option<String>,
    pub is_drifted: bool,
    pub snapshot: Option<SnapshotOf>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnapshotOf {
    pub run: UpgradeRunId,
    pub at: String,
}

/// The options of a run as they are typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RunForm {
    /// `some`, `all` or `none`; for some, `copies` is how many.
    pub rehearsal: String,
    pub copies: String,
    /// Slugs, with commas or spaces between them.
    pub canaries: String,
    pub error_budget: String,
    pub latency_rise: String,
    pub at_once: String,
    /// `true`, or nothing.
    pub include_quarantined: String,
    /// The same: it begins though there is too little room for its snapshots.
    pub ignore_room: String,
}

impl Default for RunForm {
    fn default() -> Self {
        Self {
            rehearsal: "some".into(),
            copies: "10".into(),
            canaries: String::new(),
            error_budget: "1".into(),
            latency_rise: "500".into(),
            at_once: "4".into(),
            include_quarantined: String::new(),
            ignore_room: String::new(),
        }
    }
}

/// What a run with these options would do, before somebody says that it may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunPreview {
    pub form: RunForm,
    /// How many it would migrate, of them those that come out of quarantine, and on how many copies it tries first.
    pub organisations: i64,
    pub from_quarantine: i64,
    pub rehearsed: i64,
    pub cohorts: Vec<Cohort>,
    pub moves: Vec<Move>,
    pub snapshots: SnapshotRoom,
}

/// Reading all databases back: how far it is, and what the last time has shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DriftCheck {
    pub running: Option<DriftProgress>,
    pub last: Option<LastDrift>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DriftProgress {
    pub read: i64,
    pub total: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastDrift {
    pub at: String,
    /// `None` when the central database failed meanwhile.
    pub report: Option<DriftReport>,
}
