//! The product through HTTP: every test speaks to a whole server over a socket, on both engines.

#[path = "../../../src/tests/cluster.rs"]
mod cluster;
#[path = "../../../src/tests/frames.rs"]
mod frames;
#[path = "../../../src/tests/harness.rs"]
mod harness;
#[path = "../../../src/tests/lending.rs"]
mod lending;
#[path = "../../../src/tests/log.rs"]
mod log;
#[path = "../../../src/tests/papers.rs"]
#[expect(dead_code, reason = "the platform's tests use more of it")]
mod papers;

#[path = "../../../src/tests/mail/post_office.rs"]
mod post_office;

#[path = "../../../src/tests/domains/name_server.rs"]
#[expect(dead_code, reason = "the platform's tests use more of it")]
mod name_server;

#[path = "../../../src/tests/traces/collector.rs"]
#[expect(dead_code, reason = "the platform's tests use more of it")]
mod collector;

#[path = "../../../src/tests/brand/corpus.rs"]
#[expect(dead_code, reason = "the platform's tests use more of it")]
mod corpus;
#[path = "../../../src/tests/brand/pictures.rs"]
#[expect(dead_code, reason = "the platform's tests use more of it")]
mod pictures;

mod app;
mod client;
mod pages;

mod announcements;
mod backups;
mod benches;
mod brand_meanwhile;
mod closed;
mod copies;
mod deployment;
mod domains;
mod endpoints;
mod exports;
mod fifty_thousand;
mod fleet;
mod forms;
mod gone;
mod headers;
mod hosts;
mod hosts_over_http2;
mod icons;
mod isolation;
mod languages;
mod limits;
mod log_canaries;
mod mails;
mod mann_whitney;
mod marks;
mod metrics;
mod moved;
mod moves;
mod nowhere;
mod operators;
mod organisations;
mod own_sessions;
mod passwords;
mod places;
mod plan;
mod plan_names;
mod preloads;
mod provisioning;
mod receipts;
mod regional;
mod search;
mod secrets;
mod sections;
mod servers;
mod sign_up;
mod site_files;
mod slow;
mod stopping;
mod studio;
mod support;
mod switcher;
mod traces;
mod upgrades;
