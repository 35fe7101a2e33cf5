//! Whether everyone is well, and if not, why: for the console's first page and for an organisation's own.
//!
//! Nothing here reads all organisations' rows: each question goes along an index, or asks for what was counted already.

mod types;

#[cfg(feature = "server")]
mod attention;
#[cfg(feature = "server")]
mod health;
#[cfg(feature = "server")]
mod standing;

pub use types::*;

#[cfg(feature = "server")]
pub use attention::explain_attention;
#[cfg(feature = "server")]
pub use health::health_of;
#[cfg(feature = "server")]
pub use standing::overview;
