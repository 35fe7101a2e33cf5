//! The people who run the deployment, the links by which they first come in, and what they did.

mod types;

#[cfg(feature = "server")]
mod entry;
#[cfg(feature = "server")]
mod links;
#[cfg(feature = "server")]
mod list;
#[cfg(feature = "server")]
mod roles;
#[cfg(feature = "server")]
mod trail;

pub use types::*;

#[cfg(feature = "server")]
pub use entry::{Entry, enter, entrance};
#[cfg(feature = "server")]
pub(crate) use links::purge_links;
#[cfg(feature = "server")]
pub use links::{fresh_link, invite, new_link, new_link_for};
#[cfg(feature = "server")]
pub use list::{exists, list};
#[cfg(feature = "server")]
pub(crate) use roles::stored_role;
#[cfg(feature = "server")]
pub use roles::{change_role, create, create_as, remove};
#[cfg(feature = "server")]
pub use trail::trail;
