//! Making an organisation: named steps, each recorded, each with what undoes it. A failure leaves nothing behind.

mod types;

#[cfg(feature = "server")]
mod clone;
#[cfg(feature = "server")]
mod lease;
#[cfg(feature = "server")]
mod record;
#[cfg(feature = "server")]
mod saga;
#[cfg(feature = "server")]
mod sign_up;
#[cfg(feature = "server")]
mod start;
#[cfg(feature = "server")]
mod steps;
#[cfg(feature = "server")]
mod sweep;
#[cfg(feature = "server")]
mod terms;
#[cfg(feature = "server")]
mod validate;

pub use types::*;

#[cfg(feature = "server")]
pub use clone::{Cloned, Cloning, NewClone, clone, clone_offer, plan_clone, start_clone};
#[cfg(feature = "server")]
pub use record::progress;
#[cfg(feature = "server")]
pub use saga::{Provisioned, provision, provision_on, start, start_on};
#[cfg(feature = "server")]
pub use sign_up::{SignedUp, sign_up};
#[cfg(feature = "server")]
pub use sweep::sweep;
#[cfg(feature = "server")]
pub use terms::Terms;
