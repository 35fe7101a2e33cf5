//! What each engine's connection needs between two borrowers.

use super::Keep;
use sqlx::{Database, Executor, PgConnection, Postgres, Sqlite, SqliteConnection};
use sqlx_core::transaction::TransactionManager;
use std::time::Duration;

impl Keep for SqliteConnection {
    const ENGINE: &'static str = "sqlite";

    /// It is a thread of this process.
    const DOUBTED_AFTER: Duration = Duration::MAX;

    /// The roll-back is queued before whatever the next borrower sends; a transaction that was begun and not acknowledged
    /// is ended by sqlx's own thread.
    fn settle_now(&mut self, in_transaction: bool) -> bool {
        if in_transaction {
            <Sqlite as Database>::TransactionManager::start_rollback(self);
        }
        true
    }

    async fn settle(&mut self) -> Result<(), sqlx::Error> {
        Ok(())
    }

    fn blames_the_server(_: &sqlx::Error) -> bool {
        false
    }

    fn says_full(_: &sqlx::Error) -> bool {
        false
    }
}

impl Keep for PgConnection {
    const ENGINE: &'static str = "postgresql";

    /// Under load nobody asks; and who comes seldom doesn't notice the question.
    const DOUBTED_AFTER: Duration = Duration::from_millis(100);

    fn settle_now(&mut self, in_transaction: bool) -> bool {
        if in_transaction {
            <Postgres as Database>::TransactionManager::start_rollback(self);
        }
        false
    }

    /// sqlx's `begin` can be cancelled half-way and then leaves a transaction behind that it doesn't know of. This ends
    /// it, and takes back the role, every setting and every lock that the session was left with. `reset all` alone would
    /// leave a changed role as it is.
    async fn settle(&mut self) -> Result<(), sqlx::Error> {
        // A simple query: an aborted transaction refuses anything but its end.
        self.execute("rollback; reset session authorization; reset role; reset all; select pg_advisory_unlock_all()")
            .await?;
        Ok(())
    }

    fn blames_the_server(error: &sqlx::Error) -> bool {
        match error {
            // A server that goes away while it is greeted seems to speak another language.
            sqlx::Error::Io(_) | sqlx::Error::Tls(_) | sqlx::Error::Protocol(_) => true,
            // Connections, resources, shutting down or starting.
            sqlx::Error::Database(error) => {
                error.code().is_some_and(|code| ["08", "53", "57P"].iter().any(|class| code.starts_with(class)))
            }
            _ => false,
        }
    }

    /// Of the server, the database or the role: `too_many_connections`.
    fn says_full(error: &sqlx::Error) -> bool {
        matches!(error, sqlx::Error::Database(error) if error.code().as_deref() == Some("53300"))
    }
}
