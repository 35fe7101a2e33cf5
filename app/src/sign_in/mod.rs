//! The door: signing in on the organisation's own page, joining by an invitation, a new password for who forgot theirs, the
//! operator's one-time link.

pub mod api;
mod enter;
mod forgot_password;
mod invitation;
mod new_password;
mod over;
mod page;
mod preview;
mod preview_pages;
pub mod words;

pub use enter::EnterPage;
pub use forgot_password::ForgotPasswordPage;
pub use invitation::InvitationPage;
pub use new_password::NewPasswordPage;
pub use page::{DoorFrame, SignInPage};
pub use preview::PreviewPage;
pub use preview_pages::PreviewPagesPage;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// The secret of the link that led here; the page keeps the one that it began with.
fn token_of_link() -> String {
    use_query_map().read_untracked().get("token").unwrap_or_default()
}
