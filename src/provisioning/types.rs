//! The steps of making an organisation, as the interface shows them.

use crate::fault::Problem;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    Validate,
    Reserve,
    Database,
    Brand,
    Administrator,
    Modules,
    Activate,
}

impl Step {
    pub const ALL: [Self; 7] = [
        Self::Validate,
        Self::Reserve,
        Self::Database,
        Self::Brand,
        Self::Administrator,
        Self::Modules,
        Self::Activate,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Validate => "validate",
            Self::Reserve => "reserve",
            Self::Database => "database",
            Self::Brand => "brand",
            Self::Administrator => "administrator",
            Self::Modules => "modules",
            Self::Activate => "activate",
        }
    }
}

impl FromStr for Step {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|step| step.name() == name).ok_or(())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StepState {
    Waiting,
    Running,
    Done,
    Failed,
    Undone,
}

impl StepState {
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Undone => "undone",
        }
    }
}

impl FromStr for StepState {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        let all = [Self::Waiting, Self::Running, Self::Done, Self::Failed, Self::Undone];
        all.into_iter().find(|state| state.name() == name).ok_or(())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepReport {
    pub step: Step,
    pub state: StepState,
    /// How long it took, in microseconds; zero while it runs.
    pub micros: i64,
}

/// A provisioning as its page shows it, finished or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub slug: String,
    /// One report for each step, in their order.
    pub steps: Vec<StepReport>,
    pub outcome: Outcome,
    /// The organisation's front door.
    pub url: String,
    /// The administrator's link; known for a while to the server that made it.
    pub invitation_url: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    Running,
    Done,
    Failed,
}

/// What a copy of an organisation would have, for somebody who decides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloneOffer {
    pub slug: String,
    pub name: String,
    /// Of the database that is copied.
    pub database_bytes: i64,
    /// Who has a place in it, and would have one in the copy if that is asked for.
    pub members: i64,
    /// Why it can't be copied now.
    pub refusal: Option<Problem>,
}
