//! Can others read the database's password?

use super::Check;
use crate::{
    config::{Config, Source},
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
    match (&config.database.location, config.source_of("database.location")) {
        (Location::Postgres(_), Source::File(file)) => checks.push(password_file(&file)),
        _ => checks.push(Check::ok("secrets", "no password in a file")),
    }
    checks
}

fn password_file(file: &Path) -> Check {
    let name = file.display();
    match std::fs::metadata(file).map(|metadata| metadata.permissions().mode() & 0o777) {
        Ok(mode) if mode & 0o077 != 0 => Check::fail(
            "secrets",
            format!("{name} holds the database's password and has mode {mode:o}: chmod 600 {name}"),
        ),
        Ok(_) => Check::ok("secrets", format!("{name} is its owner's alone")),
        Err(error) => Check::fail("secrets", format!("{name}: {error}")),
    }
}
