//! Filters of the list that an operator keeps under a name.

pub mod api;
mod chips;
mod page;
pub mod words;

pub(super) use chips::FilterChips;
pub use page::FiltersPage;
