//! Making what is missing, a few at a time, when nobody else needs the machine.

use super::{
    rows,
    targets::Target,
    tend::{Observer, Pace, Step},
};
use crate::{
    db::{DatabaseName, DbError},
    error::Result,
    modules::Module,
    platform::Platform,
};
use futures::future::join_all;
use std::{io, time::Duration};
use tokio::time::{sleep, timeout};

/// How often one looks whether requests are at work, and how often before one goes on all the same: a machine that never
/// rests gets its stock slowly.
const LOOK: Duration = Duration::from_millis(50);
const LOOKS: u32 = 20;

/// Makes what is missing in one place. Gives how many were made; a failure lets the place rest.
pub(super) async fn fill(
    platform: &Platform,
    target: Target,
    wanted: i64,
    edition: &str,
    pace: Pace,
    observer: &Observer,
) -> Result<usize> {
    let mut made = 0;
    while !platform.stock.is_resting(target) {
        give_way(platform).await;
        let names = rows::reserve(platform, target, wanted, edition, pace).await?;
        if names.is_empty() {
            break;
        }
        observer(Step::Noted);
        let making = names.into_iter().map(|name| make(platform, target, name, pace, observer));
        for done in join_all(making).await {
            made += usize::from(done?);
        }
    }
    Ok(made)
}

async fn give_way(platform: &Platform) {
    for _ in 0..LOOKS {
        if !platform.stock.is_at_work() && platform.fleet.figures().in_use == 0 {
            return;
        }
        sleep(LOOK).await;
    }
}

/// Makes one. Gives whether it may be claimed now.
async fn make(
    platform: &Platform,
    target: Target,
    name: DatabaseName,
    pace: Pace,
    observer: &Observer,
) -> Result<bool> {
    let made = timeout(pace.patience, put_there(platform, target, name.clone(), observer)).await;
    let made = made.unwrap_or_else(|_| Err(io::Error::other("it took too long").into()));
    if let Err(error) = made {
        tracing::warn!(error = %error.told(), placement = %target.placement, "a database of the stock could not be made");
        platform.stock.rest(target);
        if rows::give_up(platform, &name).await? {
            clear(platform, target, &name).await?;
        }
        return Ok(false);
    }
    let is_shelved = rows::shelve(platform, &name).await?;
    if is_shelved {
        observer(Step::Ready);
    } else {
        // Somebody took its maker for dead. What they removed was perhaps not there yet.
        platform.lifecycle.drop(&target.home(name)).await?;
    }
    Ok(is_shelved)
}

async fn put_there(
    platform: &Platform,
    target: Target,
    name: DatabaseName,
    observer: &Observer,
) -> Result<(), DbError> {
    let home = target.home(name);
    platform.lifecycle.create(&home, &Module::ALL).await?;
    observer(Step::Made);
    platform.lifecycle.equip(&home).await?;
    observer(Step::Equipped);
    Ok(())
}

/// What can't be removed now keeps its row, and is removed when the lease has run out.
async fn clear(platform: &Platform, target: Target, name: &DatabaseName) -> Result<()> {
    match platform.lifecycle.drop(&target.home(name.clone())).await {
        Ok(()) => rows::forget(platform, name).await,
        Err(error) => {
            tracing::warn!(error = %error.told(), "what was half-made could not be removed yet");
            Ok(())
        }
    }
}
