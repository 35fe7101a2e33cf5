//! The work of moving.

mod attend;
mod begin;
mod carry;
mod choices;
mod lease;
mod many;
mod restore;
mod store;

pub use attend::{attend, attend_all, forget_old};
pub use begin::{Destination, plan};
pub use choices::{of_organisation, places, regions};
pub use many::{ManyMoved, NotMoved, move_many, residents, start_moving_many};
pub use restore::{RestoreOrder, restore_backup, start_restoring};
pub use store::{count_rows, list, of_tenant, target_of, targets_left};
pub(crate) use store::{is_under_way, is_upgrading, last_restore_of};

use crate::{
    context::Author,
    error::{Error, Result},
    platform::Platform,
    traces,
};
use jiff::SignedDuration;
use std::{sync::Arc, time::Duration};

/// The moments at which a process may die.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The move is recorded, and nothing is made yet.
    Recorded,
    /// The new home is there, and empty.
    Created,
    /// The first copy is whole.
    Copied,
    /// What was changed meanwhile is copied too.
    CaughtUp,
    /// Serving processes know that changes are to be held back soon, and let them through until then.
    Announced,
    /// They hold changes back.
    Held,
    /// The old home refuses writes.
    Barred,
    /// The rest is copied.
    Synchronised,
    /// Both are the same.
    Verified,
    /// The new home is the home.
    Switched,
}

impl Step {
    pub const ALL: [Self; 10] = [
        Self::Recorded,
        Self::Created,
        Self::Copied,
        Self::CaughtUp,
        Self::Announced,
        Self::Held,
        Self::Barred,
        Self::Synchronised,
        Self::Verified,
        Self::Switched,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Recorded => "recorded",
            Self::Created => "created",
            Self::Copied => "copied",
            Self::CaughtUp => "caught up",
            Self::Announced => "announced",
            Self::Held => "held",
            Self::Barred => "read-only",
            Self::Synchronised => "synchronised",
            Self::Verified => "verified",
            Self::Switched => "switched",
        }
    }
}

/// What a move tells of itself.
#[derive(Clone, Copy, Debug)]
pub enum Event {
    Reached(Step),
    /// Rows that the first copy has reached, and all of them.
    Copying {
        rows: u64,
        of: u64,
    },
}

/// Told of what happens. It may take its time: the move waits for it.
pub type Observer = Arc<dyn Fn(Event) + Send + Sync>;

pub fn unobserved() -> Observer {
    Arc::new(|_| {})
}

/// How long somebody holds a move without a sign of life, how long serving processes are given to hear that changes are
/// to be held back soon, and how long whoever has an old file open is waited for.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    pub lease: SignedDuration,
    pub hearing: Duration,
    pub patience: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            lease: SignedDuration::from_secs(30),
            hearing: crate::fleet::nodes::HEARING,
            patience: Duration::from_secs(20),
        }
    }
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Outcome {
    Moved(super::Move),
    /// It was taken back, and why: the organisation is where it was.
    Undone(super::Move),
}

/// Moves an organisation's data. What goes wrong once it began takes the move back and is part of the outcome.
///
/// # Errors
/// `NotFound`; `Invalid` when it can't move now or can't move there; `Unavailable` when no server has room.
pub async fn move_tenant(
    platform: &Arc<Platform>,
    slug: &str,
    to: &Destination,
    author: &Author,
    pace: Pace,
    observer: &Observer,
) -> Result<Outcome> {
    let begun = begin::begin(platform, slug, to, author, pace).await?;
    carry::carry_out(platform, begun, author, pace, observer).await
}

/// The same in the background: what came of it stands in the record of the move.
///
/// # Errors
/// As [`move_tenant`].
pub async fn start_moving(platform: &Arc<Platform>, slug: &str, to: &Destination, author: &Author) -> Result<()> {
    let pace = Pace::default();
    let begun = begin::begin(platform, slug, to, author, pace).await?;
    let (platform, author, slug) = (platform.clone(), author.clone(), slug.to_owned());
    tokio::spawn(traces::ordered(async move {
        match carry::carry_out(&platform, begun, &author, pace, &unobserved()).await {
            Ok(Outcome::Moved(_)) => tracing::info!(slug, "an organisation was moved"),
            Ok(Outcome::Undone(undone)) => {
                tracing::error!(slug, error = undone.error, "a move was taken back");
            }
            Err(error) => tracing::error!(slug, error = %Error::with_causes(&error), "a move broke off"),
        }
    }));
    Ok(())
}
