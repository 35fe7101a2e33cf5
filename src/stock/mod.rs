//! The stock: migrated, empty databases that are made ahead for each place where new organisations may go, so that nobody
//! waits for one. Every name is noted in the central database before there is anything of it, so what a crash leaves is
//! found without looking at a server that others use too.

mod types;

#[cfg(feature = "server")]
mod claim;
#[cfg(feature = "server")]
mod counts;
#[cfg(feature = "server")]
mod figures;
#[cfg(feature = "server")]
mod fill;
#[cfg(feature = "server")]
mod remove;
#[cfg(feature = "server")]
mod rows;
#[cfg(feature = "server")]
mod targets;
#[cfg(feature = "server")]
mod tend;

pub use types::*;

#[cfg(feature = "server")]
pub(crate) use claim::claim;
#[cfg(feature = "server")]
pub use counts::{Stock, standing};
#[cfg(feature = "server")]
pub(crate) use figures::prometheus;
#[cfg(feature = "server")]
pub use rows::left_over;
#[cfg(feature = "server")]
pub(crate) use targets::Target;
#[cfg(feature = "server")]
pub(crate) use tend::keep;
#[cfg(feature = "server")]
pub use tend::{Observer, Pace, Step, Tended, tend, unobserved};
