//! Plans: what organisations may have, what they have of it, and what comes of having more.
//!
//! What an organisation may is remembered with it ([`Entitled`]), so that no page asks for it. Whether somebody has more than
//! they may is judged when something changes that it depends on, and noted with the end of a grace. After that nothing can be
//! added, and a module that the plan doesn't have is closed; taking along and deleting work as always.

mod features;
mod meter;
mod types;

#[cfg(feature = "server")]
mod archive;
#[cfg(feature = "server")]
mod change;
#[cfg(feature = "server")]
mod draft;
#[cfg(feature = "server")]
mod enforce;
#[cfg(feature = "server")]
mod entitled;
#[cfg(feature = "server")]
mod exceptions;
#[cfg(feature = "server")]
mod form;
#[cfg(feature = "server")]
mod judge;
#[cfg(feature = "server")]
mod near;
#[cfg(feature = "server")]
mod nearing;
#[cfg(feature = "server")]
mod shown;
#[cfg(feature = "server")]
mod standing;
#[cfg(feature = "server")]
mod store;
#[cfg(feature = "server")]
mod weighing;
#[cfg(feature = "server")]
mod what_if;

pub use features::Feature;
pub use meter::*;
pub use types::*;

#[cfg(feature = "server")]
pub use archive::{archive, preview_archive};
#[cfg(feature = "server")]
pub use change::{change_plan, preview_change};
#[cfg(feature = "server")]
pub(crate) use change::{give_many, what_if_given};
#[cfg(feature = "server")]
pub use draft::{create, review, save};
#[cfg(feature = "server")]
pub(crate) use enforce::{Place, check_growth, check_module, check_place, check_plan};
#[cfg(feature = "server")]
pub use entitled::Entitled;
#[cfg(feature = "server")]
pub(crate) use entitled::entitled;
#[cfg(feature = "server")]
pub use exceptions::{set_feature, set_limit};
#[cfg(feature = "server")]
pub use judge::attend;
#[cfg(feature = "server")]
pub(crate) use judge::judge_one;
#[cfg(feature = "server")]
pub use near::{NearLimits, notice};
#[cfg(feature = "server")]
pub use shown::{of_organisation, own};
#[cfg(feature = "server")]
pub use store::{all, choices, default_modules, find, list};
#[cfg(feature = "server")]
pub(crate) use store::{named_in, names};
#[cfg(feature = "server")]
pub(crate) use weighing::weigh;
