//! Nobody writes to what moves away. It is the database itself that refuses, so that a process that heard of nothing can't
//! write either, and what was written before it is all that there will be.

use super::super::{Conn, Connection, Db, DbError, sqlx, tables::quoted};
use super::sheet::Sheet;
use sqlx::{AssertSqlSafe, Executor};

/// The names of what it is made of begin so.
pub(in crate::db) const NAME: &str = "tenantry_moving";

/// What SQLite says of a refused write; PostgreSQL has a code for it.
pub(in crate::db) const REFUSED: &str = "this organisation is being moved";

/// Refuses writes from now on. What was begun before is waited for, half a second on PostgreSQL, where others wait behind
/// meanwhile; on SQLite, where one writes at a time, they do so anyway.
pub(super) async fn bar(db: &Db, sheets: &[Sheet]) -> Result<(), DbError> {
    let mut tx = db.begin().await?;
    let statements = match tx.conn() {
        Conn::Sqlite(_) => sheets.iter().flat_map(sqlite_triggers).collect::<Vec<_>>().join(";"),
        Conn::Postgres(_) => postgres_triggers(sheets),
    };
    run(&mut tx, statements).await?;
    tx.commit().await
}

/// Lets everybody write again. What isn't barred is no error.
pub(super) async fn unbar(db: &Db) -> Result<(), DbError> {
    let mut tx = db.begin().await?;
    let statements: Vec<String> = match tx.conn() {
        Conn::Sqlite(connection) => {
            let text = "select name from sqlite_schema where type = 'trigger' and substr(name, 1, length($1)) = $1";
            let names: Vec<String> = sqlx::query_scalar(text).bind(NAME).fetch_all(connection).await?;
            names.iter().map(|name| format!("drop trigger {}", quoted(name))).collect()
        }
        Conn::Postgres(connection) => {
            connection.execute("set local lock_timeout = '10s'").await?;
            vec![format!("drop function if exists {NAME}() cascade")]
        }
    };
    run(&mut tx, statements.join(";")).await?;
    tx.commit().await
}

async fn run(tx: &mut super::super::Tx, statements: String) -> Result<(), DbError> {
    match tx.conn() {
        Conn::Sqlite(connection) => connection.execute(AssertSqlSafe(statements)).await.map(drop)?,
        Conn::Postgres(connection) => connection.execute(AssertSqlSafe(statements)).await.map(drop)?,
    }
    Ok(())
}

fn sqlite_triggers(sheet: &Sheet) -> impl Iterator<Item = String> + '_ {
    ["insert", "update", "delete"].into_iter().map(|what| {
        let name = quoted(&format!("{NAME}_{}_{what}", sheet.name));
        let table = quoted(&sheet.name);
        format!("create trigger {name} before {what} on {table} begin select raise(abort, '{REFUSED}'); end")
    })
}

/// All tables are locked before anything is made, in the order of their names: whoever writes is either through, or finds
/// the triggers.
fn postgres_triggers(sheets: &[Sheet]) -> String {
    let tables: Vec<String> = sheets.iter().map(|sheet| quoted(&sheet.name)).collect();
    let triggers = tables.iter().map(|table| {
        format!(
            "create trigger {NAME} before insert or update or delete or truncate on {table}
             for each statement execute function {NAME}()"
        )
    });
    let triggers: Vec<String> = triggers.collect();
    format!(
        "set local lock_timeout = '500ms'; lock table {} in share row exclusive mode;
         create function {NAME}() returns trigger language plpgsql as $$
           begin raise exception '{REFUSED}' using errcode = 'read_only_sql_transaction'; end $$;
         {}",
        tables.join(", "),
        triggers.join(";")
    )
}
