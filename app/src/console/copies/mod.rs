//! The operators' pages of copies: an organisation that begins as a copy of another.

pub mod api;
mod card;
mod page;
pub mod words;

pub(super) use card::CopyCard;
pub use page::CopyPage;
