//! When a browser paints the first content of the sign-in page, with nothing in its cache. Chromium says it itself
//! (`end2end/benches/first_paint.mjs`).

use crate::{Outcome, comparison::middle, settings::Settings, stand::Stand};
use tokio::process::Command;

const PAINTS: usize = 21;

pub(crate) struct FirstPaint {
    /// Milliseconds from the beginning of the navigation.
    pub(crate) middle: f64,
    pub(crate) last: f64,
}

/// Nothing where no Chromium is.
pub(crate) async fn measure(stand: &Stand, settings: &Settings) -> Outcome<Option<FirstPaint>> {
    let (Some(script), Some(chromium)) = (&settings.first_paint, &settings.chromium) else { return Ok(None) };
    let answer = Command::new("node")
        .arg(script)
        .args([stand.address_of("/sign-in"), PAINTS.to_string()])
        .env("CHROMIUM", chromium)
        .kill_on_drop(true)
        .output()
        .await?;
    if !answer.status.success() {
        return Err(format!("the browser painted nothing: {}", String::from_utf8_lossy(&answer.stderr)).into());
    }
    let paints: Vec<f64> = serde_json::from_slice(&answer.stdout)?;
    let last = paints.iter().copied().fold(0.0, f64::max);
    Ok(Some(FirstPaint { middle: middle(paints.into_iter()), last }))
}
