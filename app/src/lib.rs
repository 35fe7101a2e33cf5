//! The product: pages, the functions they call on the server, and the words in both languages.
//!
//! Start at `app.rs`, the table of pages. A page calls its area's `api.rs`, which guards and calls the platform.
#![recursion_limit = "512"]

pub mod announcements;
mod app;
mod bundle;
pub mod console;
pub mod endpoints;
pub mod error;
pub mod form;
pub mod frames;
pub mod home;
pub mod i18n;
pub mod layout;
mod lists;
mod live;
mod load;
pub mod loans;
#[cfg(feature = "ssr")]
pub mod mail;
pub mod members;
mod navigation;
pub mod paths;
pub mod plan;
pub mod public;
pub mod regional;
pub mod search;
#[cfg(feature = "ssr")]
pub mod server;
pub mod settings;
pub mod sign_in;
pub mod site;
pub mod support;
#[cfg(feature = "hydrate")]
mod takeover;
pub mod ui;
pub mod usage;

pub use app::App;
#[cfg(feature = "hydrate")]
pub use takeover::take_over;
