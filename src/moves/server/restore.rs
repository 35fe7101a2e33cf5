//! Bringing a backup back: it goes to a new home in the same place, is compared there, and takes the old one's place when what
//! is in that has become a backup itself. Until the switch people work on; what they change until then is in that backup.

use super::{
    Outcome, Pace, Step,
    begin::{self, Begun},
    carry::{self, ReadOnly, Work},
};
use crate::{
    backups::{self, BackupReason, Making, Restored},
    context::Author,
    db::{Condition, Outgoing, Pass, Transfer},
    error::{Error, Result},
    ids::BackupId,
    platform::Platform,
    traces,
};
use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

/// Which backup is brought back, and how.
#[derive(Clone, Copy, Debug)]
pub struct RestoreOrder {
    pub backup: BackupId,
    /// Also when what is there now can't be read any more, so that there will be no backup of it. The old home is kept all
    /// the same.
    pub whatever_is_there: bool,
}

/// Makes an organisation's data what a backup holds. What goes wrong leaves it as it is and is part of the outcome.
///
/// # Errors
/// `NotFound`; `Invalid` when it can't be worked on now, or when there is no whole file.
pub async fn restore_backup(
    platform: &Arc<Platform>,
    slug: &str,
    order: RestoreOrder,
    author: &Author,
    pace: Pace,
    observer: &super::Observer,
) -> Result<Outcome> {
    let begun = begin(platform, slug, order, author, pace).await?;
    carry::carry_out(platform, begun, author, pace, observer).await
}

/// The same in the background: what came of it stands in the record.
///
/// # Errors
/// As [`restore_backup`].
pub async fn start_restoring(platform: &Arc<Platform>, slug: &str, order: RestoreOrder, author: &Author) -> Result<()> {
    let pace = Pace::default();
    let begun = begin(platform, slug, order, author, pace).await?;
    let (platform, author, slug) = (platform.clone(), author.clone(), slug.to_owned());
    tokio::spawn(traces::ordered(async move {
        match carry::carry_out(&platform, begun, &author, pace, &super::unobserved()).await {
            Ok(Outcome::Moved(_)) => tracing::info!(slug, "a backup was brought back"),
            Ok(Outcome::Undone(undone)) => {
                tracing::error!(slug, error = undone.error, "a backup was not brought back");
            }
            Err(error) => {
                tracing::error!(slug, error = %Error::with_causes(&error), "bringing a backup back broke off");
            }
        }
    }));
    Ok(())
}

async fn begin(platform: &Platform, slug: &str, order: RestoreOrder, author: &Author, pace: Pace) -> Result<Begun> {
    let backup = backups::restored(platform, slug, order.backup, order.whatever_is_there).await?;
    begin::begin_restore(platform, slug, backup, author, pace).await
}

impl Work<'_> {
    pub(super) async fn bring_back(&self, backup: &Restored) -> Result<()> {
        let Begun { to, modules, .. } = self.begun;
        let lifecycle = &self.platform.lifecycle;
        let file = backups::unpacked(self.platform, backup).await?;
        lifecycle.create(to, modules).await?;
        self.reached(Step::Created);
        let transfer = lifecycle.incoming(file.path(), to, modules).await?;
        let filled = self.fill(&transfer).await;
        transfer.close().await;
        let (pass, condition) = filled?;
        self.announce().await?;
        let read_only = self.take_leave(backup).await?;
        self.switch(&pass, &condition, &read_only).await
    }

    async fn fill(&self, transfer: &Transfer) -> Result<(Pass, Arc<Condition>)> {
        let pass = self.copy_all(transfer).await?;
        self.keeping.copied.store(pass.rows, Ordering::Relaxed);
        let condition = transfer.verify(&pass).await?;
        self.reached(Step::Verified);
        Ok((pass, condition))
    }

    /// Has nobody write any more, and keeps what there is.
    async fn take_leave(&self, backup: &Restored) -> Result<ReadOnly> {
        let slug = &self.begun.slug;
        let pace = backups::Pace::default();
        let making = backups::begin(self.platform, slug, BackupReason::BeforeRestore, self.author, pace).await?;
        let left = self.leave(&making).await;
        match left {
            Ok(read_only) => {
                self.reached(Step::Synchronised);
                Ok(read_only)
            }
            Err(error) => {
                backups::drop_unfinished(self.platform, &making, &error.with_causes()).await?;
                if !backup.whatever_is_there {
                    return Err(error);
                }
                tracing::warn!(slug, error = %error.with_causes(), "what a backup takes the place of could not be kept");
                // They may be held already.
                let _are_not = self.let_through().await;
                Ok(ReadOnly { before: Duration::ZERO, since: self.hold().await? })
            }
        }
    }

    async fn leave(&self, making: &Making) -> Result<ReadOnly> {
        let Begun { from, modules, .. } = self.begun;
        let _keeping = backups::keep(self.platform, making);
        let draft = making.draft(self.platform);
        let outgoing = self.platform.lifecycle.outgoing(from, modules, draft.path()).await?;
        let read_only = match self.hold_and_write(&outgoing).await {
            Ok(read_only) => read_only,
            Err(error) => {
                outgoing.abandon().await?;
                return Err(error);
            }
        };
        outgoing.finish().await?;
        backups::finish(self.platform, making, &draft, self.platform.clock.now()).await?;
        Ok(read_only)
    }

    async fn hold_and_write(&self, outgoing: &Outgoing) -> Result<ReadOnly> {
        outgoing.pass().await?;
        self.reached(Step::CaughtUp);
        let read_only = self.bar(outgoing.transfer()).await?;
        let pass = outgoing.pass().await?;
        outgoing.verify(&pass).await?;
        Ok(read_only)
    }
}
