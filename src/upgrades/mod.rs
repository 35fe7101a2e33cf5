//! Bringing every organisation's database to the newest version: planned by one query, tried on copies, in cohorts that
//! stop by themselves, resumable, and undone from snapshots. Nothing is called done that wasn't read back.

mod types;
mod views;

#[cfg(feature = "server")]
mod begin;
#[cfg(feature = "server")]
mod claim;
#[cfg(feature = "server")]
mod drift;
#[cfg(feature = "server")]
mod drift_check;
#[cfg(feature = "server")]
mod finish;
#[cfg(feature = "server")]
mod foresight;
#[cfg(feature = "server")]
mod halt;
#[cfg(feature = "server")]
mod latency;
#[cfg(feature = "server")]
mod options;
#[cfg(feature = "server")]
mod orders;
#[cfg(feature = "server")]
mod plan;
#[cfg(feature = "server")]
mod prune;
#[cfg(feature = "server")]
mod rate;
#[cfg(feature = "server")]
mod record;
#[cfg(feature = "server")]
mod report;
#[cfg(feature = "server")]
mod requests;
#[cfg(feature = "server")]
mod restorable;
#[cfg(feature = "server")]
mod rollback;
#[cfg(feature = "server")]
mod run;
#[cfg(feature = "server")]
mod run_form;
#[cfg(feature = "server")]
mod run_rollback;
#[cfg(feature = "server")]
mod runs;
#[cfg(feature = "server")]
mod stages;
#[cfg(feature = "server")]
mod standing;
#[cfg(feature = "server")]
mod task;
#[cfg(feature = "server")]
mod visits;
#[cfg(feature = "server")]
mod watch;

pub use types::*;
pub use views::*;

#[cfg(feature = "server")]
pub use drift::drift;
#[cfg(feature = "server")]
pub(crate) use drift_check::DriftChecks;
#[cfg(feature = "server")]
pub use drift_check::{check_drift, drift_check};
#[cfg(feature = "server")]
pub use foresight::{Beginning, Foreseen, Unfinished, foresee, unfinished};
#[cfg(feature = "server")]
pub use halt::{halt, halt_run, under_way};
#[cfg(feature = "server")]
pub use options::{Event, Observer, Options, Pace, Rehearse, Step};
#[cfg(feature = "server")]
pub use orders::{go_on, preview, roll_back, start, start_for};
#[cfg(feature = "server")]
pub use plan::plan;
#[cfg(feature = "server")]
pub use prune::{Pruned, old_snapshots, order_pruning, prunable, prune};
#[cfg(feature = "server")]
pub(crate) use record::{knows_the_newest, note_heads, record};
#[cfg(feature = "server")]
pub use report::{last_run, report};
#[cfg(feature = "server")]
pub use restorable::{Restorable, Which, restorable};
#[cfg(feature = "server")]
pub use rollback::{Rollback, rollback};
#[cfg(feature = "server")]
pub use run::{Ran, resume, run};
#[cfg(feature = "server")]
pub use run_rollback::{preview_rollback, roll_back_run};
#[cfg(feature = "server")]
pub use runs::runs;
#[cfg(feature = "server")]
pub use standing::{standing, standing_of, versions};
#[cfg(feature = "server")]
pub(crate) use visits::Visits;
#[cfg(feature = "server")]
pub use watch::watch;
