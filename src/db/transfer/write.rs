//! Writing what the other side has, in one transaction that nobody sees before it is whole.

use super::{
    super::{Conn, Connection, Db, DbError, Tx, sqlx},
    sheet::Sheet,
    value::{Row, bind_postgres, bind_sqlite},
};
use sqlx::{AssertSqlSafe, Executor};

/// At most so many binds in a statement: SQLite takes 32,766.
const BINDS: usize = 8_000;
const ROWS: usize = 200;
const BYTES: usize = 1 << 20;

pub(super) struct Writer {
    tx: Tx,
    put: Vec<Row>,
    removed: Vec<Row>,
    bytes: usize,
    written: u64,
}

impl Writer {
    /// References are checked at the end: rows come in the order of their keys and not of what refers to what. PostgreSQL's
    /// were made so beforehand ([`let_references_wait`]).
    pub(super) async fn begin(on: &Db) -> Result<Self, DbError> {
        let mut tx = on.begin().await?;
        match tx.conn() {
            Conn::Sqlite(connection) => connection.execute("pragma defer_foreign_keys = on").await.map(drop)?,
            Conn::Postgres(connection) => connection.execute("set local statement_timeout = 0").await.map(drop)?,
        }
        Ok(Self { tx, put: Vec::new(), removed: Vec::new(), bytes: 0, written: 0 })
    }

    pub(super) async fn put(&mut self, sheet: &Sheet, row: Row) -> Result<(), DbError> {
        self.bytes += row.iter().map(super::value::Value::weight).sum::<usize>();
        self.put.push(row);
        if self.put.len() >= rows_at_once(sheet.width()) || self.bytes >= BYTES {
            self.flush(sheet).await?;
        }
        Ok(())
    }

    pub(super) async fn remove(&mut self, sheet: &Sheet, row: Row) -> Result<(), DbError> {
        self.removed.push(row);
        if self.removed.len() >= rows_at_once(sheet.key_width()) { self.flush(sheet).await } else { Ok(()) }
    }

    /// What goes is removed first: what comes may be called the same.
    pub(super) async fn flush(&mut self, sheet: &Sheet) -> Result<(), DbError> {
        self.bytes = 0;
        self.written += (self.removed.len() + self.put.len()) as u64;
        let (removed, put) = (std::mem::take(&mut self.removed), std::mem::take(&mut self.put));
        if !removed.is_empty() {
            let binds = removed.iter().flat_map(|row| sheet.key_of(row));
            run(&mut self.tx, sheet.delete(removed.len()), binds).await?;
        }
        if !put.is_empty() {
            let binds = put.iter().flat_map(|row| row.iter().zip(sheet.kinds()));
            run(&mut self.tx, sheet.upsert(put.len()), binds).await?;
        }
        Ok(())
    }

    /// Gives how many rows were changed.
    ///
    /// # Errors
    /// Also when something refers to what isn't there.
    pub(super) async fn commit(self) -> Result<u64, DbError> {
        self.tx.commit().await?;
        Ok(self.written)
    }
}

fn rows_at_once(width: usize) -> usize {
    (BINDS / width.max(1)).clamp(1, ROWS)
}

async fn run<'v>(
    tx: &mut Tx,
    text: String,
    binds: impl Iterator<Item = (&'v super::value::Value, super::value::Kind)>,
) -> Result<(), DbError> {
    let text = AssertSqlSafe(text);
    match tx.conn() {
        Conn::Sqlite(connection) => {
            let query = binds.fold(sqlx::query(text), |query, (value, kind)| bind_sqlite(query, value, kind));
            query.execute(connection).await?;
        }
        Conn::Postgres(connection) => {
            let query = binds.fold(sqlx::query(text), |query, (value, kind)| bind_postgres(query, value, kind));
            query.execute(connection).await?;
        }
    }
    Ok(())
}

/// Makes PostgreSQL check references at the end of a transaction. SQLite can be asked for that by each transaction.
pub(super) async fn let_references_wait(db: &Db) -> Result<(), DbError> {
    alter_references(db, "deferrable initially deferred").await
}

/// Makes references what the migrations made them: no migration makes one that waits.
pub(super) async fn let_references_be_as_made(db: &Db) -> Result<(), DbError> {
    alter_references(db, "not deferrable").await
}

/// In a transaction of its own: a table that is altered can't be read meanwhile.
async fn alter_references(db: &Db, how: &str) -> Result<(), DbError> {
    let Db::Postgres(_) = db else { return Ok(()) };
    let mut tx = db.begin().await?;
    if let Conn::Postgres(connection) = tx.conn() {
        let text = "select coalesce(string_agg(format('alter table %I alter constraint %I ', relname, conname) || $1, '; '), '')
                    from pg_constraint join pg_class on pg_class.oid = conrelid
                    where contype = 'f' and relnamespace = current_schema()::regnamespace";
        let statements: String = sqlx::query_scalar(text).bind(how).fetch_one(&mut *connection).await?;
        connection.execute(AssertSqlSafe(statements)).await?;
    }
    tx.commit().await
}
