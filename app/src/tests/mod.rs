//! The product through HTTP: every test speaks to a whole server over a socket, on both engines.

#[path = "../../../src/tests/harness.rs"]
#[expect(dead_code, reason = "the platform's tests use more of it")]
mod harness;

mod app;
mod client;
mod pages;

mod announcements;
mod closed;
mod endpoints;
mod exports;
mod forms;
mod gone;
mod headers;
mod hosts;
mod isolation;
mod limits;
mod mails;
mod mann_whitney;
mod metrics;
mod moved;
mod moves;
mod operators;
mod organisations;
mod preloads;
mod search;
mod secrets;
mod sections;
mod servers;
mod studio;
mod switcher;
mod upgrades;
