//! What operators tell organisations: a line at the top of their pages, for a time.

mod types;

#[cfg(feature = "server")]
mod draft;
#[cfg(feature = "server")]
mod live;
#[cfg(feature = "server")]
mod store;

pub use types::*;

#[cfg(feature = "server")]
pub use draft::{end, new_id, publish, save};
#[cfg(feature = "server")]
pub use live::Announcements;
#[cfg(feature = "server")]
pub use store::{find, list, plans, search};
