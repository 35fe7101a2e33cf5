//! The first page of the console: whether everyone is well, and if not, why.

pub mod api;
mod attention;
mod changes;
mod concern;
mod destinations;
mod page;
mod places;
mod standing;
pub mod words;

pub(super) use attention::told;
pub use concern::ConcernPage;
pub use page::OverviewPage;
