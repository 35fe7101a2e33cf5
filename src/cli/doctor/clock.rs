//! The clock: sessions, links and due dates depend on it.

use super::{Check, database};
use crate::{clock::Clock, config::Config, db::Location};
use jiff::{Timestamp, civil, tz::TimeZone};
use std::path::Path;

/// Seconds that this machine's clock and the database's may be apart.
const TOLERANCE: i64 = 5;

pub(super) async fn check(config: &Config) -> Check {
    let name = "clock";
    let now = Clock::system().now();
    if now.to_zoned(TimeZone::UTC).year() < 2026 {
        return Check::fail(name, format!("{now} is before this program was written"));
    }
    match &config.database.location {
        Location::Postgres(_) => match database::time(config).await {
            Some(theirs) => compared(now, theirs),
            None => Check::warn(name, format!("{now}; the database's could not be asked")),
        },
        Location::Sqlite(directory) => plausible(now, &directory.join("central.db")),
    }
}

fn compared(now: Timestamp, theirs: Timestamp) -> Check {
    let apart = now.duration_since(theirs).abs().as_secs();
    let detail = format!("{now}, {apart} s from the database's");
    if apart <= TOLERANCE { Check::ok("clock", detail) } else { Check::fail("clock", detail) }
}

/// A database that was written in the future says that the clock went back.
fn plausible(now: Timestamp, file: &Path) -> Check {
    let written = std::fs::metadata(file).and_then(|metadata| metadata.modified()).ok();
    match written.and_then(|time| Timestamp::try_from(time).ok()) {
        Some(written) if written.duration_since(now).as_secs() > TOLERANCE => {
            Check::fail("clock", format!("{now}, but {} was written at {written}", file.display()))
        }
        _ => Check::ok("clock", now.to_string()),
    }
}

/// What `current_timestamp` gives as text on both engines, in UTC: `2026-03-15 12:00:00` and perhaps more behind it.
pub(super) fn parsed(text: &str) -> Option<Timestamp> {
    let time: civil::DateTime = text.get(..19)?.parse().ok()?;
    Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::doctor::Verdict;
    use jiff::SignedDuration;

    #[test]
    fn clocks_may_be_five_seconds_apart() {
        let now: Timestamp = "2026-03-15T12:00:05Z".parse().unwrap();
        assert_eq!(compared(now, parsed("2026-03-15 12:00:00.123456+00").unwrap()).verdict, Verdict::Ok);
        assert_eq!(compared(now, parsed("2026-03-15 12:00:11").unwrap()).verdict, Verdict::Fail);
        assert_eq!(parsed("noon"), None);
    }

    #[test]
    fn a_file_of_the_future_says_that_the_clock_went_back() {
        let path = std::env::temp_dir().join(format!("tenantry_clock_{}", std::process::id()));
        let now: Timestamp = "2026-03-15T12:00:00Z".parse().unwrap();
        assert_eq!(plausible(now, &path).verdict, Verdict::Ok, "there is no file yet");
        let file = std::fs::File::create(&path).unwrap();
        for (seconds, verdict) in [(-3600, Verdict::Ok), (5, Verdict::Ok), (6, Verdict::Fail)] {
            file.set_modified((now + SignedDuration::from_secs(seconds)).into()).unwrap();
            assert_eq!(plausible(now, &path).verdict, verdict, "{seconds}");
        }
        std::fs::remove_file(&path).unwrap();
    }
}
