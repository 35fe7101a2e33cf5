//! The databases that are made ahead.

use super::Check;
use crate::{
    cli::words,
    error::Result,
    platform::Platform,
    stock::{self, Standing},
};

const NAME: &str = "stock";

pub(super) async fn check(platform: &Platform) -> Result<Vec<Check>> {
    let standing = stock::standing(platform).await?;
    let left = stock::left_over(platform).await?;
    let mut checks: Vec<Check> = standing.iter().map(told).collect();
    if checks.is_empty() {
        checks.push(Check::ok(NAME, "none is held for any place"));
    }
    if left > 0 {
        let left = words::counted(left, "database");
        checks.push(Check::warn(NAME, format!("a crash left {left} half-made; a serving process removes them")));
    }
    Ok(checks)
}

/// A stock that isn't full is no fault: only a serving process fills it, and sign-ups empty it.
fn told(of: &Standing) -> Check {
    let at = of.server.as_ref().map_or_else(String::new, |server| format!(" on {server}"));
    Check::ok(NAME, format!("{}{at}: {} of {} ready", of.placement, of.ready, of.wanted))
}
