//! What the console knows of those who work in it.

use crate::{
    access::OperatorRole,
    ids::{OperatorId, UserId},
    plans::PlanName,
};
use serde::{Deserialize, Serialize};

/// Times are RFC 3339 in UTC.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operator {
    pub id: OperatorId,
    pub user: UserId,
    pub name: String,
    pub email: String,
    pub role: OperatorRole,
    pub since: String,
    /// When a session of theirs at the console was last used, as long as one is there.
    pub last_seen_at: Option<String>,
    /// They came in before and can sign in by themselves. Who can't needs a link each time.
    pub can_sign_in: bool,
    /// A link was made for them that nobody has used, and it still works.
    pub is_invited: bool,
}

/// What the page of a link shows before it is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entrance {
    pub name: String,
    pub email: String,
    pub asks: Asks,
}

/// What a link takes beside its secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Asks {
    /// They came in before.
    Nothing,
    /// The account's password: its address was proven, so it is theirs.
    Password,
    /// A new one: anybody may have made the account.
    NewPassword,
}

/// Something that was done at the console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailEvent {
    pub at: String,
    /// The key of what happened.
    pub kind: String,
    /// Who did it, a place such as the command line where nobody signs in. Nobody when their account is gone.
    pub by: Option<Person>,
    /// The organisation that it was done to, when it is still there.
    pub organisation: Option<String>,
    pub detail: String,
    /// What the plans are called that the detail names, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<PlanName>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub name: String,
    /// Empty for a place.
    pub email: String,
}

/// Places where nobody signs in, as records name them.
pub const COMMAND_LINE: &str = "command line";
pub const HOUSEKEEPING: &str = "housekeeping";

impl Person {
    /// Who did what an event tells. Where nobody signs in, the place stands for who did it; a host is no such place.
    #[cfg(feature = "server")]
    pub(crate) fn of_event(name: Option<String>, email: Option<String>, host: String) -> Option<Self> {
        let place = || (!host.is_empty() && !host.contains('.')).then(|| Self { name: host, email: String::new() });
        name.zip(email).map(|(name, email)| Self { name, email }).or_else(place)
    }
}

/// The trail as its address names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrailQuery {
    /// Of this person alone, by the id of their account.
    #[serde(default)]
    pub by: String,
    /// The cursor that the page before gave.
    #[serde(default)]
    pub after: String,
}

/// A page of the trail, and those by whom it can be narrowed: operators, and who was one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trail {
    pub events: Vec<TrailEvent>,
    pub next: Option<String>,
    pub people: Vec<(UserId, String)>,
}
