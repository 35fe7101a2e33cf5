//! Templates that a crash left half-made. Whoever makes one works on a draft with the number of its process in its name, and gives
//! it its own name when it is whole. No row names a draft, and whose process it was can't be told from another machine; but making
//! one takes seconds, so that what this process has seen for an hour is nobody's any more.

use super::{DbError, Lifecycle, server::PostgresServer};
use futures::future::join_all;
use std::{
    collections::{BTreeSet, HashMap},
    io,
    path::Path,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// When each draft was first seen.
#[derive(Debug, Default)]
pub(super) struct Drafts(Mutex<HashMap<String, Instant>>);

impl Drafts {
    /// Those of the ones that are there now that have been seen for so long.
    fn stale(&self, there: BTreeSet<String>, patience: Duration) -> Vec<String> {
        let (now, mut seen) = (Instant::now(), self.0.lock().unwrap_or_else(PoisonError::into_inner));
        seen.retain(|name, _| there.contains(name));
        let stale = |name: &String| now.duration_since(*seen.entry(name.clone()).or_insert(now)) >= patience;
        there.into_iter().filter(stale).collect()
    }
}

impl Lifecycle {
    /// Removes the drafts, of files and on the servers that this process had to do with, that have been there for so long. Gives how
    /// many. A server that is out of reach keeps nobody else's from being removed.
    ///
    /// # Errors
    /// When a file can't be removed.
    pub async fn sweep_drafts(&self, patience: Duration) -> Result<usize, DbError> {
        let folder = self.folder_of_tenants();
        let stale = self.file_templates.drafts.stale(drafts_in(&folder)?, patience);
        for draft in &stale {
            tokio::fs::remove_file(folder.join(draft)).await?;
        }
        let servers: Vec<_> = self.servers().collect();
        let swept = join_all(servers.iter().map(|server| server.sweep_drafts(patience))).await;
        Ok(stale.len() + swept.into_iter().sum::<usize>())
    }
}

impl PostgresServer {
    async fn sweep_drafts(&self, patience: Duration) -> usize {
        self.try_to_sweep_drafts(patience).await.unwrap_or_else(|error| {
            tracing::warn!(error = %error.told(), server = self.name, "half-made templates could not be looked for");
            0
        })
    }

    async fn try_to_sweep_drafts(&self, patience: Duration) -> Result<usize, DbError> {
        let text = "select datname::text from pg_database join pg_roles on pg_roles.oid = datdba
                    where rolname = current_user and datname ~ '^(template|shared)_[0-9a-f]{16}_[0-9]+_[0-9]+$'";
        let there: Vec<String> = sqlx::query_scalar(text).fetch_all(self.admin().await?).await?;
        let stale = self.templates.drafts.stale(there.into_iter().collect(), patience);
        for draft in &stale {
            self.drop_database(draft).await?;
        }
        Ok(stale.len())
    }
}

/// The files of half-made templates, with the logs that belong to them.
fn drafts_in(folder: &Path) -> io::Result<BTreeSet<String>> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        entries => entries?,
    };
    let mut drafts = BTreeSet::new();
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.starts_with("template_") && name.contains(".draft-") {
            drafts.insert(name);
        }
    }
    Ok(drafts)
}
