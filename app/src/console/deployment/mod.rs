//! The settings of the deployment: what each is, where its value comes from, and when a change counts.

pub mod api;
mod change;
mod crumbs;
#[cfg(feature = "ssr")]
mod french;
mod list;
mod value;
pub mod words;

pub use change::SettingPage;
pub(super) use crumbs::crumbs;
pub use list::SettingsPage;
