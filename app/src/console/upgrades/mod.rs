//! The operators' pages of upgrades: how the fleet stands, starting a run, watching it, and the ways back.

pub mod address;
pub mod api;
mod confirm;
mod crumbs;
mod drift;
mod failures;
mod halt;
mod options;
mod overview;
mod prune;
mod rollback;
mod run;
mod run_rollback;
mod runs;
mod state;
mod tenant;
mod versions;
pub mod words;

pub use confirm::NewRunPage;
pub(super) use crumbs::crumbs;
pub use drift::DriftPage;
pub use overview::UpgradesPage;
pub use rollback::RollbackPage;
pub use run::RunPage;
pub use run_rollback::RunRollbackPage;
pub(super) use runs::RunTable;
pub(super) use tenant::{ROLLED_BACK, TenantUpgrades};
pub(super) use versions::VersionTable;
