//! Support access to one organisation, from the console: asking, going in, taking back.

pub mod api;
mod form;
mod open;
mod page;
pub mod words;

pub use page::SupportPage;
