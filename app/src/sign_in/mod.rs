//! The door: signing in on the organisation's own page, joining by an invitation, the operator's one-time link.

pub mod api;
mod enter;
mod invitation;
mod page;
pub mod words;

pub use enter::EnterPage;
pub use invitation::InvitationPage;
pub use page::{DoorFrame, SignInPage};
