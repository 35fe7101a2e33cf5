//! Backups as the interface and the command line show them. Times are RFC 3339.

use crate::{ids::BackupId, moves::Move};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BackupState {
    Making,
    /// Its file was read back when it was made.
    Whole,
    /// It could not be made: there is no file.
    Failed,
    /// Its file is gone, or isn't what it was.
    Damaged,
}

impl BackupState {
    pub const ALL: [Self; 4] = [Self::Making, Self::Whole, Self::Failed, Self::Damaged];

    pub fn name(self) -> &'static str {
        match self {
            Self::Making => "making",
            Self::Whole => "whole",
            Self::Failed => "failed",
            Self::Damaged => "damaged",
        }
    }
}

impl FromStr for BackupState {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.name() == name).ok_or(())
    }
}

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BackupReason {
    Schedule,
    /// Somebody asked for it. It counts as any other when old ones are removed.
    Asked,
    /// Another one took the place of what is in it.
    BeforeRestore,
}

impl BackupReason {
    pub const ALL: [Self; 3] = [Self::Schedule, Self::Asked, Self::BeforeRestore];

    pub fn name(self) -> &'static str {
        match self {
            Self::Schedule => "schedule",
            Self::Asked => "asked",
            Self::BeforeRestore => "before-restore",
        }
    }
}

impl FromStr for BackupReason {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|reason| reason.name() == name).ok_or(())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backup {
    pub id: BackupId,
    pub slug: String,
    pub state: BackupState,
    pub reason: BackupReason,
    /// In the folder of backups.
    pub file: String,
    pub requested_by: String,
    pub began_at: String,
    pub made_at: Option<String>,
    /// The last time that the organisation's data was found to be what is in it.
    pub confirmed_at: Option<String>,
    /// When its file was last read back from its beginning to its end.
    pub checked_at: Option<String>,
    /// Of the file.
    pub bytes: Option<i64>,
    pub rows: Option<i64>,
    /// Of the file, in hexadecimal.
    pub sha256: Option<String>,
    /// Why it could not be made, or what is wrong with it.
    pub error: Option<String>,
}

impl Backup {
    /// The moment whose data it holds.
    pub fn holds(&self) -> &str {
        self.confirmed_at.as_ref().or(self.made_at.as_ref()).unwrap_or(&self.began_at)
    }

    pub fn can_be_restored(&self) -> bool {
        self.state == BackupState::Whole
    }
}

/// What a page about an organisation's backups shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupsOf {
    pub slug: String,
    pub name: String,
    pub schedule: Schedule,
    /// It was deleted, or is being made.
    pub is_closed: bool,
    /// The last time that one was brought back.
    pub restore: Option<Move>,
    /// The last one first.
    pub backups: Vec<Backup>,
}

impl BackupsOf {
    /// Whoever watches it should look again.
    pub fn goes_on(&self) -> bool {
        self.restore.as_ref().is_some_and(Move::goes_on)
            || self.backups.iter().any(|backup| backup.state == BackupState::Making)
    }
}

/// When backups are made and how long they are kept, as it is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// Hours; 0 for none.
    pub every_hours: u32,
    pub keep_days: u32,
    pub keep_weeks: u32,
    pub keep_months: u32,
}

/// What bringing a backup back would do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedRestore {
    pub name: String,
    pub backup: Backup,
    /// How many days what is there now is kept, beside the backup of it.
    pub kept_days: i64,
    /// The last time that somebody was there: whether anything is lost.
    pub last_active_at: Option<String>,
}

/// How an organisation does in this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupHealth {
    /// The moment whose data the last whole one holds.
    pub last_at: Option<String>,
    pub bytes: Option<i64>,
    /// Why the last try failed.
    pub error: Option<String>,
    /// The file of one is gone, or isn't what it was.
    pub is_damaged: bool,
    /// The schedule's time is long over.
    pub is_late: bool,
    pub is_scheduled: bool,
}
