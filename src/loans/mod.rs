//! The module "loans": interest-free loans to an organisation's people, repaid in monthly instalments.
//!
//! A loan's status and schedule follow from its terms and from what was repaid (`schedule.rs`); nothing of that is
//! typed in by anybody.

mod types;

#[cfg(feature = "server")]
mod borrowers;
#[cfg(feature = "server")]
mod cancel;
#[cfg(feature = "server")]
mod create;
#[cfg(feature = "server")]
mod cursor;
#[cfg(feature = "server")]
mod detail;
#[cfg(feature = "server")]
mod draft;
#[cfg(feature = "server")]
mod events;
#[cfg(feature = "server")]
mod facts;
#[cfg(feature = "server")]
mod figures;
#[cfg(feature = "server")]
mod list;
#[cfg(feature = "server")]
mod receipt;
#[cfg(feature = "server")]
mod repay;
#[cfg(feature = "server")]
mod rows;
#[cfg(feature = "server")]
pub mod schedule;
#[cfg(feature = "server")]
pub mod seed;
#[cfg(feature = "server")]
mod summary;

pub use types::*;

#[cfg(feature = "server")]
pub use {
    borrowers::{NewBorrower, borrowers, search_name},
    cancel::cancel,
    create::{create, new_id},
    detail::find,
    figures::{figures, overview},
    list::{list, list_long},
    receipt::receipt,
    repay::{new_repayment_id, repay},
};

#[cfg(feature = "server")]
pub(crate) use figures::{LoanUsage, is_any_recorded, usage};
