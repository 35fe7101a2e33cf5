//! The log: to the standard error, so that results on the standard output stay clean.

use crate::{
    config::{Config, Log, Source},
    db::log_slower_than,
};
use std::{io::IsTerminal, time::Duration};
use tracing_subscriber::EnvFilter;

/// Starts the log as the settings say. A second call changes nothing.
pub(super) fn init(settings: &Log) {
    start(&settings.filter, settings);
}

/// For commands that a person waits for: warnings alone, unless a filter was asked for.
pub(super) fn init_quietly(config: &Config) {
    let filter = if config.source_of("log.filter") == Source::Default { "warn" } else { &config.log.filter };
    start(filter, &config.log);
}

fn start(filter: &str, settings: &Log) {
    log_slower_than(Duration::from_millis(settings.slow_statement_ms));
    let filter = EnvFilter::try_new(filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let colours = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours);
    let _already_started =
        if settings.json { log.json().flatten_event(true).try_init() } else { log.with_target(false).try_init() };
}
