//! What only a browser can tell. The scripts in `end2end/benches/` ask Chromium and answer in JSON.

use crate::{Outcome, comparison::middle, settings::Settings};
use serde::de::DeserializeOwned;
use tokio::process::Command;

/// Milliseconds that the same thing took again and again.
pub(crate) struct Times {
    pub(crate) middle: f64,
    pub(crate) longest: f64,
}

impl Times {
    pub(crate) fn of(times: Vec<f64>) -> Self {
        let longest = times.iter().copied().fold(0.0, f64::max);
        Self { middle: middle(times.into_iter()), longest }
    }
}

/// What a script answers; nothing where no Chromium is.
pub(crate) async fn ask<T: DeserializeOwned>(
    settings: &Settings,
    script: &str,
    arguments: &[String],
) -> Outcome<Option<T>> {
    let (Some(scripts), Some(chromium)) = (&settings.browser_scripts, &settings.chromium) else { return Ok(None) };
    let answer = Command::new("node")
        .arg(scripts.join(script))
        .args(arguments)
        .env("CHROMIUM", chromium)
        .kill_on_drop(true)
        .output()
        .await?;
    if !answer.status.success() {
        return Err(format!("{script} failed: {}", String::from_utf8_lossy(&answer.stderr)).into());
    }
    Ok(Some(serde_json::from_slice(&answer.stdout)?))
}
