//! The platform's integration tests: one binary, each test on both engines, the tree as the areas.

mod harness;

mod announcements;
mod brand;
mod cli;
mod db;
mod deletions;
mod demo;
mod domains;
mod fleet;
mod identity;
mod loans;
mod mail;
mod metrics;
mod moves;
mod operators;
mod overview;
mod postgres;
mod provisioning;
mod servers;
mod stock;
mod tenants;
mod upgrades;
