//! The platform of Tenantry: who the organisations are, where their data lives, who may do what, and the road from a
//! socket to a row. It knows no pages and no words of the interface.
//!
//! Without the feature `server` only the plain types compile, which the browser shares.

// First, so that its macro is known in all that follow.
#[cfg(feature = "server")]
#[macro_use]
pub mod db;

pub mod access;
pub mod announcements;
pub mod backups;
pub mod brand;
pub mod day;
pub mod deletions;
pub mod deployment;
pub mod domains;
pub mod fault;
pub mod ids;
pub mod jobs;
pub mod loans;
pub mod locale;
pub mod mail;
pub mod memberships;
pub mod metrics;
pub mod modules;
pub mod money;
pub mod moves;
pub mod operators;
pub mod overview;
pub mod plans;
pub mod provisioning;
pub mod servers;
pub mod stock;
pub mod support;
pub mod tenants;
pub mod tls;
pub mod upgrades;
pub mod users;

#[cfg(feature = "server")]
pub mod audit;
#[cfg(feature = "server")]
pub mod cli;
#[cfg(feature = "server")]
pub mod clock;
#[cfg(feature = "server")]
pub mod config;
#[cfg(feature = "server")]
pub mod context;
#[cfg(feature = "server")]
pub mod demo;
#[cfg(feature = "server")]
pub mod deploys;
#[cfg(feature = "server")]
pub mod documents;
#[cfg(feature = "server")]
pub mod error;
#[cfg(feature = "server")]
pub mod exports;
#[cfg(feature = "server")]
pub mod fleet;
#[cfg(feature = "server")]
mod hashing;
#[cfg(feature = "server")]
mod housekeeping;
#[cfg(feature = "server")]
pub mod http;
#[cfg(feature = "server")]
pub mod platform;
#[cfg(feature = "server")]
pub mod random;
#[cfg(feature = "server")]
pub mod sessions;
#[cfg(feature = "server")]
pub mod traces;
#[cfg(feature = "server")]
pub mod zones;
