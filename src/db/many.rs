//! One statement over many rows of values. Their number varies, so the text of their places is made here.

use super::{Conn, Connection, DbError, Timestamp, Tx};
use sqlx::{AssertSqlSafe, Postgres, Sqlite};
use uuid::Uuid;

/// A value of such a row.
#[derive(Clone, Copy, Debug)]
pub enum Bind {
    Id(Uuid),
    Number(i64),
    Text(&'static str),
    Moment(Timestamp),
}

/// Binds one of these to a query of either engine.
macro_rules! bound {
    ($query:expr, $bind:expr) => {
        match $bind {
            $crate::db::Bind::Id(id) => $query.bind(*id),
            $crate::db::Bind::Number(number) => $query.bind(*number),
            $crate::db::Bind::Text(text) => $query.bind(*text),
            $crate::db::Bind::Moment(at) => $query.bind(*at),
        }
    };
}
pub(super) use bound;

/// At most so many binds in a statement: SQLite takes 32,766, PostgreSQL 65,535.
const BINDS: usize = 8_000;

/// Runs `before (…), (…), … after` as often as all rows need. Gives how many rows were changed.
///
/// Full statements have the same text each time, which the engine keeps prepared.
pub async fn execute_many<const N: usize>(
    tx: &mut Tx,
    before: &'static str,
    after: &'static str,
    rows: &[[Bind; N]],
) -> Result<u64, DbError> {
    let mut changed = 0;
    for some in rows.chunks(rows_at_once(N)) {
        let full = some.len() == rows_at_once(N);
        let text = statement(before, after, (some.len(), N), is_numbered(tx));
        changed += match tx.conn() {
            Conn::Sqlite(connection) => {
                let query = sqlx::query::<Sqlite>(text).persistent(full);
                let query = some.iter().flatten().fold(query, |query, bind| bound!(query, bind));
                query.execute(connection).await?.rows_affected()
            }
            Conn::Postgres(connection) => {
                let query = sqlx::query::<Postgres>(text).persistent(full);
                let query = some.iter().flatten().fold(query, |query, bind| bound!(query, bind));
                query.execute(connection).await?.rows_affected()
            }
        };
    }
    Ok(changed)
}

/// The same for a statement that returns an id for each row that it made.
pub async fn fetch_ids_of_many<const N: usize>(
    tx: &mut Tx,
    before: &'static str,
    after: &'static str,
    rows: &[[Bind; N]],
) -> Result<Vec<Uuid>, DbError> {
    let mut ids = Vec::new();
    for some in rows.chunks(rows_at_once(N)) {
        let full = some.len() == rows_at_once(N);
        let text = statement(before, after, (some.len(), N), is_numbered(tx));
        ids.extend(match tx.conn() {
            Conn::Sqlite(connection) => {
                let query = sqlx::query_scalar::<Sqlite, Uuid>(text).persistent(full);
                let query = some.iter().flatten().fold(query, |query, bind| bound!(query, bind));
                query.fetch_all(connection).await?
            }
            Conn::Postgres(connection) => {
                let query = sqlx::query_scalar::<Postgres, Uuid>(text).persistent(full);
                let query = some.iter().flatten().fold(query, |query, bind| bound!(query, bind));
                query.fetch_all(connection).await?
            }
        });
    }
    Ok(ids)
}

fn rows_at_once(width: usize) -> usize {
    (BINDS / width.max(1)).max(1)
}

/// SQLite takes `$1` for a name, and looks each up among all others: with thousands that takes seconds. It counts places itself.
fn is_numbered(tx: &mut Tx) -> bool {
    matches!(tx.conn(), Conn::Postgres(_))
}

fn statement(
    before: &'static str,
    after: &'static str,
    (rows, width): (usize, usize),
    is_numbered: bool,
) -> AssertSqlSafe<String> {
    let place = |place: usize| if is_numbered { format!("${place}") } else { "?".to_owned() };
    let row = |row: usize| {
        let places: Vec<String> = (1..=width).map(|column| place(row * width + column)).collect();
        format!("({})", places.join(", "))
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    AssertSqlSafe(format!("{before} {} {after}", rows.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_place() {
        let text = |is_numbered| statement("insert into t values", "on conflict do nothing", (2, 3), is_numbered).0;
        assert_eq!(text(true), "insert into t values ($1, $2, $3), ($4, $5, $6) on conflict do nothing");
        assert_eq!(text(false), "insert into t values (?, ?, ?), (?, ?, ?) on conflict do nothing");
        assert!(rows_at_once(28) * 28 <= 8_000 && rows_at_once(10_000) == 1);
    }
}
