//! The settings of the deployment as operators see and change them while it runs.
//!
//! A later source counts over an earlier one: the defaults, the file, the console, the environment. So what an operator changes
//! in the console is kept in the central database and counts over the file, and what the environment says can't be changed
//! there.

mod types;

#[cfg(feature = "server")]
mod change;
#[cfg(feature = "server")]
mod changeable;
#[cfg(feature = "server")]
mod current;
#[cfg(feature = "server")]
mod report;

pub use types::*;

#[cfg(feature = "server")]
pub use change::{reset, save};
#[cfg(feature = "server")]
pub use current::Settings;
#[cfg(feature = "server")]
pub use report::report;
#[cfg(feature = "server")]
pub(crate) use report::{report_in, report_unasked};
