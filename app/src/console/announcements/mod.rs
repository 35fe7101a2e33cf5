//! What operators tell organisations: writing it, seeing how it looks, publishing it, ending it.

pub mod api;
mod crumbs;
mod fields;
mod list;
mod page;
pub mod words;

pub(super) use crumbs::crumbs;
pub use list::AnnouncementsPage;
pub use page::{AnnouncementPage, NewAnnouncementPage};
