//! What organisations' people notice of a run: whether requests to those who are migrated take longer or fail more often than before.

use super::report::Run;
use crate::{
    error::Result,
    metrics::{self, Fared},
    platform::Platform,
};

/// Why the run should stop, if it should. Who resumes a run has seen those who were migrated before.
pub(super) async fn worsened(platform: &Platform, run: &Run) -> Result<Option<String>> {
    let fared = metrics::fared(platform, run.id, run.worked_since).await?;
    Ok(fared.and_then(|fared| reason(&fared, run.options.latency_rise_ms, run.options.error_budget)))
}

/// Twice as much as before, and more by what is allowed: milliseconds, and of a hundred requests.
fn reason(Fared { before, after }: &Fared, allowed_ms: i64, allowed_percent: i64) -> Option<String> {
    let milliseconds = |micros: i64| format!("{}.{} ms", micros / 1000, micros % 1000 / 100);
    let percent = |per_mille: i64| format!("{}.{} %", per_mille / 10, per_mille % 10);
    if after.failed_per_mille > before.failed_per_mille * 2 + allowed_percent * 10 {
        let (now, then) = (percent(after.failed_per_mille), percent(before.failed_per_mille));
        return Some(format!("{now} of the requests to migrated organisations fail, before it was {then}"));
    }
    (after.p95_micros > before.p95_micros * 2 + allowed_ms * 1000).then(|| {
        let (now, then) = (milliseconds(after.p95_micros), milliseconds(before.p95_micros));
        format!("95 of 100 requests to migrated organisations are answered within {now}, before within {then}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::Answered;

    fn judged(before: (i64, i64), after: (i64, i64)) -> Option<String> {
        let answered = |(p95_micros, failed_per_mille)| Answered { p95_micros, failed_per_mille };
        reason(&Fared { before: answered(before), after: answered(after) }, 500, 1)
    }

    #[test]
    fn a_rise_needs_both_twice_as_much_and_the_margin() {
        assert_eq!(judged((9_000, 0), (518_000, 10)), None);
        let said = "95 of 100 requests to migrated organisations are answered within 518.1 ms, before within 9.0 ms";
        assert_eq!(judged((9_000, 0), (518_100, 0)).as_deref(), Some(said));
        let said = "31.0 % of the requests to migrated organisations fail, before it was 0.5 %";
        assert_eq!(judged((9_000, 5), (9_000, 310)).as_deref(), Some(said));
        assert_eq!(judged((9_000, 200), (9_000, 400)), None);
    }
}
