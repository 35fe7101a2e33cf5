//! What is done to many organisations at once: selected in the list, said exactly, then confirmed.

pub mod api;
mod bar;
mod page;
pub mod words;

pub(super) use bar::SelectionBar;
pub use page::BulkPage;

/// What the list says was done.
pub(super) const BULK: &str = "bulk";
/// The same of what goes on in the background.
pub(super) const MOVING: &str = "moving";
