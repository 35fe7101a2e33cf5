//! The operators' pages of the PostgreSQL servers that organisations may live on.

pub mod api;
mod crumbs;
mod edit;
mod list;
mod new;
mod page;
mod readdress;
mod table;
pub mod words;

pub(super) use crumbs::crumbs;
pub use list::ServersPage;
pub use new::NewServerPage;
pub use page::ServerPage;
pub(super) use table::ServerTable;
