//! Many organisations at once: what can be done, to whom, and what would come of it.

use super::TenantQuery;
use crate::{
    access::Permission,
    moves::Place,
    plans::{Plan, WhatIf},
};
use serde::{Deserialize, Serialize};

/// What can be done to many organisations at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BulkAction {
    Suspend,
    Resume,
    Upgrade,
    Plan,
    Move,
}

impl BulkAction {
    pub const ALL: [Self; 5] = [Self::Suspend, Self::Resume, Self::Upgrade, Self::Plan, Self::Move];

    pub fn key(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::Upgrade => "upgrade",
            Self::Plan => "plan",
            Self::Move => "move",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.key() == key)
    }

    /// What an operator needs to do it.
    pub fn permission(self) -> Permission {
        match self {
            Self::Suspend | Self::Resume => Permission::OrganisationsSupport,
            Self::Upgrade => Permission::FleetManage,
            Self::Plan | Self::Move => Permission::OrganisationsManage,
        }
    }
}

/// Which organisations are meant: these, or all that a list shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkSelection {
    pub action: BulkAction,
    pub all: bool,
    #[serde(default)]
    pub slugs: Vec<String>,
    pub query: TenantQuery,
    /// For another plan, its key, and for a move the place; empty until one is chosen.
    #[serde(default)]
    pub to: String,
}

/// Whom it will be done to, before it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkPreview {
    pub action: BulkAction,
    pub affected: i64,
    /// Selected too, but it doesn't apply to them.
    pub skipped: i64,
    /// Of all that are affected: it changes when others are.
    pub fingerprint: String,
    /// The first of them.
    pub named: Vec<BulkRow>,
    /// For another plan.
    pub plan: Option<BulkPlan>,
    /// For a move.
    pub places: Option<BulkPlaces>,
}

/// The plans that several organisations could be given, and what would come of the chosen one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkPlan {
    pub choices: Vec<Plan>,
    pub chosen: Option<(Plan, WhatIf)>,
}

/// The places that several organisations could go to, and what a move to the chosen one would take along.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkPlaces {
    pub choices: Vec<Place>,
    pub chosen: Option<Place>,
    /// Bytes that their data takes where it is.
    pub bytes: i64,
    /// How many days the old copies are kept.
    pub kept_days: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkRow {
    pub slug: String,
    pub name: String,
}
