//! The operators' pages: all organisations, one of them, making a new one.

pub mod account;
mod address;
pub mod announcements;
pub mod api;
mod columns;
mod delete;
pub(crate) mod events;
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
pub mod operators;
mod organisation;
pub mod overview;
mod progress;
mod rename;
mod rows;
pub mod sections;
pub mod selection;
pub mod servers;
mod status;
mod suspend;
pub mod upgrades;
pub mod usage;
pub mod words;

pub use account::AccountPage;
pub use announcements::{AnnouncementPage, AnnouncementsPage, NewAnnouncementPage};
pub use filters::FiltersPage;
pub use fleet::FleetPage;
pub use list::OrganisationsPage;
pub use moves::MovePage;
pub use new::NewOrganisationPage;
pub use operators::{NewOperatorPage, OperatorsPage, TrailPage};
pub use organisation::OrganisationPage;
pub use overview::OverviewPage;
pub use progress::ProvisioningPage;
pub use sections::{NotesPage, PeoplePage, TimelinePage};
pub use selection::BulkPage;
pub use servers::{NewServerPage, ServerPage, ServersPage};
pub use upgrades::{DriftPage, NewRunPage, RollbackPage, RunPage, UpgradesPage};
