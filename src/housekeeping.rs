//! The work between requests, which every serving process does.

use crate::{
    backups, brand,
    context::Author,
    deletions::{self, Pace},
    domains,
    error::Result,
    fleet::nodes,
    mail, metrics, moves, plans,
    platform::Platform,
    servers, stock, support,
    tenants::{self, search_words, usage},
    tls,
};
use std::{sync::Arc, time::Duration};

/// Making a template takes seconds.
const A_DRAFT_IS_NOBODYS: Duration = Duration::from_hours(1);

impl Platform {
    /// The work between requests: follow changes that other processes made, close idle databases, purge what expired.
    /// Ends when the platform is dropped.
    pub fn start_housekeeping(self: &Arc<Self>) {
        let platform = Arc::downgrade(self);
        tokio::spawn(async move {
            let mut ticks = tokio::time::interval(nodes::FOLLOWING);
            for tick in 0_u64.. {
                ticks.tick().await;
                let Some(platform) = platform.upgrade() else { return };
                platform.housekeep(tick).await;
            }
        });
        let minute = Duration::from_mins(1);
        self.attend(minute, "deleted organisations could not be attended to", |platform| async move {
            deletions::attend_all(&platform, &Author::Housekeeping, Pace::default()).await
        });
        self.attend(5 * minute, "what organisations do could not be counted", |platform| async move {
            usage::count_active(&platform).await
        });
        // An organisation whose move broke off can't be written to: it waits no longer than it must.
        self.attend(Duration::from_secs(5), "moves could not be attended to", |platform| async move {
            moves::attend_all(&platform, moves::Pace::default()).await
        });
        self.attend(
            minute,
            "backups could not be attended to",
            |platform| async move { backups::attend(&platform).await },
        );
        self.attend(minute, "organisations' own domains could not be looked at", |platform| async move {
            domains::recheck_due(&platform).await
        });
        self.attend(minute, "registered servers could not be looked at", |platform| async move {
            servers::check_due(&platform).await
        });
        self.attend(10 * minute, "half-made templates could not be swept", |platform| async move {
            let swept = platform.lifecycle.sweep_drafts(A_DRAFT_IS_NOBODYS).await?;
            if swept > 0 {
                tracing::warn!(swept, "removed templates that a crash left half-made");
            }
            Ok(())
        });
        self.attend(60 * minute, "domains that nobody claims could not be found", |platform| async move {
            domains::watch_unclaimed(&platform).await
        });
        tokio::spawn(stock::keep(Arc::downgrade(self)));
        tokio::spawn(mail::keep_delivering(Arc::downgrade(self)));
        if self.config.server.tls_listen.is_some() {
            tokio::spawn(tls::keep(Arc::downgrade(self)));
        }
        if self.config.metrics.on {
            tokio::spawn(metrics::keep(Arc::downgrade(self)));
            tokio::spawn(metrics::keep_sampling(Arc::downgrade(self)));
        }
    }

    /// Has work done at intervals, beside the housekeeping, which waits for none of it: a look at the DNS or at what deleted
    /// organisations leave may take long. `failed` is what the log says when it could not be done.
    pub(crate) fn attend<W, D, T>(self: &Arc<Self>, every: Duration, failed: &'static str, work: W)
    where
        W: Fn(Arc<Self>) -> D + Send + 'static,
        D: Future<Output = Result<T>> + Send + 'static,
        T: Send,
    {
        let platform = Arc::downgrade(self);
        tokio::spawn(async move {
            let mut ticks = tokio::time::interval(every);
            loop {
                ticks.tick().await;
                let Some(platform) = platform.upgrade() else { return };
                if let Err(error) = work(platform).await {
                    tracing::warn!(error = %error.with_causes(), "{failed}");
                }
            }
        });
    }

    async fn housekeep(&self, tick: u64) {
        if let Err(error) = self.directory.follow(self).await {
            tracing::warn!(error = %error.with_causes(), "the directory could not be followed");
        }
        Self::warn_of_unwritten_activity(tenants::write_activity_gently(self).await);
        if tick.is_multiple_of(5)
            && let Err(error) = brand::publish_due(self).await
        {
            tracing::warn!(error = %error.with_causes(), "brands that are due could not be looked for");
        }
        if tick.is_multiple_of(15) {
            self.fleet.reap().await;
        }
        if tick.is_multiple_of(30)
            && let Err(error) = support::expire(self).await
        {
            tracing::warn!(error = %error.with_causes(), "requests of support that are over could not be noted");
        }
        if tick.is_multiple_of(60)
            && let Err(error) = plans::attend(self).await
        {
            tracing::warn!(error = %error.with_causes(), "who has more than their plan allows could not be looked at");
        }
        if tick.is_multiple_of(600) {
            crate::sessions::purge(self).await.unwrap_or_else(|error| {
                tracing::warn!(error = %error.with_causes(), "expired sessions could not be purged");
            });
            mail::purge(self).await.unwrap_or_else(|error| {
                tracing::warn!(error = %error.with_causes(), "old mails could not be forgotten");
            });
            if let Err(error) = metrics::purge(self).await {
                tracing::warn!(error = %error.with_causes(), "old figures could not be removed");
            }
            search_words::index_missing(&self.central).await.map_or_else(
                |error| tracing::warn!(error = %error.with_causes(), "organisations could not be indexed for the search"),
                |indexed| {
                    if indexed > 0 {
                        tracing::info!(indexed, "indexed organisations that the search did not know");
                    }
                },
            );
            crate::provisioning::sweep(self).await.map_or_else(
                |error| tracing::warn!(error = %error.with_causes(), "abandoned provisionings could not be undone"),
                |undone| {
                    if undone > 0 {
                        tracing::warn!(undone, "undid provisionings that a crash left half-way");
                    }
                },
            );
        }
    }
}
