//! The operators' pages: all organisations, one of them, making a new one.

mod address;
pub mod api;
mod delete;
#[cfg(feature = "ssr")]
pub(crate) mod export;
mod facts;
pub mod fleet;
mod invite;
mod list;
pub mod moves;
mod new;
mod organisation;
mod progress;
mod rename;
mod rows;
mod status;
mod suspend;
pub mod upgrades;
pub mod words;

pub use fleet::FleetPage;
pub use list::OrganisationsPage;
pub use moves::MovePage;
pub use new::NewOrganisationPage;
pub use organisation::OrganisationPage;
pub use progress::ProvisioningPage;
pub use upgrades::{DriftPage, NewRunPage, RollbackPage, RunPage, UpgradesPage};
