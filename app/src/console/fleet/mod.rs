//! The operators' page of the fleet as it is now: open databases, versions, the last runs.

pub mod api;
mod certificates;
#[cfg(feature = "ssr")]
mod figures;
mod page;
mod pools;
mod server_pools;
mod stock;
mod tabs;
pub mod words;

pub use page::FleetPage;
pub(super) use tabs::{FleetTab, FleetTabs};
