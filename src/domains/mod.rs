//! Hosts: from what a browser sends to the organisation that it means.

mod directory;
mod explain;
mod host;

pub use directory::{Directory, Resolution};
pub use explain::{Explanation, explain};
pub use host::HostName;
