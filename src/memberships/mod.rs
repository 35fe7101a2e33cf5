//! An organisation's people: who belongs to it, in which role, and who was asked to join.

mod types;

#[cfg(feature = "server")]
mod acceptance;
#[cfg(feature = "server")]
pub mod invitations;
#[cfg(feature = "server")]
mod members;
#[cfg(feature = "server")]
mod organisations;
#[cfg(feature = "server")]
mod store;

pub use types::*;

#[cfg(feature = "server")]
pub use members::{change_role, find_members, limit, members_of, remove};
#[cfg(feature = "server")]
pub use organisations::OwnOrganisations;
#[cfg(feature = "server")]
pub use store::add;
#[cfg(feature = "server")]
pub(crate) use store::stored_role;
