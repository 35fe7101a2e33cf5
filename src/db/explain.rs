//! How an engine would run a query, in its own words.

use super::{Bind, Conn, Connection, DbError, Reader, joined, many::bound};
use sqlx::{Postgres, Sqlite};

/// SQLite tells the plan. PostgreSQL runs the query as well and tells how many rows each step has read.
pub async fn explain(reader: &mut Reader, parts: &[&'static str], binds: &[String]) -> Result<Vec<String>, DbError> {
    Ok(match reader.conn() {
        Conn::Sqlite(connection) => {
            let text = joined(&[["explain query plan"].as_slice(), parts].concat());
            let query = sqlx::query_as::<Sqlite, Step>(text);
            let query = binds.iter().fold(query, |query, bind| query.bind(bind.clone()));
            query.fetch_all(connection).await?.into_iter().map(|step| step.detail).collect()
        }
        Conn::Postgres(connection) => {
            let text = joined(&[["explain (analyze, costs off, timing off, summary off)"].as_slice(), parts].concat());
            let query = sqlx::query_scalar::<Postgres, String>(text);
            let query = binds.iter().fold(query, |query, bind| query.bind(bind.clone()));
            query.fetch_all(connection).await?
        }
    })
}

/// The same for a query with binds that aren't texts.
pub async fn explain_with(reader: &mut Reader, text: &'static str, binds: &[Bind]) -> Result<Vec<String>, DbError> {
    Ok(match reader.conn() {
        Conn::Sqlite(connection) => {
            let query = sqlx::query_as::<Sqlite, Step>(joined(&["explain query plan", text]));
            let query = binds.iter().fold(query, |query, bind| bound!(query, bind));
            query.fetch_all(connection).await?.into_iter().map(|step| step.detail).collect()
        }
        Conn::Postgres(connection) => {
            let how = "explain (analyze, costs off, timing off, summary off)";
            let query = sqlx::query_scalar::<Postgres, String>(joined(&[how, text]));
            let query = binds.iter().fold(query, |query, bind| bound!(query, bind));
            query.fetch_all(connection).await?
        }
    })
}

#[derive(sqlx::FromRow)]
struct Step {
    detail: String,
}
