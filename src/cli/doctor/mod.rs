//! `tenantry doctor`: is everything there that the deployment needs? It looks and changes nothing.

mod backups;
mod certificates;
mod clock;
mod database;
mod directory;
mod limits;
mod mail;
mod secrets;
mod servers;
mod site;
mod stock;
mod traces;

use super::{Failure, Output};
use crate::config::{Config, ConfigError, settings};
use serde::Serialize;
use serde_json::json;

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    pub name: &'static str,
    pub verdict: Verdict,
    pub detail: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    Ok,
    /// It works, and deserves a look.
    Warn,
    Fail,
}

impl Check {
    fn ok(name: &'static str, detail: impl Into<String>) -> Self {
        Self { name, verdict: Verdict::Ok, detail: detail.into() }
    }

    fn warn(name: &'static str, detail: impl Into<String>) -> Self {
        Self { name, verdict: Verdict::Warn, detail: detail.into() }
    }

    fn fail(name: &'static str, detail: impl Into<String>) -> Self {
        Self { name, verdict: Verdict::Fail, detail: detail.into() }
    }
}

pub(super) async fn run(config: Result<Config, ConfigError>, out: &mut Output) -> Result<(), Failure> {
    let checks = match &config {
        Ok(config) => examine(config).await,
        Err(error) => error.problems().iter().map(|problem| Check::fail("settings", problem.to_string())).collect(),
    };
    for Check { name, verdict, detail } in &checks {
        let mark = match verdict {
            Verdict::Ok => "ok  ",
            Verdict::Warn => "warn",
            Verdict::Fail => "FAIL",
        };
        out.line(format!("{mark}  {name:<20} {detail}"));
    }
    let healthy = checks.iter().all(|check| check.verdict != Verdict::Fail);
    out.document(&json!({ "healthy": healthy, "checks": checks }))?;
    if healthy { Ok(()) } else { Err(Failure::Reported) }
}

/// All checks, those first that the others stand on.
pub async fn examine(config: &Config) -> Vec<Check> {
    let mut checks = vec![sources(config)];
    checks.extend(secrets::check(config));
    checks.extend(directory::check(config));
    checks.push(backups::check(config));
    checks.extend(database::check(config).await);
    checks.push(limits::check(config));
    checks.push(clock::check(config).await);
    checks.push(mail::check(config).await);
    checks.push(traces::check(config).await);
    checks.push(site::check(config));
    checks
}

fn sources(config: &Config) -> Check {
    let file = config.file().map_or("no file".to_owned(), |file| file.display().to_string());
    let from_environment = settings().filter(|setting| config.source_of(setting.key).to_string() == setting.env);
    let variables: Vec<&str> = from_environment.map(|setting| setting.env).collect();
    let variables = if variables.is_empty() { "no variables".to_owned() } else { variables.join(", ") };
    Check::ok("settings", format!("{file}; {variables}"))
}
