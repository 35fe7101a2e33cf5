//! How the deployment does, as the console shows it.

use super::concern::Attention;
use crate::{metrics::Size, plans::NamedPlan, servers::ServerSummary, tenants::TenantStatus};
use serde::{Deserialize, Serialize};

/// The deployment at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overview {
    /// What needs somebody, the gravest first. Empty when all are well.
    pub attention: Vec<Attention>,
    pub organisations: Vec<StandingCount>,
    /// Of those the ones that were deleted and wait for the end of their grace.
    pub deleted: i64,
    /// Twelve months, this one last.
    pub months: Vec<MonthChange>,
    /// Databases and files together, as they were looked at last.
    pub size: Option<Size>,
    pub failures: Failures,
    pub servers: Vec<ServerSummary>,
}

impl Overview {
    pub fn total(&self) -> i64 {
        self.organisations.iter().map(|standing| standing.count).sum()
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingCount {
    pub status: TenantStatus,
    pub plan: NamedPlan,
    pub count: i64,
}

/// Organisations that came and that were deleted in a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthChange {
    /// Its first day.
    pub month: jiff::civil::Date,
    pub new: i64,
    pub lost: i64,
}

/// Work that failed in the last thirty days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failures {
    pub provisionings: i64,
    pub moves: i64,
    pub upgrades: i64,
    pub deletions: i64,
    /// Each try at work in the background for organisations, whatever it was: those above are among it.
    pub jobs: i64,
    pub mails: i64,
}
