//! How long it takes to open an organisation's database and read from it: before a cohort, in the middle of it, and after it.

use super::Stage;
use crate::{
    db::{Db, Home, HomeRow, PoolSize},
    error::Result,
    ids::UpgradeRunId,
    platform::Platform,
};
use std::time::{Duration, Instant};

/// Databases of a cohort that are opened for it.
const SAMPLE: i64 = 9;
const ONE: PoolSize = PoolSize { most: 1, wait: Duration::from_secs(10) };

/// Whose databases of a cohort are opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Waiting,
    Done,
    /// Those that were done last: what has become slow in the middle of a cohort shows there first.
    JustDone,
}

/// The median in microseconds over a few of a cohort. One that can't be opened says nothing: it fails by itself. `None` when there
/// is none.
pub(super) async fn probe(platform: &Platform, run: UpgradeRunId, stage: Stage, of: Of) -> Result<Option<i64>> {
    let mut reader = platform.central.read().await?;
    let text = match of {
        Of::Waiting | Of::Done => {
            "select t.placement, t.server_id, t.database_name from upgrade_task k join tenant t on t.id = k.tenant_id
             where k.run_id = $1 and k.stage = $2 and k.state = $3 order by k.position limit $4"
        }
        Of::JustDone => {
            "select t.placement, t.server_id, t.database_name from upgrade_task k join tenant t on t.id = k.tenant_id
             where k.run_id = $1 and k.stage = $2 and k.state = $3 order by k.finished_at desc, k.position desc limit $4"
        }
    };
    let state = if of == Of::Waiting { "waiting" } else { "done" };
    let homes = sql!(&mut reader, fetch_all HomeRow, text, run, stage.number(), state, SAMPLE)?;
    drop(reader);
    let mut measured = Vec::new();
    for home in homes.iter().filter_map(HomeRow::home) {
        measured.extend(opened_and_read(platform, &home).await.ok());
    }
    Ok(median(measured))
}

async fn opened_and_read(platform: &Platform, home: &Home) -> Result<i64> {
    let started = Instant::now();
    let db = platform.lifecycle.open(home, ONE).await?;
    let read = read(&db).await;
    let took = started.elapsed();
    db.close().await;
    read?;
    Ok(i64::try_from(took.as_micros()).unwrap_or(i64::MAX))
}

async fn read(db: &Db) -> Result<i64> {
    let mut reader = db.read().await?;
    Ok(sql!(&mut reader, scalar i64, "select count(*) from setting")?)
}

fn median(mut measured: Vec<i64>) -> Option<i64> {
    measured.sort_unstable();
    measured.get(measured.len() / 2).copied()
}

/// Why the run should stop, if it should: twice as slow as before, and slower by more than is allowed.
pub(super) fn risen(before: i64, after: i64, allowed_ms: i64) -> Option<String> {
    let told = |micros: i64| format!("{}.{} ms", micros / 1000, micros % 1000 / 100);
    (after > before * 2 + allowed_ms * 1000).then(|| {
        format!("opening and reading a migrated database takes {}, before it took {}", told(after), told(before))
    })
}

#[cfg(test)]
mod tests {
    use super::{median, risen};

    #[test]
    fn a_rise_needs_both_twice_the_time_and_the_margin() {
        assert_eq!(risen(1_000, 2_000, 0), None);
        assert_eq!(risen(1_000, 101_000, 100), None);
        let said = "opening and reading a migrated database takes 102.1 ms, before it took 1.0 ms";
        assert_eq!(risen(1_000, 102_100, 100).as_deref(), Some(said));
        assert_eq!(risen(90_000, 270_000, 100), None);
    }

    #[test]
    fn the_median_is_one_that_was_measured() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![7]), Some(7));
        assert_eq!(median(vec![100, 1, 3]), Some(3));
    }
}
