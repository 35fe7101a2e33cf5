//! Whether everyone is well, and if not, why: for the console's first page and for an organisation's own.
//!
//! Nothing here reads all organisations' rows: each question goes along an index, or asks for what was counted already.

mod concern;
mod types;
mod verdict;

#[cfg(feature = "server")]
mod attention;
#[cfg(feature = "server")]
mod health;
#[cfg(feature = "server")]
mod standing;

pub use concern::*;
pub use types::*;
pub use verdict::*;

#[cfg(feature = "server")]
pub(crate) use attention::{LATELY, hour_before};
#[cfg(feature = "server")]
pub use attention::{concerned, explain_attention};
#[cfg(feature = "server")]
pub use health::health_of;
#[cfg(feature = "server")]
pub use standing::overview;
