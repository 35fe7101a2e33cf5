//! `tenantry tenant move --from-server`: a server is emptied, one organisation after the other.

use super::{
    super::{
        Failure, Output,
        confirm::{self, Destructive},
        progress::Progress,
        words,
    },
    moves::print,
};
use crate::{
    context::Author,
    moves::{self, Destination, ManyMoved, NotMoved, PlannedMove},
    platform::Platform,
};
use serde::Serialize;
use std::sync::Arc;

#[derive(Serialize)]
struct Document {
    dry_run: bool,
    /// Those who would go, as it is now.
    planned: Vec<PlannedMove>,
    /// Those who can't go now.
    hindered: Vec<NotMoved>,
    #[serde(flatten)]
    done: ManyMoved,
}

pub(super) async fn run(
    platform: &Arc<Platform>,
    server: &str,
    to: &Destination,
    destructive: &Destructive,
    out: &mut Output,
) -> Result<(), Failure> {
    let (slugs, deleted) = moves::residents(platform, server)
        .await
        .map_err(|error| Failure::naming_missing(error, || format!("no server is named {server}")))?;
    let (planned, hindered) = foresee(platform, &slugs, to).await;
    let lines = warning(server, &planned, &hindered, deleted);
    let mut document = Document { dry_run: destructive.is_dry_run(), planned, hindered, done: ManyMoved::default() };
    if slugs.is_empty() {
        confirm::say(&lines, out);
        return out.document(&document);
    }
    if !destructive.may_for_now(&lines, out)? {
        return out.document(&document);
    }
    platform.start_sharing().await;
    document.done = moved(platform, &slugs, to).await;
    for done in &document.done.moved {
        print(done, out);
    }
    for NotMoved { slug, error } in &document.done.failed {
        out.line(format!("{slug} is where it was: {error}"));
    }
    out.line(format!("{} moved, {} failed", document.done.moved.len(), document.done.failed.len()));
    out.document(&document)?;
    if document.done.failed.is_empty() { Ok(()) } else { Err(Failure::Reported) }
}

async fn moved(platform: &Arc<Platform>, slugs: &[String], to: &Destination) -> ManyMoved {
    let progress = Arc::new(Progress::new("moving", slugs.len()));
    let observer = moves::unobserved();
    let names = progress.clone();
    let author = Author::CommandLine;
    let work = moves::move_many(platform, slugs, to, &author, &observer, move |slug| names.begin(slug));
    progress.during(work).await
}

/// Whoever could not go now is asked again when it is their turn.
async fn foresee(platform: &Platform, slugs: &[String], to: &Destination) -> (Vec<PlannedMove>, Vec<NotMoved>) {
    let (mut planned, mut hindered) = (Vec::new(), Vec::new());
    for slug in slugs {
        match moves::plan(platform, slug, to).await {
            Ok(of) => planned.push(of),
            Err(error) => hindered.push(NotMoved { slug: slug.clone(), error: Failure::from(error).to_string() }),
        }
    }
    (planned, hindered)
}

fn warning(server: &str, planned: &[PlannedMove], hindered: &[NotMoved], deleted: usize) -> Vec<String> {
    let bytes = planned.iter().map(|of| of.database_bytes).sum();
    let mut lines = vec![format!(
        "{} of {server} move, one after the other: {}.",
        words::counted(planned.len(), "organisation"),
        words::size(bytes)
    )];
    lines.extend(planned.iter().map(|of| format!("  {}", of.slug)));
    lines.extend(hindered.iter().map(|of| format!("  {} can't move now: {}", of.slug, of.error.replace('\n', ", "))));
    if deleted > 0 {
        lines.push(format!("Left there until they are removed: {}.", words::counted(deleted, "deleted organisation")));
    }
    lines.push("Their people go on working. At the end of each move nobody can change anything for a moment.".into());
    lines
}
