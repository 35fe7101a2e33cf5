//! What organisations do, counted: requests and their times, errors, bytes, sign-ins, people, and how much there is of each.
//!
//! A request adds to counters in memory; every few seconds what has changed is written into the central database, in buckets
//! of a minute that are added up into hours and days.

mod types;

#[cfg(feature = "server")]
mod body;
#[cfg(feature = "server")]
mod export;
#[cfg(feature = "server")]
mod flush;
#[cfg(feature = "server")]
mod keep;
#[cfg(feature = "server")]
mod latency;
#[cfg(feature = "server")]
mod measures;
#[cfg(feature = "server")]
mod meter;
#[cfg(feature = "server")]
mod meters;
#[cfg(feature = "server")]
mod migrated;
#[cfg(feature = "server")]
mod read;
#[cfg(feature = "server")]
mod rollup;
#[cfg(feature = "server")]
mod samples;
#[cfg(feature = "server")]
mod slip;
#[cfg(feature = "server")]
mod standing;

pub use types::*;

#[cfg(feature = "server")]
pub(crate) use body::MeteredBody;
#[cfg(feature = "server")]
pub use export::choose_named;
#[cfg(feature = "server")]
pub use flush::flush;
#[cfg(feature = "server")]
pub(crate) use keep::{keep, keep_sampling};
#[cfg(feature = "server")]
pub use measures::Measure;
#[cfg(feature = "server")]
pub use meters::Meters;
#[cfg(all(test, feature = "server"))]
pub(crate) use migrated::Answered;
#[cfg(feature = "server")]
pub(crate) use migrated::{Fared, fared};
#[cfg(feature = "server")]
pub(crate) use read::recent;
#[cfg(feature = "server")]
pub use read::{usage_of, usage_of_all};
#[cfg(feature = "server")]
pub use rollup::{add_up, add_up_until, purge};
#[cfg(feature = "server")]
pub use samples::sample;
#[cfg(feature = "server")]
pub(crate) use slip::Slip;

#[cfg(feature = "server")]
impl Meters {
    /// The text format of Prometheus.
    pub(crate) fn prometheus(&self) -> String {
        if self.is_on() { self.exported().text() } else { String::new() }
    }
}
