//! PostgreSQL servers beside the deployment's own place, and the policy that says where a new organisation's data goes.

mod types;

#[cfg(feature = "server")]
mod check;
#[cfg(feature = "server")]
mod edit;
#[cfg(feature = "server")]
mod own;
#[cfg(feature = "server")]
mod placing;
#[cfg(feature = "server")]
mod registry;
#[cfg(feature = "server")]
mod seal;

pub use types::*;

#[cfg(feature = "server")]
pub(crate) use check::look_at;
#[cfg(feature = "server")]
pub use check::{Checked, check, check_due};
#[cfg(feature = "server")]
pub use edit::{Edited, ServerEdit, edit, plan_edit};
#[cfg(feature = "server")]
pub use own::own_places;
#[cfg(feature = "server")]
pub(crate) use own::{COMFORTABLE_FREE, disk, free_for_files};
#[cfg(feature = "server")]
pub(crate) use placing::{check_room_beside, place};
#[cfg(feature = "server")]
pub use registry::{NewServer, add, drain, find, list, plan_readdress, readdress, resume};
#[cfg(feature = "server")]
pub(crate) use registry::{SealedAddresses, label};
#[cfg(feature = "server")]
pub use seal::{KeyFile, SealError};
