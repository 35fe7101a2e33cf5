//! The work on backups.

mod attend;
mod check;
mod folder;
mod lease;
mod make;
mod pack;
mod prune;
mod restore;
mod retention;
mod store;

pub use attend::attend;
pub use check::{check, check_now};
pub(crate) use make::{Making, begin, drop_unfinished, finish, keep};
pub use make::{back_up, start};
pub(crate) use prune::remove_all;
pub use restore::plan_restore;
pub(crate) use restore::{Restored, forget_unpacked, restored, unpacked};
pub(crate) use store::{health, is_under_way};
pub use store::{last_of_all, of_organisation, organisations};

use jiff::SignedDuration;

/// How long somebody holds a backup that is being made without a sign of life.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    pub lease: SignedDuration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { lease: SignedDuration::from_secs(60) }
    }
}
