//! An organisation's own domains: which it has, which records one needs, and which is the main address.

pub mod api;
mod crumbs;
mod findings;
mod list;
mod main_address;
mod records;
mod remove;
mod setup;
mod state;
pub(crate) mod words;

pub(crate) use crumbs::crumbs;
#[cfg(feature = "ssr")]
pub(crate) use findings::finding_words;
pub use list::DomainsPage;
pub use setup::DomainPage;
pub(crate) use state::{DomainBadge, FailingDomains};

/// What a page says was done.
const VERIFIED: &str = "verified";
const LOOKED: &str = "looked";
const MAIN: &str = "main";
const REMOVED: &str = "removed";
