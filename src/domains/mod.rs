//! Hosts: from what a browser sends to the organisation that it means; and the hosts that organisations bring along.

mod types;

#[cfg(feature = "server")]
mod by;
#[cfg(feature = "server")]
mod check;
#[cfg(feature = "server")]
mod claim;
#[cfg(feature = "server")]
mod directory;
#[cfg(feature = "server")]
mod dns;
#[cfg(feature = "server")]
mod explain;
#[cfg(feature = "server")]
mod host;
#[cfg(feature = "server")]
mod look;
#[cfg(feature = "server")]
mod mailed;
#[cfg(feature = "server")]
mod main_address;
#[cfg(feature = "server")]
mod moments;
#[cfg(feature = "server")]
mod outside;
#[cfg(feature = "server")]
mod own_host;
#[cfg(feature = "server")]
mod recheck;
#[cfg(feature = "server")]
mod remove;
#[cfg(feature = "server")]
mod store;
#[cfg(feature = "server")]
mod verify;

pub use types::*;

#[cfg(feature = "server")]
use by::By;
#[cfg(feature = "server")]
pub use check::check;
#[cfg(feature = "server")]
pub use claim::claim;
#[cfg(feature = "server")]
pub use directory::{Directory, Resolution, Standing};
#[cfg(feature = "server")]
pub(crate) use dns::Dns;
#[cfg(feature = "server")]
pub use explain::{Explanation, explain};
#[cfg(feature = "server")]
pub use host::HostName;
#[cfg(feature = "server")]
pub(crate) use mailed::{has_failing_main, mailed, open_host};
#[cfg(feature = "server")]
pub use main_address::make_main;
#[cfg(feature = "server")]
pub use outside::{check_of, claim_of, domains_of, make_main_of, plan_main_of, remove_of, verify_of};
#[cfg(feature = "server")]
pub use recheck::{recheck_due, watch_unclaimed};
#[cfg(feature = "server")]
pub use remove::remove;
#[cfg(feature = "server")]
pub use store::{failing_domains, own_domain, own_domains};
#[cfg(feature = "server")]
pub use verify::verify;
