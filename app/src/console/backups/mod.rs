//! The operators' pages of backups: those of an organisation, making one now, and bringing one back.

pub mod api;
mod page;
mod restore;
mod table;
pub mod words;

pub use page::BackupsPage;
pub use restore::RestoreBackupPage;
