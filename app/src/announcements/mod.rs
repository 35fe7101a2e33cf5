//! What operators announce, at the top of an organisation's pages. It comes with the page itself.

pub mod api;
mod banner;
#[cfg(feature = "ssr")]
pub(crate) mod dismissed;
pub mod words;

pub(crate) use banner::{AnnouncementBanner, Announcements};
