//! `tenantry tenant move` and `moves`

use super::{
    super::{Failure, Output, confirm::Destructive, progress::Progress, table::aligned, words},
    many, placement, unknown,
};
use crate::{
    context::Author,
    moves::{self, Destination, Event, Move, Observer, Outcome, Pace, Place, PlannedMove},
    platform::Platform,
    servers::Placement,
};
use clap::Args;
use serde::Serialize;
use std::sync::Arc;

#[derive(Debug, Args)]
#[group(id = "whom", required = true, multiple = false, args = ["slug", "from_server"])]
pub struct MoveArguments {
    /// The organisation's name in its address
    slug: Option<String>,
    /// All who live on this registered server, one after the other; done again, those who are left
    #[arg(long, value_name = "SERVER")]
    from_server: Option<String>,
    /// How its data is to be kept
    #[arg(long, value_parser = placement())]
    to: Placement,
    /// The registered server that it is to live on
    #[arg(long)]
    server: Option<String>,
    /// The region that it is to live in: a registered server there
    #[arg(long)]
    region: Option<String>,
    #[command(flatten)]
    destructive: Destructive,
}

#[derive(Debug, Args)]
pub struct MovesArguments {
    /// Only this organisation's
    slug: Option<String>,
}

#[derive(Serialize)]
struct Document {
    dry_run: bool,
    #[serde(flatten)]
    planned: PlannedMove,
    /// What came of it; nothing when nothing was changed.
    outcome: Option<Move>,
}

impl MoveArguments {
    pub(super) async fn run(self, platform: &Arc<Platform>, out: &mut Output) -> Result<(), Failure> {
        let to = Destination { placement: self.to, server: self.server, region: self.region };
        match (self.slug, self.from_server) {
            (Some(slug), _) => one(platform, &slug, &to, &self.destructive, out).await,
            (None, Some(server)) => many::run(platform, &server, &to, &self.destructive, out).await,
            (None, None) => Err(Failure::said("whom? a name, or --from-server")),
        }
    }
}

async fn one(
    platform: &Arc<Platform>,
    slug: &str,
    to: &Destination,
    destructive: &Destructive,
    out: &mut Output,
) -> Result<(), Failure> {
    let planned = moves::plan(platform, slug, to).await.map_err(|error| unknown(error, slug))?;
    let dry_run = destructive.is_dry_run();
    if !destructive.may_for_now(&warning(&planned), out)? {
        return out.document(&Document { dry_run, planned, outcome: None });
    }
    platform.start_sharing().await;
    let progress = Arc::new(Progress::new(COPYING, 1));
    let observer = told(progress.clone(), COPYING);
    let author = Author::CommandLine;
    let moving = moves::move_tenant(platform, slug, to, &author, Pace::default(), &observer);
    let outcome = progress.during(moving).await.map_err(|error| unknown(error, slug));
    progress.end();
    let outcome = outcome?;
    let (done, failed) = match outcome {
        Outcome::Moved(done) => (done, None),
        Outcome::Undone(done) => {
            let why = done.error.clone().unwrap_or_default();
            (done, Some(Failure::said(format!("{slug} is where it was: {why}"))))
        }
    };
    if failed.is_none() {
        print(&done, out);
    }
    out.document(&Document { dry_run, planned, outcome: Some(done) })?;
    failed.map_or(Ok(()), Err)
}

impl MovesArguments {
    pub(super) async fn run(self, platform: &Platform, out: &mut Output) -> Result<(), Failure> {
        let all = match &self.slug {
            Some(slug) => moves::of_tenant(platform, slug).await?,
            None => moves::list(platform).await?,
        };
        let cells: Vec<[String; 7]> = all.iter().map(cells).collect();
        for line in aligned(["slug", "state", "from", "to", "began", "rows", "read-only"], &cells) {
            out.line(line);
        }
        out.line(words::counted(all.len(), "move"));
        out.document(&all)
    }
}

const COPYING: &str = "copying";

/// Shows how far the first copy is.
pub(in crate::cli) fn told(progress: Arc<Progress>, what: &'static str) -> Observer {
    Arc::new(move |event| match event {
        Event::Copying { rows, of } => progress.reach(rows, of.max(rows), what.into()),
        Event::Reached(step) => {
            tracing::debug!(step = step.name(), "a move goes on");
        }
    })
}

fn warning(planned: &PlannedMove) -> Vec<String> {
    let PlannedMove { slug, from, to, database_bytes, kept_days, .. } = planned;
    vec![
        format!("The data of {slug}, {}, goes from {} to {}.", words::size(*database_bytes), named(from), named(to)),
        "Its people go on working. At the end nobody can change anything for a moment; what they send waits.".into(),
        "Snapshots from before upgrades go: there is no way back to them from the new place.".into(),
        format!(
            "The old copy is kept for {} and then removed.",
            words::counted(usize::try_from(*kept_days).unwrap_or_default(), "day")
        ),
    ]
}

pub(super) fn print(done: &Move, out: &mut Output) {
    let rows = words::counted(usize::try_from(done.copied).unwrap_or_default(), "row");
    let millis = done.read_only_millis.unwrap_or_default();
    out.line(format!("{} is at {} now: {rows}, nobody could write for {millis} ms.", done.slug, named(&done.to)));
    if let Some(until) = &done.kept_until {
        out.line(format!("The old copy at {} is kept until {}.", named(&done.from), words::day(until)));
    }
}

fn named(place: &Place) -> String {
    place
        .server
        .as_ref()
        .map_or_else(|| place.placement.to_string(), |server| format!("{} on {server}", place.placement))
}

fn cells(of: &Move) -> [String; 7] {
    [
        of.slug.clone(),
        if of.is_abandoned { "abandoned".into() } else { of.state.name().to_owned() },
        match &of.restores {
            Some(at) => format!("backup of {}", words::day(at)),
            None => named(&of.from),
        },
        named(&of.to),
        words::day(&of.started_at).to_owned(),
        of.copied.to_string(),
        of.read_only_millis.map_or_else(String::new, |millis| format!("{millis} ms")),
    ]
}
