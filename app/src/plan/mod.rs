//! An organisation's plan: what it may have, what it has of it, and what comes of having more. Its people and operators see
//! the same meter, so that it stands here.

pub mod api;
mod meter;
mod notice;
mod page;
pub mod words;

pub(crate) use meter::{FeatureList, PlanFacts, PlanMeter, amount, module_name, module_names, price, price_each};
pub(crate) use notice::PlanBanner;
pub use page::PlanPage;
