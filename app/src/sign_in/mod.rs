//! The door: signing in on the organisation's own page, joining by an invitation, the operator's one-time link.

pub mod api;
mod enter;
mod invitation;
mod page;
mod preview;
pub mod words;

pub use enter::EnterPage;
pub use invitation::InvitationPage;
pub use page::{DoorFrame, SignInPage};
pub use preview::PreviewPage;
