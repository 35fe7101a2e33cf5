//! Looking at a PostgreSQL server: can tenants live there?

use super::{DbError, open, postgres_roles, version::too_old};
use sqlx::{PgConnection, Row};
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// What a server is like.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct ServerFacts {
    /// For people: `PostgreSQL 15.18`.
    pub version: String,
    /// The version and the cipher of the encryption of this very connection; `None` when it isn't encrypted.
    pub tls: Option<String>,
    pub max_connections: i64,
    /// How long an empty question takes there and back, in microseconds.
    pub latency_micros: i64,
    /// Why no tenant can live there, in words.
    pub problem: Option<String>,
}

const PATIENCE: Duration = Duration::from_secs(10);

/// Connects to a server as its address says, encrypted as its address says, and asks it what it is.
///
/// # Errors
/// When it can't be reached, or says nothing, within ten seconds, doesn't let the login in, or its certificate isn't good.
pub async fn look_at(address: &str) -> Result<ServerFacts, DbError> {
    let mut connection = open::postgres_once(address, PATIENCE).await?;
    match timeout(PATIENCE, facts(&mut connection)).await {
        Ok(facts) => {
            open::leave(connection).await;
            facts
        }
        // Who doesn't answer says no goodbye either.
        Err(_) => Err(std::io::Error::other(format!("no answer within {} s", PATIENCE.as_secs())).into()),
    }
}

/// Whether the text can be understood as an address, its parameters included. What is wrong with it isn't told: it holds a
/// password.
pub fn is_postgres_address(address: &str) -> bool {
    open::postgres_login(address).is_ok()
}

async fn facts(connection: &mut PgConnection) -> Result<ServerFacts, DbError> {
    let text = "select current_setting('server_version'), cast(current_setting('max_connections') as bigint),
                       (select version || ', ' || cipher from pg_stat_ssl where pid = pg_backend_pid() and ssl)";
    let row = sqlx::query(text).fetch_one(&mut *connection).await?;
    let version = row.try_get::<String, _>(0)?;
    let version = format!("PostgreSQL {}", version.split(' ').next().unwrap_or_default());
    let started = Instant::now();
    sqlx::query("select 1").fetch_one(&mut *connection).await?;
    let latency_micros = i64::try_from(started.elapsed().as_micros()).unwrap_or(i64::MAX);
    let problem = match too_old(&version) {
        Some(problem) => Some(problem),
        None => postgres_roles::missing_rights(connection).await?,
    };
    Ok(ServerFacts { version, tls: row.try_get(2)?, max_connections: row.try_get(1)?, latency_micros, problem })
}
