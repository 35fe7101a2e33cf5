//! `tenantry backup`

use super::{
    Failure, Output,
    confirm::{Destructive, DryRun},
    progress::Progress,
    table::{aligned, printable},
    tenant::{copies_told, unknown},
    words,
};
use crate::{
    backups::{self, Backup, BackupReason, BackupState, PlannedRestore},
    context::Author,
    ids::BackupId,
    moves::{self, Move, Outcome, Pace, RestoreOrder},
    platform::Platform,
};
use clap::{Args, Subcommand};
use serde::Serialize;
use serde_json::json;
use std::sync::Arc;

#[derive(Debug, Subcommand)]
pub enum BackupCommand {
    /// Make a backup of an organisation, or of all
    Run(RunArguments),
    /// The backups of an organisation, or the last one of each
    List(ListArguments),
    /// Read backups back from their beginning to their end, and say which are damaged
    Check(CheckArguments),
    /// Make an organisation's data what a backup holds
    Restore(RestoreArguments),
}

#[derive(Debug, Args)]
#[group(id = "whom", required = true, multiple = false, args = ["slug", "all"])]
pub struct RunArguments {
    /// The organisation's name in its address
    slug: Option<String>,
    /// All organisations, one after the other
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    dry_run: DryRun,
}

#[derive(Debug, Args)]
pub struct ListArguments {
    /// The organisation's name in its address
    slug: Option<String>,
}

#[derive(Debug, Args)]
pub struct CheckArguments {
    /// Only this organisation's
    slug: Option<String>,
}

#[derive(Debug, Args)]
pub struct RestoreArguments {
    /// The organisation's name in its address
    slug: String,
    /// Which backup, by its id; `tenantry backup list` names them
    id: BackupId,
    /// Go on when what is there now can't be read any more, so that there will be no backup of it
    #[arg(long)]
    whatever_is_there: bool,
    #[command(flatten)]
    destructive: Destructive,
}

impl BackupCommand {
    pub(super) async fn run(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        match self {
            Self::Run(arguments) => Box::pin(arguments.run(platform, out)).await,
            Self::List(arguments) => Box::pin(arguments.run(platform, out)).await,
            Self::Check(arguments) => Box::pin(arguments.run(platform, out)).await,
            Self::Restore(arguments) => Box::pin(arguments.run(platform, out)).await,
        }
    }
}

/// One that could not be made.
#[derive(Serialize)]
struct NotMade {
    slug: String,
    error: String,
}

impl RunArguments {
    async fn run(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        let slugs = match self.slug {
            Some(slug) => vec![slug],
            None => backups::organisations(platform).await?,
        };
        let dry_run = self.dry_run.is_all(&format!("{} would be backed up.", organisations(slugs.len())), out);
        let (mut made, mut failed) = (Vec::new(), Vec::new());
        if !dry_run {
            platform.start_sharing().await;
            let (progress, of) = (Progress::new("backing up", slugs.len()), slugs.len() as u64);
            for (number, slug) in (1..).zip(&slugs) {
                let making = backups::back_up(platform, slug, BackupReason::Asked, &Author::CommandLine);
                match progress.during(making).await {
                    Ok(backup) => made.push(backup),
                    Err(error) if of == 1 => return Err(unknown(error, slug)),
                    Err(error) => {
                        failed.push(NotMade { slug: slug.clone(), error: unknown(error, slug).to_string() });
                    }
                }
                progress.reach(number, of, slug.clone());
            }
        }
        for backup in &made {
            out.line(told(backup));
        }
        for NotMade { slug, error } in &failed {
            out.line(format!("{slug}: {error}"));
        }
        out.document(&json!({ "dry_run": dry_run, "organisations": slugs, "made": made, "failed": failed }))?;
        if failed.is_empty() {
            return Ok(());
        }
        Err(Failure::said(format!("{} could not be backed up", organisations(failed.len()))))
    }
}

impl ListArguments {
    async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let all = match &self.slug {
            Some(slug) => {
                let of = backups::of_organisation(platform, slug).await;
                of.map_err(|error| unknown(error, slug))?.backups
            }
            None => backups::last_of_all(platform).await?,
        };
        print(&all, out);
        out.line(words::counted(all.len(), "backup"));
        out.document(&all)
    }
}

impl CheckArguments {
    async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        if let Some(slug) = &self.slug {
            backups::of_organisation(platform, slug).await.map_err(|error| unknown(error, slug))?;
        }
        let progress = Progress::new("reading back", 1);
        let told = |number, of| progress.reach(number, of, "reading back".into());
        let checking = backups::check_now(platform, self.slug.as_deref(), told);
        let checked = progress.during(checking).await?;
        drop(progress);
        let damaged: Vec<_> = checked.iter().filter(|backup| backup.state == BackupState::Damaged).cloned().collect();
        print(&damaged, out);
        let whole = checked.len() - damaged.len();
        out.line(format!("{} read back, {whole} whole", words::counted(checked.len(), "backup")));
        out.document(&checked)?;
        if damaged.is_empty() {
            return Ok(());
        }
        Err(Failure::said(format!("{} damaged", words::counted(damaged.len(), "backup"))))
    }
}

#[derive(Serialize)]
struct Document {
    dry_run: bool,
    #[serde(flatten)]
    planned: PlannedRestore,
    /// What came of it; nothing when nothing was changed.
    outcome: Option<Move>,
}

impl RestoreArguments {
    async fn run(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        let Self { slug, id, whatever_is_there, destructive } = self;
        let missing = || format!("{} has no backup {id}", printable(&slug));
        let planned = backups::plan_restore(platform, &slug, id).await;
        let planned = planned.map_err(|error| Failure::naming_missing(error, missing))?;
        let dry_run = destructive.is_dry_run();
        if !destructive.may_for_now(&warning(&planned), out)? {
            return out.document(&Document { dry_run, planned, outcome: None });
        }
        platform.start_sharing().await;
        let progress = Arc::new(Progress::new(BRINGING_BACK, 1));
        let observer = copies_told(progress.clone(), BRINGING_BACK);
        let order = RestoreOrder { backup: id, whatever_is_there };
        let restoring = moves::restore_backup(platform, &slug, order, &Author::CommandLine, Pace::default(), &observer);
        let outcome = progress.during(restoring).await.map_err(|error| unknown(error, &slug));
        progress.end();
        let outcome = outcome?;
        let (done, failed) = match outcome {
            Outcome::Moved(done) => (done, None),
            Outcome::Undone(done) => {
                let why = done.error.clone().unwrap_or_default();
                (done, Some(Failure::said(format!("the data of {slug} is what it was: {why}"))))
            }
        };
        if failed.is_none() {
            let rows = words::counted(usize::try_from(done.copied).unwrap_or_default(), "row");
            let millis = done.read_only_millis.unwrap_or_default();
            out.line(format!(
                "{slug} has the data of {} now: {rows}, nobody could write for {millis} ms.",
                planned.backup.holds()
            ));
            out.line("What was there before is a backup of its own.");
        }
        out.document(&Document { dry_run, planned, outcome: Some(done) })?;
        failed.map_or(Ok(()), Err)
    }
}

const BRINGING_BACK: &str = "bringing back";

fn warning(planned: &PlannedRestore) -> Vec<String> {
    let PlannedRestore { name, backup, kept_days, .. } = planned;
    let kept = words::counted(usize::try_from(*kept_days).unwrap_or_default(), "day");
    vec![
        format!(
            "The data of {} becomes what it was at {}. Whatever was changed since is gone from it.",
            printable(name),
            backup.holds()
        ),
        "People, sessions, plan, domains and modules stay as they are. Snapshots from before upgrades go.".into(),
        format!("What is there now becomes a backup of its own first, and its database is kept for {kept}."),
    ]
}

fn print(all: &[Backup], out: &mut Output) {
    let cells: Vec<[String; 7]> = all.iter().map(cells).collect();
    for line in aligned(["slug", "id", "state", "reason", "holds", "size", "rows"], &cells) {
        out.line(line);
    }
    for backup in all.iter().filter(|backup| backup.error.is_some()) {
        out.line(format!("{}: {}", backup.id, backup.error.as_deref().unwrap_or_default()));
    }
}

fn cells(of: &Backup) -> [String; 7] {
    [
        of.slug.clone(),
        of.id.to_string(),
        of.state.name().to_owned(),
        of.reason.name().to_owned(),
        of.holds().to_owned(),
        of.bytes.map_or_else(String::new, words::size),
        of.rows.map_or_else(String::new, |rows| rows.to_string()),
    ]
}

fn told(of: &Backup) -> String {
    let (size, rows) = (words::size(of.bytes.unwrap_or_default()), of.rows.unwrap_or_default());
    let rows = words::counted(usize::try_from(rows).unwrap_or_default(), "row");
    if of.confirmed_at.is_some() {
        return format!("{}: nothing was changed since the last one, {}", of.slug, of.id);
    }
    format!("{}: {size}, {rows}, {}", of.slug, of.file)
}

fn organisations(count: usize) -> String {
    words::counted(count, "organisation")
}
