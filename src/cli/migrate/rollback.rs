//! `tenantry migrate rollback`

use super::{
    super::{
        Failure, Output,
        confirm::Destructive,
        progress::Progress,
        table::{aligned, printable},
        words,
    },
    run::PaceArguments,
};
use crate::{
    context::Author,
    ids::UpgradeRunId,
    platform::Platform,
    upgrades::{self, Event, Observer, Restorable, Rollback, Step, Which},
};
use clap::Args;
use serde::Serialize;
use std::sync::Arc;

#[derive(Debug, Args)]
#[group(id = "which", required = true, multiple = true, args = ["slug", "all", "run"])]
pub(super) struct RollbackArguments {
    /// The organisation whose last upgrade is undone
    #[arg(conflicts_with_all = ["all", "run"])]
    slug: Option<String>,
    /// Everybody whom the last run migrated
    #[arg(long)]
    all: bool,
    /// Everybody whom this run migrated, by its id; `migrate status` names the last one
    #[arg(long, value_name = "ID")]
    run: Option<UpgradeRunId>,
    #[command(flatten)]
    destructive: Destructive,
    #[command(flatten)]
    pace: PaceArguments,
}

#[derive(Serialize)]
struct Document {
    dry_run: bool,
    organisations: Vec<Restorable>,
    #[serde(flatten)]
    rollback: Rollback,
}

impl RollbackArguments {
    pub(super) async fn run(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        let which = match self.slug {
            Some(slug) => Which::Tenant(slug),
            None => Which::Run(self.run),
        };
        let organisations = upgrades::restorable(platform, &which).await?;
        if organisations.is_empty() {
            return Err(nothing(&which));
        }
        let rollback = if self.destructive.may(&warning(&organisations), out)? {
            platform.start_sharing().await;
            let (progress, observer) = watched(organisations.len());
            let work = upgrades::rollback(platform, &which, self.pace.pace(), &Author::CommandLine, &observer);
            progress.during(work).await?
        } else {
            Rollback::default()
        };
        print(Document { dry_run: self.destructive.is_dry_run(), organisations, rollback }, out)
    }
}

fn nothing(which: &Which) -> Failure {
    Failure::said(match which {
        Which::Tenant(slug) => format!("there is no snapshot of {}", printable(slug)),
        Which::Run(_) => "there is no snapshot of that run".to_owned(),
    })
}

fn warning(organisations: &[Restorable]) -> Vec<String> {
    let rows: Vec<[String; 2]> = organisations.iter().map(|of| [of.slug.clone(), of.snapshot_at.clone()]).collect();
    let go = if rows.len() == 1 { "goes back to its snapshot" } else { "go back to their snapshots" };
    let mut lines = vec![
        format!(
            "{} {go}. What was written since is lost; nobody gets in meanwhile.",
            words::counted(rows.len(), "organisation")
        ),
        "Later runs leave out who went back, until somebody includes those in quarantine.".to_owned(),
    ];
    lines.extend(aligned(["slug", "snapshot of"], &rows));
    lines
}

fn watched(total: usize) -> (Arc<Progress>, Observer) {
    let progress = Arc::new(Progress::new("Going back", total));
    let shown = progress.clone();
    let observer = move |event: Event<'_>| {
        if let Event::Reached { step: Step::Opened, .. } = event {
            shown.advance();
        }
    };
    (progress, Arc::new(observer))
}

fn print(document: Document, out: &mut Output) -> Result<(), Failure> {
    let Rollback { restored, failed } = &document.rollback;
    out.line(format!("{} restored, {} failed", restored.len(), failed.len()));
    for of in failed {
        out.line(format!("  {}: {}", of.slug, of.error));
    }
    out.document(&document)?;
    if failed.is_empty() { Ok(()) } else { Err(Failure::Reported) }
}
