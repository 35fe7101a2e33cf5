//! The module "loans": the list, a loan, lending and repaying.

mod address;
pub mod api;
mod borrower_fields;
mod cancel;
mod crumbs;
#[cfg(feature = "ssr")]
pub(crate) mod export;
mod history;
mod instalment_preview;
mod list;
mod loan;
mod new;
#[cfg(feature = "ssr")]
pub(crate) mod receipt;
#[cfg(feature = "ssr")]
mod receipt_words;
mod repay;
mod rows;
mod schedule;
mod status;
pub mod words;

pub use address::list_address;
pub(crate) use crumbs::crumbs;
pub use list::LoansPage;
pub use loan::LoanPage;
pub use new::NewLoanPage;
pub use repay::RepayPage;
#[cfg(feature = "ssr")]
pub(crate) use status::status_name;
