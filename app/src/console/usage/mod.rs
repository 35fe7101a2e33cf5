//! How one organisation does, on its page in the console.

pub mod api;
mod card;
mod health;
pub mod words;

pub(super) use card::OrganisationUsage;
pub(super) use health::HealthCard;
