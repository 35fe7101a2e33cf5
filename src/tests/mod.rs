//! The platform's integration tests: one binary, each test on both engines, the tree as the areas.

mod cluster;
mod frames;
mod harness;
mod lending;
#[expect(dead_code, reason = "the product's tests use more of it")]
mod log;
mod papers;

mod announcements;
mod backups;
mod brand;
mod cli;
mod db;
mod deletions;
mod demo;
mod deployment;
mod documents;
mod domains;
mod fleet;
mod identity;
mod jobs;
mod loans;
mod mail;
mod metrics;
mod moves;
mod operators;
mod overview;
mod plans;
mod postgres;
mod provisioning;
mod servers;
mod stock;
mod support;
mod tenants;
mod tls;
mod traces;
mod upgrades;
mod victims;
