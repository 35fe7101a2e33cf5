//! The first page of the console: whether everyone is well, and if not, why.

pub mod api;
mod attention;
mod changes;
mod page;
mod standing;
pub mod words;

pub use page::OverviewPage;
