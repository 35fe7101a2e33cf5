//! The operators' pages of moves: where an organisation's data is, where it may go, and how far a move is.

pub mod api;
mod card;
mod form;
mod history;
mod live;
mod page;
pub mod words;

pub(super) use card::MoveCard;
pub(super) use live::TakenBack;
pub use page::MovePage;
pub(super) use page::named;
