//! Does the collector of traces answer?

use super::Check;
use crate::{config::Config, traces};

const NAME: &str = "traces";

pub(super) async fn check(config: &Config) -> Check {
    let collector = &config.traces.endpoint;
    match traces::answers(&config.traces).await {
        None => Check::ok(NAME, "off (TENANTRY_TRACES)"),
        Some(Ok(())) => Check::ok(NAME, format!("{collector} answers")),
        // Nobody but the operators misses them.
        Some(Err(reason)) => Check::warn(NAME, format!("{collector}: {reason}")),
    }
}
