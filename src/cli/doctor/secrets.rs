//! Can others read a password, or another secret of the settings?

use super::Check;
use crate::{
    config::{Config, MASK, ReportedSetting, Source},
    db::Location,
};
use std::{os::unix::fs::PermissionsExt, path::Path};

pub(super) fn check(config: &Config) -> Vec<Check> {
    let mut checks = Vec::new();
    if std::env::args().any(|argument| argument.contains("://") && argument.contains('@')) {
        checks.push(Check::fail(
            "secrets",
            "an address with a password is on the command line, where every user sees it",
        ));
    }
    let held = config.report().into_iter().filter(|setting| holds_secret(config, setting));
    let held: Vec<&str> = held.filter(|of| matches!(of.source, Source::File(_))).map(|of| of.key).collect();
    checks.push(match config.file() {
        Some(file) if !held.is_empty() => secret_file(file, &held.join(", ")),
        _ => Check::ok("secrets", "no secret in a file"),
    });
    checks
}

/// What is shown without a part of it. An address of PostgreSQL may have its password among the parameters, which aren't shown
/// at all.
fn holds_secret(config: &Config, setting: &ReportedSetting) -> bool {
    let is_server = setting.key == "database.location" && matches!(config.database.location, Location::Postgres(_));
    is_server || setting.value.contains(MASK)
}

fn secret_file(file: &Path, held: &str) -> Check {
    let name = file.display();
    match std::fs::metadata(file).map(|metadata| metadata.permissions().mode() & 0o777) {
        Ok(mode) if mode & 0o077 != 0 => {
            Check::fail("secrets", format!("{name} holds {held} and has mode {mode:o}: chmod 600 {name}"))
        }
        Ok(_) => Check::ok("secrets", format!("{name} holds {held} and is its owner's alone")),
        Err(error) => Check::fail("secrets", format!("{name}: {error}")),
    }
}
