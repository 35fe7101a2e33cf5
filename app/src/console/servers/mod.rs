//! The operators' pages of the PostgreSQL servers that organisations may live on.

pub mod api;
mod list;
mod new;
mod page;
mod table;
pub mod words;

pub use list::ServersPage;
pub use new::NewServerPage;
pub use page::ServerPage;
pub(super) use table::ServerTable;
