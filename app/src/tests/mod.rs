//! The product through HTTP: every test speaks to a whole server over a socket, on both engines.

#[path = "../../../src/tests/harness.rs"]
#[expect(dead_code, reason = "the platform's tests use more of it")]
mod harness;

mod app;
mod client;
mod pages;

mod closed;
mod endpoints;
mod exports;
mod forms;
mod gone;
mod headers;
mod hosts;
mod isolation;
mod limits;
mod mann_whitney;
mod moved;
mod moves;
mod organisations;
mod preloads;
mod search;
mod secrets;
mod servers;
mod studio;
mod switcher;
mod upgrades;
