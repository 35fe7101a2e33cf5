//! The work on what was counted, beside the requests.

use super::{add_up, export::choose_named, flush::flush_gently, sample};
use crate::{error::Result, platform::Platform};
use std::{sync::Weak, time::Duration};

/// Writes every few seconds, and adds up and chooses names once a minute. Ends when the platform is dropped.
pub(crate) async fn keep(platform: Weak<Platform>) {
    let Some(every) = platform.upgrade().map(|platform| platform.config.metrics.flush_seconds) else { return };
    let mut ticks = tokio::time::interval(Duration::from_secs(every));
    let mut minute = 0;
    loop {
        ticks.tick().await;
        let Some(platform) = platform.upgrade() else { return };
        warn("what was counted could not be written", flush_gently(&platform).await);
        let now = platform.clock.now().as_second() / 60;
        if now != minute {
            minute = now;
            warn("what was counted could not be added up", add_up(&platform).await);
            warn("the busiest organisations could not be named", choose_named(&platform).await);
        }
    }
}

/// Looks every minute at some of those whose last look is an hour ago.
pub(crate) async fn keep_sampling(platform: Weak<Platform>) {
    let mut ticks = tokio::time::interval(Duration::from_mins(1));
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let Some(platform) = platform.upgrade() else { return };
        warn("how much there is of organisations could not be read", sample(&platform).await);
    }
}

fn warn<T>(what: &str, done: Result<T>) {
    if let Err(error) = done {
        tracing::warn!(error = %error.with_causes(), "{what}");
    }
}
