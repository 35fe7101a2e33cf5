//! One search over what a person may see here: pages, and what the organisation or the console is about.
//!
//! The page works everywhere. Where scripts run, `public/scripts/search.js` shows the same answers in a dialog.

pub mod api;
#[cfg(feature = "ssr")]
mod console;
#[cfg(feature = "ssr")]
mod deployment;
mod found;
#[cfg(feature = "ssr")]
mod organisation;
mod page;
#[cfg(feature = "ssr")]
mod places;
#[cfg(feature = "ssr")]
mod sources;
mod words;

pub use found::{Found, Group, Hit};
pub use page::SearchPage;
