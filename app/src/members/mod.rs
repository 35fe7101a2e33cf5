//! An organisation's people: the list, who was asked to join, and asking somebody.

pub mod api;
mod crumbs;
#[cfg(feature = "ssr")]
pub(crate) mod export;
#[cfg(feature = "ssr")]
pub(crate) mod handover;
mod invitations;
mod invite;
mod link;
mod listing;
mod page;
mod row;
pub mod words;

pub(crate) use crumbs::crumbs;
pub use invite::InvitePage;
pub(crate) use link::FreshLink;
pub use page::MembersPage;

use tenantry::access::{Permission, Role};

/// What the page says was done.
const REMOVED: &str = "removed";

/// The roles that somebody of the given role may hand out, the least first.
fn roles_given_by(role: Role) -> impl Iterator<Item = Role> {
    Role::ALL.into_iter().rev().filter(move |given| *given != Role::Owner || role.may(Permission::OwnersManage))
}
