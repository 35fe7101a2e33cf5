//! The people who run the deployment: who they are, what each may do, and what they did.

pub mod api;
mod crumbs;
mod invite;
mod page;
mod row;
mod tabs;
mod trail;
pub mod words;

pub(super) use crumbs::crumbs;
pub use invite::NewOperatorPage;
pub use page::OperatorsPage;
#[cfg(feature = "ssr")]
pub(crate) use row::row_id;
pub use trail::TrailPage;
