//! All runs, the newest first.

use super::{RunState, RunSummary, Stage, report::counts, watch};
use crate::{
    db::{Timestamp, sqlx},
    error::{Error, Result},
    ids::UpgradeRunId,
    platform::Platform,
    tenants::Page,
};
use std::io;

/// What a screen shows; one more tells whether there is a next page.
const ROWS: usize = 10;

/// The runs that began before the one that the cursor names.
pub async fn runs(platform: &Platform, after: &str) -> Result<Page<RunSummary>> {
    let before = after.parse::<UpgradeRunId>().ok();
    let mut reader = platform.central.read().await?;
    let mut rows = sql!(
        &mut reader,
        fetch_all Row,
        "select id, state, stage, started_at, finished_at from upgrade_run where $1 or id < $2
         order by id desc limit 11",
        before.is_none(),
        before
    )?;
    drop(reader);
    let more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let next = rows.last().filter(|_| more).map(|row| row.id.to_string());
    let mut summaries = Vec::with_capacity(rows.len());
    for row in rows {
        summaries.push(row.into_summary(platform).await?);
    }
    Ok(Page { rows: summaries, next })
}

/// The newest one, when no other can begin beside it.
pub(super) async fn open_run(platform: &Platform) -> Result<Option<RunSummary>> {
    let mut reader = platform.central.read().await?;
    let text = "select id, state, stage, started_at, finished_at from upgrade_run order by id desc limit 1";
    let row = sql!(&mut reader, fetch_optional Row, text)?;
    drop(reader);
    match row.filter(|row| row.state != RunState::Done.name()) {
        Some(row) => Ok(Some(row.into_summary(platform).await?)),
        None => Ok(None),
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: UpgradeRunId,
    state: String,
    stage: i64,
    started_at: Timestamp,
    finished_at: Option<Timestamp>,
}

impl Row {
    async fn into_summary(self, platform: &Platform) -> Result<RunSummary> {
        let wrong =
            |column: &str| Error::internal(io::Error::other(format!("upgrade run {}: unknown {column}", self.id)));
        let state: RunState = self.state.parse().map_err(|()| wrong("state"))?;
        let started_at = self.started_at.to_jiff();
        Ok(RunSummary {
            id: self.id,
            state,
            is_abandoned: state == RunState::Running && watch::is_left(platform, self.id, started_at).await?,
            stage: Stage::of_number(self.stage).ok_or_else(|| wrong("stage"))?,
            started_at: started_at.to_string(),
            finished_at: self.finished_at.map(|at| at.to_jiff().to_string()),
            counts: counts(platform, self.id).await?,
        })
    }
}
