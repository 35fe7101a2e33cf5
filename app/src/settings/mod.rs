//! What people change of their organisation, and of themselves.

pub mod api;
pub mod brand;
mod crumbs;
pub mod domain;
mod organisation;
mod password;
mod profile;
pub mod words;
mod zones;

pub use brand::{BrandHistoryPage, BrandPage};
pub(crate) use crumbs::crumbs;
pub use domain::{DomainPage, DomainsPage};
pub use organisation::OrganisationPage;
pub use profile::ProfilePage;
