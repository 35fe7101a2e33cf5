//! Backups of organisations' databases: by a schedule, or because somebody asks.
//!
//! A backup is one file, a packed SQLite database whatever the organisation's own is kept in, so that it can be brought
//! back to any placement and be read by anybody's tools. Bringing one back goes the way of a move: the new home is made
//! and compared while people work, what they have now becomes a backup of its own, and the old home is kept for a while.

mod types;

#[cfg(feature = "server")]
mod server;

#[cfg(feature = "server")]
pub use server::*;
pub use types::*;
