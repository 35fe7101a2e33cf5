//! Looking after the stock: what a crash left is removed, then what is outdated or too much, and what is missing is made.

use super::{counts, fill, remove, rows, targets};
use crate::{error::Result, modules::Module, platform::Platform, upgrades};
use jiff::SignedDuration;
use std::{
    sync::{Arc, Weak},
    time::Duration,
};

/// How often a process looks when nothing is taken.
const BETWEEN_LOOKS: Duration = Duration::from_secs(5);

/// The moments at which a process may die.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The name is noted, and nothing is there.
    Noted,
    /// The file, the database with its role, or the schema is there.
    Made,
    /// The role has its rights.
    Equipped,
    /// It may be claimed.
    Ready,
    /// It can't be claimed any more, and is still there.
    Condemned,
    /// It is gone, and its name is still noted.
    Removed,
}

impl Step {
    pub const ALL: [Self; 6] = [Self::Noted, Self::Made, Self::Equipped, Self::Ready, Self::Condemned, Self::Removed];
}

/// Told of each step.
pub type Observer = Arc<dyn Fn(Step) + Send + Sync>;

pub fn unobserved() -> Observer {
    Arc::new(|_| {})
}

/// How long a name stays somebody's who gives no sign of life, and how long the making of one may take. The second is
/// shorter, so that nothing is made any more when others begin to clear up.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    pub lease: SignedDuration,
    pub patience: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { lease: SignedDuration::from_mins(10), patience: Duration::from_mins(2) }
    }
}

/// What one look came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tended {
    pub made: usize,
    /// Left by a crash.
    pub swept: usize,
    /// Outdated, or not wanted any more.
    pub dropped: usize,
}

/// Looks after the stock once. Several processes may do so at the same time. A program that is older than the deployment's
/// databases leaves the stock to the newer ones, whose it would take for outdated.
pub async fn tend(platform: &Platform, pace: Pace, observer: &Observer) -> Result<Tended> {
    let mut tended = Tended::default();
    if !upgrades::knows_the_newest(platform).await? {
        return Ok(tended);
    }
    let mut reader = platform.central.read().await?;
    let wanted = targets::targets(&mut reader, platform).await?;
    let there = rows::all(&mut reader, platform).await?;
    drop(reader);
    let edition = platform.lifecycle.edition(&Module::ALL);
    let (left, surplus) = remove::sorted_out(&there, &wanted, &edition);
    tended.swept = remove::all(platform, left, pace, observer).await?;
    tended.dropped = remove::all(platform, surplus, pace, observer).await?;
    for (target, want) in &wanted {
        // A look that finds nothing to do writes nothing.
        if rows::there(&there, *target, &edition) >= want.count {
            continue;
        }
        tended.made += fill::fill(platform, *target, want.count, &edition, pace, observer).await?;
    }
    platform.stock.saw(counts::standing(platform).await?);
    Ok(tended)
}

/// Looks after it again and again, until the platform is dropped.
pub(crate) async fn keep(platform: Weak<Platform>) {
    loop {
        let Some(serving) = platform.upgrade() else { return };
        match tend(&serving, Pace::default(), &unobserved()).await {
            Ok(Tended { swept, .. }) if swept > 0 => {
                tracing::warn!(swept, "removed databases that a crash left half-made");
            }
            Ok(_) => {}
            Err(error) => tracing::warn!(error = %error.with_causes(), "the stock could not be looked after"),
        }
        let stock = serving.stock.clone();
        drop(serving);
        stock.taken_within(BETWEEN_LOOKS).await;
    }
}
