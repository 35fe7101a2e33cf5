//! Bringing every organisation's database to the newest version: planned by one query, tried on copies, in cohorts that
//! stop by themselves, resumable, and undone from snapshots. Nothing is called done that wasn't read back.

mod types;

#[cfg(feature = "server")]
mod begin;
#[cfg(feature = "server")]
mod claim;
#[cfg(feature = "server")]
mod drift;
#[cfg(feature = "server")]
mod finish;
#[cfg(feature = "server")]
mod latency;
#[cfg(feature = "server")]
mod options;
#[cfg(feature = "server")]
mod plan;
#[cfg(feature = "server")]
mod prune;
#[cfg(feature = "server")]
mod record;
#[cfg(feature = "server")]
mod report;
#[cfg(feature = "server")]
mod restorable;
#[cfg(feature = "server")]
mod rollback;
#[cfg(feature = "server")]
mod run;
#[cfg(feature = "server")]
mod stages;
#[cfg(feature = "server")]
mod task;
#[cfg(feature = "server")]
mod visits;

pub use types::*;

#[cfg(feature = "server")]
pub use drift::drift;
#[cfg(feature = "server")]
pub use options::{Event, Observer, Options, Pace, Rehearse, Step};
#[cfg(feature = "server")]
pub use plan::plan;
#[cfg(feature = "server")]
pub use prune::{Pruned, prunable, prune};
#[cfg(feature = "server")]
pub(crate) use record::{note_heads, record};
#[cfg(feature = "server")]
pub use report::{last_run, report};
#[cfg(feature = "server")]
pub use restorable::{Restorable, Which, restorable};
#[cfg(feature = "server")]
pub use rollback::{Rollback, rollback};
#[cfg(feature = "server")]
pub use run::{Ran, resume, run};
#[cfg(feature = "server")]
pub(crate) use visits::Visits;
