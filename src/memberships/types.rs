//! What the interface knows of an organisation's people.

use crate::{
    access::Role,
    ids::{InvitationId, MembershipId},
};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub id: MembershipId,
    pub name: String,
    pub email: String,
    pub role: Role,
    /// Since when, as a date in the organisation's time zone.
    #[serde(with = "crate::day")]
    pub since: jiff::civil::Date,
    #[serde(with = "crate::day::optional")]
    pub expires: Option<jiff::civil::Date>,
}

/// Somebody who was asked and hasn't come yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingInvitation {
    pub id: InvitationId,
    pub name: String,
    pub email: String,
    pub role: Role,
    #[serde(with = "crate::day")]
    pub expires: jiff::civil::Date,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberList {
    pub members: Vec<Member>,
    pub invitations: Vec<PendingInvitation>,
}

/// Another organisation that somebody belongs to, as a list to choose from shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnOrganisation {
    pub name: String,
    /// The front door, with scheme and port.
    pub url: String,
    /// The colour of its brand, and of text on it: `#rrggbb`.
    pub fill: String,
    pub ink: String,
    /// Pixels, as the brand has it.
    pub radius: u8,
}

/// The link is shown once, to be handed over: only its hash is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationLink {
    pub email: String,
    pub url: String,
    /// A mail with another link is on its way.
    pub is_mailed: bool,
}

impl InvitationLink {
    /// What alone makes the link work.
    pub fn secret(&self) -> &str {
        self.url.rsplit_once("token=").map_or("", |(_, secret)| secret)
    }
}

/// What the page of an invitation shows before it is accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationPreview {
    pub name: String,
    pub email: String,
    pub role: Role,
}
