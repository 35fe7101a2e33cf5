//! The operators' pages: all organisations, one of them, making a new one.

mod address;
pub mod api;
mod columns;
mod delete;
#[cfg(feature = "ssr")]
pub(crate) mod export;
mod facts;
pub mod filters;
pub mod fleet;
mod health;
mod invite;
mod list;
pub mod moves;
mod new;
mod organisation;
pub mod overview;
mod progress;
mod rename;
mod rows;
pub mod selection;
pub mod servers;
mod status;
mod suspend;
pub mod upgrades;
pub mod usage;
pub mod words;

pub use filters::FiltersPage;
pub use fleet::FleetPage;
pub use list::OrganisationsPage;
pub use moves::MovePage;
pub use new::NewOrganisationPage;
pub use organisation::OrganisationPage;
pub use overview::OverviewPage;
pub use progress::ProvisioningPage;
pub use selection::BulkPage;
pub use servers::{NewServerPage, ServerPage, ServersPage};
pub use upgrades::{DriftPage, NewRunPage, RollbackPage, RunPage, UpgradesPage};
