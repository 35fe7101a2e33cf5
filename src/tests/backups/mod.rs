//! Backups of organisations: made, read back, brought back, and removed when nobody needs them.

mod kills;
mod restores;
mod schedule;

use crate::harness::Deployment;
use std::path::PathBuf;
use tenantry::{
    backups::{self, Backup, BackupReason, BackupsOf},
    context::Author,
    error::Error,
    moves::{self, Move, Outcome, Pace, RestoreOrder, unobserved},
};

async fn made(t: &Deployment, slug: &str) -> Backup {
    backups::back_up(&t.platform, slug, BackupReason::Asked, &Author::CommandLine).await.unwrap()
}

async fn all(t: &Deployment, slug: &str) -> BackupsOf {
    backups::of_organisation(&t.platform, slug).await.unwrap()
}

fn file(t: &Deployment, backup: &Backup) -> PathBuf {
    t.platform.config.backups_directory().join(&backup.file)
}

async fn brought_back(t: &Deployment, slug: &str, backup: &Backup) -> Move {
    let order = RestoreOrder { backup: backup.id, whatever_is_there: false };
    match restored(t, slug, order).await.unwrap_or_else(|error| panic!("{}", error.with_causes())) {
        Outcome::Moved(done) => done,
        Outcome::Undone(undone) => panic!("{undone:?}"),
    }
}

async fn restored(t: &Deployment, slug: &str, order: RestoreOrder) -> Result<Outcome, Error> {
    moves::restore_backup(&t.platform, slug, order, &Author::CommandLine, Pace::default(), &unobserved()).await
}
