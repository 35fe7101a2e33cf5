//! Databases on a PostgreSQL server that are made for a deployment's central tables, and removed: tests and benchmarks make
//! many.

use super::{DbError, open, server::create_database};
use sqlx::{AssertSqlSafe, Executor};
use std::io;

/// Makes an empty database for a deployment's central tables on a server, and gives its address. For `tenantry` itself
/// somebody makes it by hand; tests and benchmarks make many.
///
/// # Errors
/// When the server can't be reached, or a name is no plain identifier.
pub async fn create_postgres_database(address: &str, name: &str) -> Result<String, DbError> {
    copy_postgres_database(address, "template1", name).await
}

/// The same with all that a database has to which nobody is connected: tests and benchmarks.
///
/// # Errors
/// As above, and when somebody is connected to it.
pub async fn copy_postgres_database(address: &str, of: &str, name: &str) -> Result<String, DbError> {
    let (of, name) = (plain(of)?, plain(name)?);
    let admin = open::postgres_admin(address).await?;
    create_database(&admin, name, of).await?;
    admin.close().await;
    let (server, parameters) = address.split_once('?').map_or((address, None), |(server, rest)| (server, Some(rest)));
    let authority_end = server.find("://").map_or(0, |at| at + 3);
    let base = server[authority_end..].find('/').map_or(server, |at| &server[..authority_end + at]);
    Ok(parameters.map_or_else(|| format!("{base}/{name}"), |parameters| format!("{base}/{name}?{parameters}")))
}

/// Removes databases of a server, and the roles of the same names. What isn't there is no error.
///
/// # Errors
/// When the server can't be reached, or a name is no plain identifier.
pub async fn drop_postgres_databases<S: AsRef<str>>(address: &str, names: &[S]) -> Result<(), DbError> {
    let names = names.iter().map(|name| plain(name.as_ref())).collect::<Result<Vec<_>, _>>()?;
    let admin = open::postgres_admin(address).await?;
    // Of the names of a file's tenants none is there.
    let there = "select rolname, true from pg_roles where rolname = any($1)
                 union all select datname, false from pg_database where datname = any($1) order by 2, 1";
    for (name, is_role) in sqlx::query_as::<_, (String, bool)>(there).bind(&names).fetch_all(&admin).await? {
        let statement = if is_role {
            format!("drop role if exists \"{name}\"")
        } else {
            format!("drop database if exists \"{name}\" with (force)")
        };
        admin.execute(AssertSqlSafe(statement)).await?;
    }
    admin.close().await;
    Ok(())
}

fn plain(name: &str) -> Result<&str, DbError> {
    let is_plain = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if is_plain { Ok(name) } else { Err(io::Error::other("a database is named by a-z, 0-9 and _").into()) }
}
