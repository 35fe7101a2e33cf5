//! Organisations: what the deployment knows of each.

mod bulk_types;
mod query;
mod slug;
mod types;

#[cfg(feature = "server")]
mod activity;
#[cfg(feature = "server")]
mod bulk;
#[cfg(feature = "server")]
mod console;
#[cfg(feature = "server")]
pub(crate) mod cursor;
#[cfg(feature = "server")]
mod databases;
#[cfg(feature = "server")]
mod filter;
#[cfg(feature = "server")]
mod hold;
#[cfg(feature = "server")]
mod listing;
#[cfg(feature = "server")]
mod lookup;
#[cfg(feature = "server")]
mod notes;
#[cfg(feature = "server")]
mod people;
#[cfg(feature = "server")]
mod rename;
#[cfg(feature = "server")]
pub(crate) mod resting;
#[cfg(feature = "server")]
mod saved_filters;
#[cfg(feature = "server")]
pub(crate) mod search_words;
#[cfg(feature = "server")]
mod settings;
#[cfg(feature = "server")]
mod store;
#[cfg(feature = "server")]
mod timeline;
#[cfg(feature = "server")]
mod troubles;
#[cfg(feature = "server")]
mod unreachable;
#[cfg(feature = "server")]
mod upkeep;
#[cfg(feature = "server")]
pub(crate) mod usage;

pub use bulk_types::*;
pub use query::*;
pub use slug::{Slug, suggestion_for};
pub use types::*;

#[cfg(feature = "server")]
pub(crate) use activity::write_activity_gently;
#[cfg(feature = "server")]
pub use activity::{Activity, write_activity};
#[cfg(feature = "server")]
pub use bulk::{BulkOutcome, perform_bulk, preview_bulk};
#[cfg(feature = "server")]
pub use console::{detail, inspect, mark, measure, plan_resume, plan_suspend, resume, start_maintenance, suspend};
#[cfg(feature = "server")]
pub use databases::databases;
#[cfg(feature = "server")]
pub(crate) use hold::{hold, hold_named};
#[cfg(feature = "server")]
pub(crate) use listing::PageLength;
#[cfg(feature = "server")]
pub use listing::{explain_list, list, list_long};
#[cfg(feature = "server")]
pub use lookup::front_doors;
#[cfg(feature = "server")]
pub use notes::{add_note, delete_note, new_note_id, notes};
#[cfg(feature = "server")]
pub use people::{end_all_sessions, end_session, people};
#[cfg(feature = "server")]
pub use rename::{Renaming, change_slug, plan_rename};
#[cfg(feature = "server")]
pub use resting::Moved;
#[cfg(feature = "server")]
pub use saved_filters::{delete_filter, rename_filter, save_filter, saved_filters};
#[cfg(feature = "server")]
pub use settings::{SettingsForm, rename, update_settings};
#[cfg(feature = "server")]
pub(crate) use store::by_host;
#[cfg(feature = "server")]
pub use store::{Going, Tenant, all, find, host_of_slug};
#[cfg(feature = "server")]
pub use timeline::timeline;
#[cfg(feature = "server")]
pub use troubles::explain_troubles;
#[cfg(feature = "server")]
pub use upkeep::{begin_maintenance, disable_module, enable_module, plan_maintenance, plan_modules};
#[cfg(feature = "server")]
pub use usage::{count_active, count_usage};
