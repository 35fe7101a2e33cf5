//! What a run would do and what would be gone on with, while nothing is changed.

use super::{
    Cohort, Options, Ran, RunReport, SnapshotRoom,
    plan::{Lagging, cohorts},
    report::report,
    restorable,
    run::{halted, hindered, running},
};
use crate::{error::Result, platform::Platform};
use serde::Serialize;

/// What [`run`](super::run) would do.
#[derive(Clone, Debug)]
pub enum Foreseen {
    /// One is under way: it would be joined, and after it whoever is behind still would be migrated.
    Joins(RunReport),
    /// None would begin.
    Hindered(Ran),
    Begins(Beginning),
}

/// A run that would begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Beginning {
    pub organisations: i64,
    /// The copies on which the migrations are tried first.
    pub rehearsed: i64,
    pub cohorts: Vec<Cohort>,
    pub snapshots: SnapshotRoom,
}

pub async fn foresee(platform: &Platform, options: &Options) -> Result<Foreseen> {
    if let Some(id) = running(platform).await? {
        return Ok(Foreseen::Joins(report(platform, id).await?));
    }
    let lagging = Lagging::read(platform).await?;
    if let Some(hindered) = hindered(platform, options, &lagging).await? {
        return Ok(Foreseen::Hindered(hindered));
    }
    let total = lagging.of_run(options.include_quarantined).len();
    let organisations = i64::try_from(total).unwrap_or(i64::MAX);
    let rehearsed = options.rehearse.of(organisations);
    let snapshots = lagging.room(options.include_quarantined, |_| true);
    Ok(Foreseen::Begins(Beginning { organisations, rehearsed, cohorts: cohorts(total), snapshots }))
}

/// What [`resume`](super::resume) would finish and go on with.
#[derive(Clone, Debug, Serialize)]
pub struct Unfinished {
    /// Organisations that are on the way back to their snapshots.
    pub restoring: Vec<String>,
    /// The run that halted, or is under way.
    pub run: Option<RunReport>,
}

pub async fn unfinished(platform: &Platform) -> Result<Unfinished> {
    let restoring = restorable::begun(platform).await?.into_iter().map(|of| of.slug).collect();
    let run = match halted(platform).await? {
        None => running(platform).await?,
        halted => halted,
    };
    let run = match run {
        Some(id) => Some(report(platform, id).await?),
        None => None,
    };
    Ok(Unfinished { restoring, run })
}
