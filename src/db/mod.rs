//! Two engines, one SQL text. `Db` is closed over SQLite and PostgreSQL; a query is written once, with `$1`
//! placeholders, in the function that means it, and runs through [`sql!`](crate::sql).
//!
//! Nothing outside this module opens a connection.

mod backups;
mod check;
mod compose;
mod condition;
mod copy;
mod database_name;
mod drafts;
mod erase;
mod error;
mod explain;
mod fingerprint;
mod home;
mod lifecycle;
mod location;
mod many;
mod migrations;
mod open;
mod pool;
mod postgres_databases;
mod postgres_roles;
mod restore;
mod schemas;
mod server;
mod sessions;
mod shares;
mod slow;
mod snapshots;
mod sqlite_files;
mod sqlite_log;
mod standby;
mod tables;
mod templates;
mod times;
mod transfer;
mod upgrade;
mod version;

pub use backups::Outgoing;
pub use check::{ServerFacts, is_postgres_address, look_at};
pub use compose::joined;
pub use condition::{Condition, UpgradeError};
pub use database_name::{DatabaseName, SnapshotName};
pub use error::{DbError, on_constraint};
pub use explain::{explain, explain_with};
pub use fingerprint::Shape;
pub use home::Home;
pub(crate) use home::HomeRow;
pub use lifecycle::Lifecycle;
pub use location::Location;
pub use many::{Bind, execute_many, fetch_ids_of_many};
pub use migrations::{Migrations, Schema, for_sqlite};
pub use open::PoolSize;
pub(crate) use pool::WAIT_CLASSES;
pub use pool::{Breaker, Label, Lent, Pool, Waited};
pub use postgres_databases::{copy_postgres_database, create_postgres_database, drop_postgres_databases};
pub use restore::RestoreStep;
pub use server::{Addresses, NamedAddress};
pub(crate) use shares::{FOR_ADMINISTRATION, Shares};
pub use slow::{Watch, log_slower_than};
pub(crate) use sqlx;
pub use tables::{Rows, Table};
pub use times::{Date, Timestamp, ToSqlx};
pub use transfer::{Pass, Transfer};
pub use upgrade::{UpgradeStep, Upgraded};
pub use version::too_old;

use sqlx::{PgConnection, SqliteConnection};
use std::sync::Arc;

/// A database of either engine. Cloning shares the connections.
#[derive(Clone, Debug)]
pub enum Db {
    /// One writer and at most two readers: SQLite has one writer at a time, so that a second would only wait inside
    /// the engine, where nobody sees it.
    Sqlite {
        writer: Pool<SqliteConnection>,
        readers: Pool<SqliteConnection>,
    },
    Postgres(Pool<PgConnection>),
}

/// A borrowed connection of either engine; what [`sql!`](crate::sql) matches on.
pub enum Conn<'c> {
    Sqlite(&'c mut SqliteConnection),
    Postgres(&'c mut PgConnection),
}

/// What queries run on: a [`Reader`] or a [`Tx`].
pub trait Connection {
    fn conn(&mut self) -> Conn<'_>;

    /// Which database it is, for the log and for traces.
    fn label(&self) -> &Arc<Label>;
}

/// A connection for queries that change nothing.
#[derive(Debug)]
pub enum Reader {
    Sqlite(Lent<SqliteConnection>),
    Postgres(Lent<PgConnection>),
}

/// A transaction that must be committed; dropping it rolls back.
#[derive(Debug)]
pub enum Tx {
    Sqlite(Lent<SqliteConnection>),
    Postgres(Lent<PgConnection>),
}

impl Db {
    pub async fn read(&self) -> Result<Reader, DbError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Reader::Sqlite(readers.acquire().await?),
            Self::Postgres(pool) => Reader::Postgres(pool.acquire().await?),
        })
    }

    /// Starts a transaction that can write. On SQLite it takes the write lock at once: a lock that is taken later can
    /// fail in the middle of the work.
    pub async fn begin(&self) -> Result<Tx, DbError> {
        Ok(match self {
            Self::Sqlite { writer, .. } => Tx::Sqlite(writer.begin("begin immediate").await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin("begin").await?),
        })
    }

    /// Waits for borrowed connections to come back, then closes all; SQLite's log is written into its file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                // Where nobody wrote it would take a connection that nobody needs. What an earlier process left SQLite itself
                // writes back when the last connection goes.
                if writer.size() > 0 {
                    open::checkpoint(writer).await;
                }
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    pub fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "sqlite",
            Self::Postgres(_) => "postgres",
        }
    }

    /// Connections that are open now, over all pools of this database.
    pub fn connections(&self) -> u32 {
        match self {
            Self::Sqlite { writer, readers } => writer.size() + readers.size(),
            Self::Postgres(pool) => pool.size(),
        }
    }
}

impl Tx {
    pub async fn commit(self) -> Result<(), DbError> {
        match self {
            Self::Sqlite(mut tx) => tx.commit().await?,
            Self::Postgres(mut tx) => tx.commit().await?,
        }
        Ok(())
    }
}

impl Connection for Reader {
    fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Sqlite(connection) => Conn::Sqlite(connection),
            Self::Postgres(connection) => Conn::Postgres(connection),
        }
    }

    fn label(&self) -> &Arc<Label> {
        match self {
            Self::Sqlite(connection) => connection.label(),
            Self::Postgres(connection) => connection.label(),
        }
    }
}

impl Connection for Tx {
    fn conn(&mut self) -> Conn<'_> {
        match self {
            Self::Sqlite(tx) => Conn::Sqlite(tx),
            Self::Postgres(tx) => Conn::Postgres(tx),
        }
    }

    fn label(&self) -> &Arc<Label> {
        match self {
            Self::Sqlite(tx) => tx.label(),
            Self::Postgres(tx) => tx.label(),
        }
    }
}

/// Runs one SQL text on whichever engine the connection is of.
///
/// ```ignore
/// let loans = sql!(&mut reader, fetch_all LoanRow, "select … where amount > $1", least)?;
/// let count = sql!(&mut reader, scalar i64, "select count(*) from loan")?;
/// let changed = sql!(&mut tx, execute "update loan set note = $1 where id = $2", note, id)?;
/// ```
/// `fetch_one`, `fetch_optional` and `fetch_all` take a `FromRow` type, `scalar` and `scalar_optional` the type of the
/// single column; `execute` gives the number of rows changed.
#[macro_export]
macro_rules! sql {
    ($on:expr, execute $text:expr $(, $bind:expr)* $(,)?) => {
        $crate::sql!(@watched $on, |c| {
            $crate::db::sqlx::query::<$crate::db::sqlx::Sqlite>($text)$(.bind($bind))*.execute(c).await
                .map(|done| done.rows_affected())
        }, {
            $crate::db::sqlx::query::<$crate::db::sqlx::Postgres>($text)$(.bind($bind))*.execute(c).await
                .map(|done| done.rows_affected())
        })
    };
    ($on:expr, scalar $T:ty, $text:expr $(, $bind:expr)* $(,)?) => {
        $crate::sql!(@scalar $on, fetch_one, $T, $text $(, $bind)*)
    };
    ($on:expr, scalar_optional $T:ty, $text:expr $(, $bind:expr)* $(,)?) => {
        $crate::sql!(@scalar $on, fetch_optional, $T, $text $(, $bind)*)
    };
    ($on:expr, scalar_all $T:ty, $text:expr $(, $bind:expr)* $(,)?) => {
        $crate::sql!(@scalar $on, fetch_all, $T, $text $(, $bind)*)
    };
    ($on:expr, fetch_one $T:ty, $text:expr $(, $bind:expr)* $(,)?) => {
        $crate::sql!(@rows $on, fetch_one, $T, $text $(, $bind)*)
    };
    ($on:expr, fetch_optional $T:ty, $text:expr $(, $bind:expr)* $(,)?) => {
        $crate::sql!(@rows $on, fetch_optional, $T, $text $(, $bind)*)
    };
    ($on:expr, fetch_all $T:ty, $text:expr $(, $bind:expr)* $(,)?) => {
        $crate::sql!(@rows $on, fetch_all, $T, $text $(, $bind)*)
    };
    (@scalar $on:expr, $method:ident, $T:ty, $text:expr $(, $bind:expr)*) => {
        $crate::sql!(@watched $on, |c| {
            $crate::db::sqlx::query_scalar::<$crate::db::sqlx::Sqlite, $T>($text)$(.bind($bind))*.$method(c).await
        }, {
            $crate::db::sqlx::query_scalar::<$crate::db::sqlx::Postgres, $T>($text)$(.bind($bind))*.$method(c).await
        })
    };
    (@rows $on:expr, $method:ident, $T:ty, $text:expr $(, $bind:expr)*) => {
        $crate::sql!(@watched $on, |c| {
            $crate::db::sqlx::query_as::<$crate::db::sqlx::Sqlite, $T>($text)$(.bind($bind))*.$method(c).await
        }, {
            $crate::db::sqlx::query_as::<$crate::db::sqlx::Postgres, $T>($text)$(.bind($bind))*.$method(c).await
        })
    };
    (@watched $on:expr, |$c:ident| $sqlite:block, $postgres:block) => {{
        let on = &mut *$on;
        let watch = $crate::db::Watch::start(concat!(module_path!(), ":", line!()), on);
        let done = match $crate::db::Connection::conn(on) {
            $crate::db::Conn::Sqlite($c) => $sqlite,
            $crate::db::Conn::Postgres($c) => $postgres,
        };
        watch.stop(&done);
        done.map_err($crate::db::DbError::from)
    }};
}
