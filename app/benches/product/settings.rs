//! What the script that runs the benchmark hands to it, by the environment and by arguments.

use crate::{Outcome, deployment::Engine};
use std::path::{Path, PathBuf};

const PARTS: [&str; 4] = ["pages", "brands", "refusals", "metrics"];

pub(crate) struct Settings {
    /// The release build of the server.
    pub(crate) server: PathBuf,
    /// Its site files, precompressed.
    pub(crate) site: PathBuf,
    /// The address of a PostgreSQL server whose role may create databases.
    pub(crate) postgres: Option<String>,
    /// The browser, and the folder of the scripts that ask it.
    pub(crate) chromium: Option<String>,
    pub(crate) browser_scripts: Option<PathBuf>,
    arguments: Vec<String>,
}

impl Settings {
    pub(crate) fn read() -> Outcome<Self> {
        let settings = Self {
            server: required("TENANTRY_BENCH_SERVER")?.into(),
            site: required("TENANTRY_BENCH_SITE")?.into(),
            postgres: variable("TENANTRY_TEST_POSTGRES"),
            chromium: variable("CHROMIUM"),
            browser_scripts: variable("TENANTRY_BENCH_BROWSER_SCRIPTS").map(PathBuf::from),
            arguments: std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect(),
        };
        settings.take_hashes()?;
        Ok(settings)
    }

    pub(crate) fn engines(&self) -> Vec<Engine> {
        let names = Engine::ALL.map(|engine| engine.to_string());
        let chosen = |engine: &Engine| self.chooses(&engine.to_string(), &names.each_ref().map(String::as_str));
        let served = |engine: &Engine| *engine != Engine::Postgres || self.postgres.is_some();
        Engine::ALL.into_iter().filter(chosen).filter(served).collect()
    }

    pub(crate) fn wants(&self, part: &str) -> bool {
        self.chooses(part, &PARTS)
    }

    /// Whether the arguments name this one, or none of its kind.
    fn chooses(&self, one: &str, all: &[&str]) -> bool {
        let named = |name: &str| self.arguments.iter().any(|argument| argument == name);
        named(one) || !all.iter().copied().any(named)
    }

    /// The pages ask for files by names with hashes, which Leptos looks up beside the program that runs.
    fn take_hashes(&self) -> Outcome<()> {
        let program = std::env::current_exe()?;
        let own = program.parent().unwrap_or(Path::new(".")).join("hash.txt");
        std::fs::copy(self.server.with_file_name("hash.txt"), own)?;
        Ok(())
    }
}

/// With the filter that the server has when nobody chooses another: spans cost time.
pub(crate) fn log_as_the_server_does() {
    let filter = tracing_subscriber::EnvFilter::new("info");
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(false);
    log.with_target(false).init();
}

fn required(name: &str) -> Outcome<String> {
    variable(name).ok_or_else(|| format!("{name} is not set: run the benchmark through `make bench`").into())
}

#[expect(clippy::disallowed_methods, reason = "where the builds are comes from the script, not from a setting")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
