//! Another grace for an organisation that is deleted: its data goes sooner, at once, or later.

use super::{
    NewDeletion,
    request::{change, checked},
};
use crate::{
    context::Author,
    error::{Error, Result},
    fault::{Problem, Problems},
    platform::Platform,
};
use jiff::SignedDuration;

/// Days that a grace may have.
const MOST_DAYS: i64 = 3_650;

/// Sets the grace, in days from the deletion on, for somebody who typed the organisation's name to confirm. With none left
/// its data goes within a minute. It deletes nobody who isn't deleted.
///
/// # Errors
/// `Invalid` at `days` or `confirm`, and at `slug` when it isn't deleted, is locked, or is being removed; `NotFound`.
pub async fn change_grace(platform: &Platform, slug: &str, typed: &str, days: &str, author: &Author) -> Result<()> {
    let mut problems = Problems::default();
    let days = days.trim().parse().ok().filter(|days| (0..=MOST_DAYS).contains(days));
    let days = problems.take("days", days.ok_or(Problem::OutOfRange { least: 0, most: MOST_DAYS }));
    if typed.trim() != slug {
        problems.add("confirm", Problem::SlugMismatch);
    }
    problems.finish()?;
    let days = days.ok_or_else(Error::not_found)?;
    let new = NewDeletion { grace: Some(SignedDuration::from_hours(24 * days)), ..NewDeletion::default() };
    let mut tx = platform.central.begin().await?;
    let mut deleting = checked(&mut tx, platform, slug, &new).await?;
    let facts = deleting.facts.take().ok_or_else(Error::not_found)?;
    if !deleting.is_deleted_already {
        return Err(Error::field("slug", Problem::NotDeleted));
    }
    change(&mut tx, platform, &facts, &deleting, author).await?;
    platform.directory.changed(&mut tx).await?;
    tx.commit().await?;
    platform.directory.forget();
    Ok(())
}
