//! The module "loans" through its public functions, on both engines.

mod book;
mod cancel;
mod create;
mod detail;
mod figures;
mod isolation;
mod list;
mod receipt;
mod repay;
