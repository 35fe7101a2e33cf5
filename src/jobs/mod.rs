//! Work in the background that is done for one organisation: counted, traced, and told of when it fails.

mod types;

#[cfg(feature = "server")]
mod counters;
#[cfg(feature = "server")]
mod failures;
#[cfg(feature = "server")]
mod run;

pub use types::*;

#[cfg(feature = "server")]
pub(crate) use counters::JobCounters;
#[cfg(feature = "server")]
pub(crate) use failures::of_organisation;
#[cfg(feature = "server")]
pub(crate) use run::{Ended, run};
