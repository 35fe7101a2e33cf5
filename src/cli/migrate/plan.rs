//! `tenantry migrate plan`

use super::super::{Failure, Output, table::aligned, words};
use crate::{
    platform::Platform,
    upgrades::{self, Plan, SnapshotRoom},
};

pub(super) async fn print(platform: &Platform, out: &mut Output) -> Result<(), Failure> {
    let plan = upgrades::plan(platform).await?;
    for line in in_short(&plan).into_iter().chain(in_full(&plan)) {
        out.line(line);
    }
    out.document(&plan)?;
    if plan.too_old.is_some() { Err(Failure::Reported) } else { Ok(()) }
}

/// How the deployment stands, in lines.
pub(super) fn in_short(plan: &Plan) -> Vec<String> {
    let total = counted(plan.organisations);
    let mut lines = vec![if plan.behind == 0 {
        format!("{total}: nothing to do")
    } else {
        format!("{total}: {} to migrate", plan.behind)
    }];
    if !plan.quarantined.is_empty() {
        lines.push(format!("{} left out, in quarantine (--include-quarantined tries again):", plan.quarantined.len()));
        lines.extend(plan.quarantined.iter().map(|left_out| format!("  {}: {}", left_out.slug, left_out.error)));
    }
    if !plan.drifted.is_empty() {
        lines.push(format!("other tables than a clean install: {}", plan.drifted.join(", ")));
    }
    lines.extend(plan.too_old.iter().map(|reason| format!("No run can begin: {reason}.")));
    lines
}

fn in_full(plan: &Plan) -> Vec<String> {
    if plan.behind == 0 {
        return Vec::new();
    }
    let version = |version: Option<i64>| version.map_or("unknown".to_owned(), |version| version.to_string());
    let moves: Vec<[String; 4]> = plan
        .moves
        .iter()
        .map(|of| [of.set.clone(), version(of.from), of.to.to_string(), of.organisations.to_string()])
        .collect();
    let cohorts = plan.cohorts.iter().map(|cohort| format!("{} {}", cohort.stage.name(), cohort.organisations));
    let mut lines = aligned(["tables", "from", "to", "organisations"], &moves);
    lines.push(format!("cohorts: {}", cohorts.collect::<Vec<_>>().join(", ")));
    lines.push(room(plan.snapshots));
    if plan.snapshots.is_too_little() {
        lines.push("The disk has too little room for them: no run begins without --ignore-room.".to_owned());
    }
    lines
}

/// The room that snapshots take and find.
pub(super) fn room(of: SnapshotRoom) -> String {
    let all = format!("snapshots: about {}", words::size(of.all));
    match of.free {
        Some(free) if of.on_disk > 0 => {
            format!("{all}, {} of it on this disk, where {} are free", words::size(of.on_disk), words::size(free))
        }
        _ => all,
    }
}

fn counted(organisations: i64) -> String {
    words::counted(usize::try_from(organisations).unwrap_or(0), "organisation")
}
