//! Support access, on an organisation's own pages: how an operator comes in and goes out, what owners decide, what was seen.

pub mod api;
mod bar;
mod crumbs;
mod enter;
#[cfg(feature = "ssr")]
pub(crate) mod export;
mod notices;
mod open;
mod page;
mod past;
mod trail;
pub mod words;

pub use bar::SupportBar;
pub(crate) use crumbs::crumbs;
pub use enter::EnterPage;
pub(crate) use notices::SupportNotices;
pub use page::SupportPage;
pub(crate) use past::Past;
pub use trail::TrailPage;
