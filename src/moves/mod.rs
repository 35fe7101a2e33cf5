//! Moving an organisation's data to another place while its people work.
//!
//! The data is copied and caught up with while everybody works. Then nobody may write for a moment: the rest is copied,
//! all of it is compared, and the organisation's home is changed. The old copy is kept for a while. What goes wrong before
//! the change takes the move back; a process that dies is followed by another that does the same.

mod types;

pub use types::*;

#[cfg(feature = "server")]
mod server;
#[cfg(feature = "server")]
pub use server::*;
