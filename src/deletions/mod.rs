//! The end of an organisation: closed at once, exported, kept for a grace in which it can be restored, then removed with
//! all that the deployment knows of it. What is left is the proof of that, and the audit.

mod types;

#[cfg(feature = "server")]
mod attend;
#[cfg(feature = "server")]
mod erase;
#[cfg(feature = "server")]
mod found;
#[cfg(feature = "server")]
mod grace;
#[cfg(feature = "server")]
mod lease;
#[cfg(feature = "server")]
mod lock;
#[cfg(feature = "server")]
mod proof;
#[cfg(feature = "server")]
mod request;
#[cfg(feature = "server")]
mod store;

pub use types::*;

#[cfg(feature = "server")]
pub(crate) use attend::attend_all_observed;
#[cfg(feature = "server")]
pub use attend::{Attended, Observer, Pace, Step, attend, attend_all, due, unobserved};
#[cfg(feature = "server")]
pub use erase::KEPT;
#[cfg(feature = "server")]
pub use grace::change_grace;
#[cfg(feature = "server")]
pub use lock::{lock, plan_lock, plan_unlock, unlock};
#[cfg(feature = "server")]
pub use proof::{erasures, find as find_erasure};
#[cfg(feature = "server")]
pub use request::{Deleting, Export, NewDeletion, cancel, delete, delete_confirmed, plan, plan_cancel};
#[cfg(feature = "server")]
pub(crate) use store::of as deletion_of;
