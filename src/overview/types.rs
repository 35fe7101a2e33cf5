//! How the deployment does, as the console shows it.

use super::concern::Attention;
use crate::{
    plans::NamedPlan,
    servers::{OwnPlace, ServerSummary},
    tenants::TenantStatus,
};
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
    pub failures: Failures,
    /// Where the deployment itself keeps data, that of its engine first.
    pub own_places: Vec<OwnPlace>,
    pub servers: Vec<ServerSummary>,
    /// Whether requests are counted, so that errors and waiting times are known.
    pub is_counted: bool,
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

impl Failures {
    /// Moves, upgrades and deletions are work in the background, so that they count once: as they were noted, where their tries
    /// weren't counted.
    pub fn total(self) -> i64 {
        let noted = self.moves + self.upgrades + self.deletions;
        self.provisionings + self.jobs.max(noted) + self.mails
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_counts_once_whoever_tells_of_it() {
        let failed = |moves, jobs| Failures { provisionings: 1, moves, jobs, mails: 2, ..Failures::default() }.total();
        assert_eq!((failed(0, 0), failed(0, 4), failed(3, 0), failed(3, 4)), (3, 7, 6, 7));
    }
}
