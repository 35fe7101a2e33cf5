//! How connections are opened, on each engine. The one file that calls `connect`.
#![expect(clippy::disallowed_methods, reason = "the one file that opens connections")]

use super::{
    Db, DbError,
    error::{BUSY, NOT_A_DATABASE, sqlite_code},
    pool::{Pool, Server},
    postgres_roles::{self, Tables},
    shares::FOR_ADMINISTRATION,
    sqlite_log,
};
use sqlx::{
    ConnectOptions, Connection, Executor, PgConnection, PgPool, SqliteConnection,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use std::{path::Path, str::FromStr, time::Duration};

/// How many connections a database may hold, and how long a request waits for one.
#[derive(Clone, Copy, Debug)]
pub struct PoolSize {
    /// SQLite readers, or PostgreSQL connections in all.
    pub most: u32,
    pub wait: Duration,
}

/// What a file is opened for. The first connection is made at once, so that what can't be opened is known then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It may not be there yet. Nothing else makes a database: a lookup never does.
    Making,
    Writing,
    Reading,
}

/// Opens a file.
pub(super) async fn sqlite(path: &Path, size: PoolSize, purpose: Purpose) -> Result<Db, DbError> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(purpose == Purpose::Making)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("trusted_schema", "off")
        .pragma("cell_size_check", "on")
        .disable_statement_logging();
    let options = sqlite_log::cut_at_the_end(options);
    let server = Server::unlimited();
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let writer = sqlite_pool(&server, &name, 1, size.wait, options.clone());
    let readers = sqlite_pool(&server, &name, size.most, size.wait, options.pragma("query_only", "on"));
    drop(if purpose == Purpose::Reading { &readers } else { &writer }.acquire().await?);
    Ok(Db::Sqlite { writer, readers })
}

/// Whether nobody else has the file open. Leaving the write-ahead log needs that, and takes the log away with it. What is
/// no database any more is nobody's: nothing written to it could be acknowledged.
pub(super) async fn sqlite_is_alone(path: &Path) -> Result<bool, DbError> {
    match without_log(path).await {
        Ok(mode) => Ok(mode == "delete"),
        Err(error) => match error.as_database_error().and_then(sqlite_code) {
            Some(BUSY) => Ok(false),
            Some(NOT_A_DATABASE) => Ok(true),
            _ => Err(error.into()),
        },
    }
}

/// Tries to leave the write-ahead log, and gives the mode that the file is in then.
async fn without_log(path: &Path) -> Result<String, sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(path).create_if_missing(false);
    let mut connection = options.busy_timeout(Duration::from_millis(200)).connect().await?;
    let mode = sqlx::query_scalar("pragma journal_mode = delete").fetch_one(&mut connection).await;
    connection.close().await?;
    mode
}

fn sqlite_pool(
    server: &Server<SqliteConnection>,
    name: &str,
    most: u32,
    wait: Duration,
    options: SqliteConnectOptions,
) -> Pool<SqliteConnection> {
    Pool::new(server, name, (most, wait), move || {
        let options = options.clone();
        async move {
            let mut connection = options.connect().await?;
            sqlite_log::keep(&mut connection).await?;
            Ok(connection)
        }
    })
}

/// Opens a database of the server as the login that `address` names; `database` replaces the one in the address.
pub(super) async fn postgres(
    server: &Server<PgConnection>,
    address: &str,
    database: Option<&str>,
    schema: &str,
    size: PoolSize,
) -> Result<Db, DbError> {
    let mut options = postgres_options(address, schema)?;
    if let Some(database) = database {
        options = options.database(database);
    }
    let name = if schema == "public" { database.unwrap_or("central") } else { schema };
    let pool = Pool::new(server, name, (size.most, size.wait), move || {
        let options = options.clone();
        async move { options.connect().await }
    });
    drop(pool.acquire().await?);
    Ok(Db::Postgres(pool))
}

/// Opens a tenant's tables as the tenant's role. The role is part of what the session starts with, so that a reset leads
/// back to it and not to the login.
pub(super) async fn postgres_as_role(
    server: &Server<PgConnection>,
    address: &str,
    tables: &Tables,
    size: PoolSize,
) -> Result<Db, DbError> {
    let options = postgres_options(address, &tables.schema)?
        .database(&tables.database)
        // Tells whose session it is where several tenants share a database.
        .application_name(&tables.application())
        .options([("role", tables.role.as_str())]);
    let tables = tables.clone();
    let pool = Pool::new(server, tables.role.clone().as_str(), (size.most, size.wait), move || {
        let (options, tables) = (options.clone(), tables.clone());
        async move {
            let mut connection = options.connect().await?;
            postgres_roles::settle(&mut connection, &tables).await?;
            Ok(connection)
        }
    });
    drop(pool.acquire().await?);
    Ok(Db::Postgres(pool))
}

/// The role that signs in, by the address or the environment.
pub(super) fn postgres_login(address: &str) -> Result<String, DbError> {
    Ok(PgConnectOptions::from_str(address)?.get_username().to_owned())
}

fn postgres_options(address: &str, schema: &str) -> Result<PgConnectOptions, DbError> {
    Ok(PgConnectOptions::from_str(address)?
        .application_name("tenantry")
        .options([
            ("search_path", schema),
            ("statement_timeout", "30s"),
            ("timezone", "UTC"),
            // Ours read few rows; for what looks through the catalogues it would compile longer than that runs.
            ("jit", "off"),
            // Clearing a connection warns whenever there was no transaction, which is nearly always.
            ("client_min_messages", "error"),
        ])
        .disable_statement_logging())
}

/// Writes SQLite's log into the main file, so that a copy of that file alone is whole.
pub(super) async fn checkpoint(writer: &Pool<SqliteConnection>) {
    let written_back = async { writer.acquire().await?.execute("pragma wal_checkpoint(truncate)").await };
    if let Err(error) = written_back.await {
        tracing::warn!(%error, "the write-ahead log could not be written back");
    }
}

/// A pool for statements on the server itself, such as `create database`: several, since a fleet is copied side by side
/// and each copy may have to send others away.
pub(super) async fn postgres_admin(address: &str) -> Result<PgPool, DbError> {
    let options = PgConnectOptions::from_str(address)?
        .application_name("tenantry-lifecycle")
        // `drop … if exists` tells of everything that isn't there.
        .options([("client_min_messages", "error")]);
    let pool = PgPoolOptions::new().max_connections(FOR_ADMINISTRATION).idle_timeout(Duration::from_mins(1));
    Ok(pool.acquire_timeout(Duration::from_mins(1)).connect_with(options).await?)
}

/// One connection outside of any pool, for a look at a server.
pub(super) async fn postgres_once(address: &str, patience: Duration) -> Result<PgConnection, DbError> {
    let options = PgConnectOptions::from_str(address)?.application_name("tenantry-check");
    match tokio::time::timeout(patience, options.connect()).await {
        Ok(connected) => Ok(connected?),
        Err(_) => Err(std::io::Error::other(format!("no answer within {} s", patience.as_secs())).into()),
    }
}

/// Says goodbye; a server that went away meanwhile needs none.
pub(super) async fn leave(connection: PgConnection) {
    let _gone = connection.close().await;
}
