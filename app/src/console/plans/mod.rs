//! Plans in the console: all of them, writing one, what would come of a change, and the plan of one organisation.

pub mod api;
mod archive;
mod change;
mod crumbs;
mod edit;
mod exceptions;
mod fields;
mod list;
mod organisation;
mod review;
mod what_if;
pub mod words;

pub use archive::ArchivePlanPage;
pub(super) use crumbs::crumbs;
pub use edit::{NewPlanPage, PlanPage};
pub use list::PlansPage;
pub use organisation::OrganisationPlanPage;
pub use review::PlanReviewPage;
pub(super) use what_if::WhatIfView;
