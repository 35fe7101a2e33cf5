//! `tenantry tenant delete`, `restore` and `purge`

use super::{
    super::{
        Failure, Output,
        confirm::{Destructive, DryRun},
        progress::Progress,
        table::{aligned, printable},
        words,
    },
    unknown,
};
use crate::{
    context::Author,
    deletions::{self, Attended, Deleting, Deletion, Erasure, Export, NewDeletion, Observer, Pace, Step},
    platform::Platform,
    tenants,
};
use clap::Args;
use jiff::SignedDuration;
use serde::Serialize;
use serde_json::json;
use std::{path::PathBuf, sync::Arc};

#[derive(Debug, Args)]
pub struct DeleteArguments {
    /// The organisation's name in its address
    slug: String,
    /// How long its data stays, such as 30d or 12h, counted from the deletion; 0 removes it at once. Without it the setting
    /// `deletion.grace_days` counts. For one that is deleted already it changes the time
    #[arg(long, value_name = "TIME", value_parser = grace)]
    grace: Option<SignedDuration>,
    /// Why, in the language of the organisation's people
    #[arg(long, default_value = "")]
    reason: String,
    /// Write the final export to this folder or file
    #[arg(long, value_name = "PATH")]
    export: Option<PathBuf>,
    /// Remove the data without a final export
    #[arg(long, conflicts_with = "export")]
    without_export: bool,
    /// The organisation's name once more, when its data goes at once and nobody is there to be asked
    #[arg(long, value_name = "SLUG")]
    confirm: Option<String>,
    #[command(flatten)]
    destructive: Destructive,
}

#[derive(Serialize)]
struct Document {
    dry_run: bool,
    #[serde(flatten)]
    deleting: Deleting,
    /// What stands after the deletion; nothing when the data is gone or nothing was changed.
    deletion: Option<Deletion>,
    erasure: Option<Erasure>,
}

impl DeleteArguments {
    pub(super) async fn run(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        let new = NewDeletion {
            reason: self.reason,
            grace: self.grace,
            export: match (self.export, self.without_export) {
                (Some(path), _) => Export::To(path),
                (None, true) => Export::None,
                (None, false) => Export::UsualPlace,
            },
        };
        let plan = deletions::plan(platform, &self.slug, &new).await;
        let mut deleting = plan.map_err(|error| unknown(error, &self.slug))?;
        let may = if deleting.is_gone_at_once {
            self.destructive.may_by_name(&warning(&deleting), &self.slug, self.confirm.as_deref(), out)?
        } else {
            self.destructive.may_for_now(&warning(&deleting), out)?
        };
        let dry_run = self.destructive.is_dry_run();
        if !may {
            return out.document(&Document { dry_run, deleting, deletion: None, erasure: None });
        }
        let done = deletions::delete(platform, &self.slug, &new, &Author::CommandLine).await;
        deleting = done.map_err(|error| unknown(error, &self.slug))?;
        let attended = attend(platform, &self.slug).await?;
        let deletion = tenants::detail(platform, &self.slug).await?.and_then(|tenant| tenant.deletion);
        print_deletion(&self.slug, deletion.as_ref(), out);
        let erasure = match attended {
            Attended::Erased(erasure) => Some(*erasure),
            _ => None,
        };
        if let Some(erasure) = &erasure {
            print_erasure(erasure, out);
        }
        out.document(&Document { dry_run, deleting, deletion, erasure })
    }
}

async fn attend(platform: &Arc<Platform>, slug: &str) -> Result<Attended, Failure> {
    let progress = Arc::new(Progress::new("Exporting", Step::ALL.len()));
    let told = progress.clone();
    let observer: Observer = Arc::new(move |_, step| {
        let done = Step::ALL.iter().position(|of| *of == step).map_or(0, |at| at as u64 + 1);
        told.reach(done, Step::ALL.len() as u64, doing_after(step).to_owned());
    });
    let attending = deletions::attend(platform, slug, &Author::CommandLine, Pace::default(), &observer);
    Ok(progress.during(attending).await?)
}

/// What goes on once the step is done.
fn doing_after(step: Step) -> &'static str {
    match step {
        Step::Written => "Noting the export",
        Step::Exported => "Closing the database",
        Step::Claimed => "Counting what goes",
        Step::Counted => "Removing the snapshots",
        Step::SnapshotsRemoved => "Removing the database",
        Step::DatabaseRemoved => "Removing what the deployment knows",
        Step::Erased => "Removed",
    }
}

async fn purge(platform: &Arc<Platform>, due: &[String]) -> Result<Vec<Erasure>, Failure> {
    let progress = Arc::new(Progress::new("Removing", due.len()));
    let (told, names) = (progress.clone(), due.to_vec());
    let observer: Observer = Arc::new(move |slug, _| {
        let at = names.iter().position(|name| name == slug).unwrap_or(0);
        told.reach(at as u64, names.len() as u64, format!("Removing {slug}"));
    });
    let attending = deletions::attend_all_observed(platform, &Author::CommandLine, Pace::default(), &observer);
    Ok(progress.during(attending).await?)
}

fn warning(deleting: &Deleting) -> Vec<String> {
    let Deleting { slug, members, people, sessions, database_bytes, gone_at, .. } = deleting;
    let counted = |count: i64, thing| words::counted(usize::try_from(count).unwrap_or_default(), thing);
    let name = printable(&deleting.name);
    let mut lines = vec![if deleting.is_deleted_already {
        format!("{slug} ({name}) is deleted already.")
    } else {
        format!("{slug} ({name}) will be closed at once; {} will end.", counted(*sessions, "session"))
    }];
    lines.push(match &deleting.export_path {
        Some(path) => format!("All of its data is written to {path} first."),
        None => "There will be no final export.".into(),
    });
    lines.push(if deleting.is_gone_at_once {
        "Then its data is removed AT ONCE, and nothing brings it back:".into()
    } else {
        format!(
            "Its data is removed on {}. Until then `tenantry tenant restore {slug}` brings it back. Then goes:",
            words::day(gone_at)
        )
    });
    lines.push(format!(
        "  its database of {}, its snapshots and backups, {}, and {} that belong nowhere else",
        words::size(*database_bytes),
        counted(*members, "membership"),
        counted(*people, "account"),
    ));
    lines
}

fn print_deletion(slug: &str, deletion: Option<&Deletion>, out: &mut Output) {
    let Some(deletion) = deletion else { return };
    out.line(format!("{slug} is deleted. Its data goes on {}.", words::day(&deletion.gone_at)));
    if let Some((path, written)) = deletion.export.as_ref().and_then(|of| Some((&of.path, of.written.as_ref()?))) {
        out.line(format!("All of it is in {path} ({}, SHA-256 {})", words::size(written.bytes), written.sha256));
    }
}

pub(super) fn print_erasure(erasure: &Erasure, out: &mut Output) {
    let removed = &erasure.removed;
    out.line(format!(
        "{} is gone since {}, removed by {}.",
        erasure.slug,
        erasure.erased_at,
        printable(&erasure.erased_by)
    ));
    let tables = removed.tables.iter().map(|(table, rows)| [format!("its own {table}"), rows.to_string()]);
    let central = removed.central.iter().filter(|(_, rows)| **rows > 0);
    let central = central.map(|(table, rows)| [format!("central {table}"), rows.to_string()]);
    let rows: Vec<[String; 2]> = tables.chain(central).collect();
    for line in aligned(["table", "rows removed"], &rows) {
        out.line(line);
    }
    if let Some(error) = &removed.unreadable {
        out.line(format!("Its own tables could not be counted: {}", printable(error)));
    }
    out.line(format!("{} removed", words::counted(usize::try_from(removed.people).unwrap_or_default(), "account")));
    for trace in &removed.traces {
        out.line(format!("removed: {trace}"));
    }
}

#[derive(Debug, Args)]
pub struct RestoreArguments {
    /// The deleted organisation's name in its address
    slug: String,
    #[command(flatten)]
    trial: DryRun,
}

impl RestoreArguments {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let slug = &self.slug;
        deletions::plan_cancel(platform, slug).await.map_err(|error| unknown(error, slug))?;
        let what = format!("{slug} will be open again as it was, its data kept; its people sign in again.");
        let dry_run = self.trial.is_all(&what, out);
        if !dry_run {
            let done = deletions::cancel(platform, slug, &Author::CommandLine).await;
            done.map_err(|error| unknown(error, slug))?;
            out.line(format!("{slug} is open again; its people sign in again"));
        }
        out.document(&json!({ "slug": slug, "restored": !dry_run, "dry_run": dry_run }))
    }
}

#[derive(Debug, Args)]
pub struct PurgeArguments {
    #[command(flatten)]
    destructive: Destructive,
}

impl PurgeArguments {
    /// Removes what is due. The server does the same by itself every minute.
    pub(super) async fn run(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        let due = deletions::due(platform).await?;
        let what = vec![format!("{} removed for good: {}", goes(due.len()), due.join(", "))];
        let erased = if !due.is_empty() && self.destructive.may(&what, out)? {
            purge(platform, &due).await?
        } else {
            Vec::new()
        };
        for erasure in &erased {
            print_erasure(erasure, out);
        }
        out.line(format!("{} removed", words::counted(erased.len(), "organisation")));
        out.document(&json!({ "dry_run": self.destructive.is_dry_run(), "due": due, "erased": erased }))?;
        let is_left = !self.destructive.is_dry_run() && erased.len() < due.len();
        if is_left {
            Err(Failure::said("some could not be removed: the log says why; the next purge tries again"))
        } else {
            Ok(())
        }
    }
}

fn goes(count: usize) -> String {
    format!("{} will be", words::counted(count, "organisation"))
}

/// `30d`, `12h` or `0`.
fn grace(text: &str) -> Result<SignedDuration, String> {
    let wrong = || "write days or hours, such as 30d or 12h, or 0".to_owned();
    if text == "0" {
        return Ok(SignedDuration::ZERO);
    }
    let unit = text.chars().last().filter(char::is_ascii).ok_or_else(wrong)?;
    let number: u32 = text[..text.len() - 1].parse().map_err(|_| wrong())?;
    match unit {
        'd' if number <= 3650 => Ok(SignedDuration::from_hours(24 * i64::from(number))),
        'h' if number <= 24 * 3650 => Ok(SignedDuration::from_hours(i64::from(number))),
        _ => Err(wrong()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grace_is_days_or_hours() {
        assert_eq!(grace("0"), Ok(SignedDuration::ZERO));
        assert_eq!(grace("7d"), Ok(SignedDuration::from_hours(168)));
        assert_eq!(grace("12h"), Ok(SignedDuration::from_hours(12)));
        for wrong in ["", "7", "-1d", "d", "7é", "9999d", "1w"] {
            assert!(grace(wrong).is_err(), "{wrong}");
        }
    }
}
