//! Moves as the interface and the command line show them.

use crate::servers::Placement;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MoveState {
    /// The organisation works as ever.
    Copying,
    /// Its data can be read and not be changed.
    Switching,
    /// It is where it should be; the old copy is kept.
    Moved,
    /// The old copy is gone.
    Done,
    /// The move was taken back: the organisation is where it was.
    Undone,
}

impl MoveState {
    pub const ALL: [Self; 5] = [Self::Copying, Self::Switching, Self::Moved, Self::Done, Self::Undone];

    pub fn name(self) -> &'static str {
        match self {
            Self::Copying => "copying",
            Self::Switching => "switching",
            Self::Moved => "moved",
            Self::Done => "done",
            Self::Undone => "undone",
        }
    }

    /// Somebody works on it.
    pub fn is_under_way(self) -> bool {
        matches!(self, Self::Copying | Self::Switching)
    }
}

impl FromStr for MoveState {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|state| state.name() == name).ok_or(())
    }
}

/// Where data is: how it is kept, and on which registered server; without one it is the deployment's own place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub placement: Placement,
    pub server: Option<String>,
}

/// `sqlite`, `postgres-server@north`: as forms send it.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.server {
            Some(server) => write!(f, "{}@{server}", self.placement),
            None => self.placement.fmt(f),
        }
    }
}

impl FromStr for Place {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (placement, server) =
            text.split_once('@').map_or((text, None), |(of, server)| (of, Some(server.to_owned())));
        Ok(Self { placement: placement.parse()?, server })
    }
}

/// One move of an organisation. Times are RFC 3339.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    pub slug: String,
    pub state: MoveState,
    pub from: Place,
    pub to: Place,
    pub requested_by: String,
    pub started_at: String,
    /// Rows that there were when it began.
    pub rows: i64,
    /// Rows that the first copy has reached.
    pub copied: i64,
    /// How long nobody could write.
    pub read_only_millis: Option<i64>,
    pub switched_at: Option<String>,
    /// When the old copy goes.
    pub kept_until: Option<String>,
    pub finished_at: Option<String>,
    /// The moment whose data was brought back, when it is a backup that took its data's place.
    pub restores: Option<String>,
    /// Why it was taken back.
    pub error: Option<String>,
    /// Nobody has worked on it for as long as a lease lasts: it is about to be taken back.
    pub is_abandoned: bool,
}

impl Move {
    /// Whoever watches it should look again.
    pub fn goes_on(&self) -> bool {
        self.state.is_under_way()
    }

    /// How much of the first copy is done, in per cent.
    pub fn percent(&self) -> i64 {
        if self.rows == 0 { 0 } else { (self.copied * 100 / self.rows).clamp(0, 100) }
    }
}

/// What a page about an organisation's moves shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovesOf {
    pub slug: String,
    pub name: String,
    pub here: Place,
    /// Bytes that the data takes where it is.
    pub database_bytes: i64,
    /// How many days an old copy is kept.
    pub kept_days: i64,
    /// Where it may go.
    pub choices: Vec<Place>,
    /// Why it can't go anywhere now.
    pub is_deleted: bool,
    /// The last one first.
    pub moves: Vec<Move>,
}

/// What a move would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedMove {
    pub slug: String,
    pub name: String,
    pub from: Place,
    pub to: Place,
    /// Bytes that the data takes where it is.
    pub database_bytes: i64,
    /// How many days the old copy is kept.
    pub kept_days: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_what_it_is_written_as() {
        for text in ["sqlite", "postgres-schema", "postgres-server@north"] {
            assert_eq!(text.parse::<Place>().unwrap().to_string(), text);
        }
        assert_eq!("nowhere".parse::<Place>(), Err(()));
    }
}
