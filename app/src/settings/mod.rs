//! What people change of their organisation, and of themselves.

pub mod api;
pub mod brand;
mod crumbs;
pub mod domain;
mod organisation;
mod password;
mod profile;
pub(crate) mod sessions;
pub mod words;

pub use brand::{BrandHistoryPage, BrandLookPage, BrandPage};
pub(crate) use crumbs::crumbs;
pub use domain::{DomainPage, DomainsPage};
pub use organisation::OrganisationPage;
pub use profile::ProfilePage;
