//! An operator's own account: a password, so that nobody needs to make a link for them.

pub mod api;
mod page;
pub mod words;

pub use page::AccountPage;
