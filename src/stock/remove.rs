//! Removing what is in the stock and shouldn't be.

use super::{
    rows::{self, Row},
    targets::{Target, Want},
    tend::{Observer, Pace, Step},
};
use crate::{error::Result, platform::Platform};
use std::collections::BTreeMap;

/// What a crash left, and what is ready but outdated, in a place for which nothing is held, or too much. The newest
/// stay.
pub(super) fn sorted_out<'a>(
    rows: &'a [Row],
    wanted: &BTreeMap<Target, Want>,
    edition: &str,
) -> (Vec<&'a Row>, Vec<&'a Row>) {
    let left = rows.iter().filter(|row| row.is_left()).collect();
    let mut good = BTreeMap::<Target, i64>::new();
    let is_surplus = |row: &&Row| {
        let want = row.target().and_then(|target| Some((target, wanted.get(&target)?)));
        let Some((target, want)) = want.filter(|_| row.edition == edition) else { return true };
        let count = good.entry(target).or_default();
        *count += 1;
        *count > want.count
    };
    (left, rows.iter().rev().filter(|row| row.is_ready()).filter(is_surplus).collect())
}

/// Removes them one after the other. One that can't be removed keeps its row and nobody from being removed.
pub(super) async fn all(platform: &Platform, rows: Vec<&Row>, pace: Pace, observer: &Observer) -> Result<usize> {
    let mut removed = 0;
    for row in rows {
        let (Some(target), Some(name)) = (row.target(), row.name()) else { continue };
        if platform.stock.is_resting(target) || !rows::condemn(platform, &name, pace).await? {
            continue;
        }
        observer(Step::Condemned);
        if let Err(error) = platform.lifecycle.drop(&target.home(name.clone())).await {
            tracing::warn!(error = %error.told(), "a database of the stock could not be removed yet");
            platform.stock.rest(target);
            continue;
        }
        observer(Step::Removed);
        rows::forget(platform, &name).await?;
        removed += 1;
    }
    Ok(removed)
}
