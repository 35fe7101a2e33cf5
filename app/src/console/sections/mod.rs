//! The sections of one organisation's page: what changed, its people, notes, modules and maintenance.

pub mod api;
mod brand_card;
mod domains;
mod maintenance;
#[cfg(feature = "ssr")]
pub(crate) mod mark;
mod modules;
mod notes;
mod people;
mod tabs;
mod timeline;
pub mod words;

pub(super) use brand_card::BrandCard;
pub use domains::ConsoleDomainsPage;
pub(super) use maintenance::{MAINTAINED, MaintenanceCard};
pub(super) use modules::{MODULE_OFF, MODULE_ON, ModulesCard};
pub use notes::NotesPage;
pub use people::PeoplePage;
pub(super) use tabs::{Section, SectionTabs};
pub use timeline::TimelinePage;
