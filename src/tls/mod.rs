//! HTTPS without a proxy: certificates that this program orders by ACME (RFC 8555), keeps sealed, renews early and serves by
//! the name that a browser asks for. And the answer for a proxy that orders them itself.
//!
//! A certificate is ordered for the deployment's own hosts and for verified hosts of organisations that are served; for no
//! other name, however often somebody asks.

mod types;

#[cfg(feature = "server")]
mod account;
#[cfg(feature = "server")]
mod budget;
#[cfg(feature = "server")]
mod certificates;
#[cfg(feature = "server")]
mod challenges;
#[cfg(feature = "server")]
mod counters;
#[cfg(feature = "server")]
mod listing;
#[cfg(feature = "server")]
mod obtain;
#[cfg(feature = "server")]
mod order;
#[cfg(feature = "server")]
mod schedule;
#[cfg(feature = "server")]
mod store;
#[cfg(feature = "server")]
mod tend;
#[cfg(feature = "server")]
mod validity;

pub use types::*;

#[cfg(feature = "server")]
pub use account::account_uri;
#[cfg(feature = "server")]
pub(crate) use certificates::AtHand;
#[cfg(feature = "server")]
pub use certificates::Certificates;
#[cfg(feature = "server")]
pub use listing::{first, list, of_organisation};
#[cfg(feature = "server")]
pub use order::Ordered;
#[cfg(feature = "server")]
pub use store::renew;
#[cfg(feature = "server")]
pub(crate) use tend::keep;
#[cfg(feature = "server")]
pub use tend::{Tended, tend};
