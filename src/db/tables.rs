//! All tables of a database, as the engine's catalogue tells of them, and their rows as JSON: for whoever takes everything
//! along or removes it, whatever a module has added. One of the files that speak each engine's own dialect.

use super::{Conn, Connection, Db, DbError, Lifecycle, Migrations, Schema, Tx};
use crate::ids::TenantId;
use futures::TryStreamExt;
use sqlx::{AssertSqlSafe, Executor, Postgres, Sqlite};
use std::{collections::HashMap, io};

/// A table that is there. It can only be had by reading the catalogue, so that its name may stand in SQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    /// The portable type word, or the engine's own for what no migration made.
    pub(super) word: String,
}

/// Which rows of a table are meant.
#[derive(Clone, Copy, Debug)]
pub enum Rows {
    All,
    /// Those that name the organisation in `tenant_id`.
    Of(TenantId),
    /// The one whose id it is.
    Itself(TenantId),
    /// The people who have a place in it.
    Members(TenantId),
}

impl Rows {
    fn condition(self) -> (&'static str, Option<TenantId>) {
        match self {
            Self::All => ("", None),
            Self::Of(tenant) => (" where tenant_id = $1", Some(tenant)),
            Self::Itself(tenant) => (" where id = $1", Some(tenant)),
            Self::Members(tenant) => {
                (" where id in (select user_id from membership where tenant_id = $1)", Some(tenant))
            }
        }
    }
}

impl Lifecycle {
    /// The tables of an organisation's database, by name; the records of the migrations are none of them.
    pub async fn tables_of_tenant(&self, on: &mut impl Connection) -> Result<Vec<Table>, DbError> {
        let words = self.migrations.words(Schema::of_tenant(&crate::modules::Module::ALL));
        tables(on, &words).await
    }

    /// The tables of the central database.
    pub async fn central_tables(&self, on: &mut impl Connection) -> Result<Vec<Table>, DbError> {
        tables(on, &self.migrations.words(std::iter::once(Schema::Central))).await
    }
}

impl Db {
    /// One state of the database for several queries, whoever writes meanwhile, and for as long as they take.
    pub async fn view(&self) -> Result<Tx, DbError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(readers.begin("begin").await?),
            Self::Postgres(pool) => {
                let mut tx = pool.begin("begin isolation level repeatable read read only").await?;
                (&mut *tx).execute("set local statement_timeout = 0").await?;
                Tx::Postgres(tx)
            }
        })
    }
}

impl Table {
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn has_column(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }

    /// Whether its rows are of one organisation each.
    pub fn names_tenants(&self) -> bool {
        self.has_column("tenant_id")
    }

    pub async fn count(&self, on: &mut impl Connection, rows: Rows) -> Result<i64, DbError> {
        let (condition, tenant) = rows.condition();
        let text = AssertSqlSafe(format!("select count(*) from {}{condition}", quoted(&self.name)));
        Ok(match on.conn() {
            Conn::Sqlite(c) => {
                let query = sqlx::query_scalar::<Sqlite, i64>(text);
                tenant.iter().fold(query, |query, tenant| query.bind(*tenant)).fetch_one(c).await?
            }
            Conn::Postgres(c) => {
                let query = sqlx::query_scalar::<Postgres, i64>(text);
                tenant.iter().fold(query, |query, tenant| query.bind(*tenant)).fetch_one(c).await?
            }
        })
    }

    /// Removes the rows that name the organisation. Gives how many.
    pub async fn erase(&self, tx: &mut Tx, tenant: TenantId) -> Result<u64, DbError> {
        let text = AssertSqlSafe(format!("delete from {} where tenant_id = $1", quoted(&self.name)));
        Ok(match tx.conn() {
            Conn::Sqlite(c) => sqlx::query::<Sqlite>(text).bind(tenant).execute(c).await?.rows_affected(),
            Conn::Postgres(c) => sqlx::query::<Postgres>(text).bind(tenant).execute(c).await?.rows_affected(),
        })
    }

    /// Hands each row out as a JSON object, in the order of its first column. Both engines give the same text for the same
    /// row: keys sorted, ids with hyphens, bytes in hexadecimal, moments in UTC with six digits. The columns that
    /// `is_left_out` names aren't part of it.
    pub async fn each_row(
        &self,
        on: &mut impl Connection,
        rows: Rows,
        is_left_out: fn(&str) -> bool,
        mut take: impl FnMut(String) -> io::Result<()> + Send,
    ) -> Result<u64, DbError> {
        let columns: Vec<&Column> = self.columns.iter().filter(|column| !is_left_out(&column.name)).collect();
        let (condition, tenant) = rows.condition();
        let table = quoted(&self.name);
        let first = columns.first().map_or_else(|| "1".to_owned(), |column| quoted(&column.name));
        let mut count = 0;
        match on.conn() {
            Conn::Sqlite(c) => {
                let pairs: Vec<String> = columns.iter().map(|column| column.sqlite_pair()).collect();
                let object = pairs.join(", ");
                let text =
                    AssertSqlSafe(format!("select json_object({object}) from {table}{condition} order by {first}"));
                let query = sqlx::query_scalar::<Sqlite, String>(text);
                let mut found = tenant.iter().fold(query, |query, tenant| query.bind(*tenant)).fetch(c);
                while let Some(row) = found.try_next().await? {
                    take(sorted(&row)?)?;
                    count += 1;
                }
            }
            Conn::Postgres(c) => {
                let selected: Vec<String> = columns.iter().map(|column| column.postgres_value()).collect();
                let inner = format!("select {} from {table}{condition} order by {table}.{first}", selected.join(", "));
                let text = AssertSqlSafe(format!("select row_to_json(r)::text from ({inner}) r"));
                let query = sqlx::query_scalar::<Postgres, String>(text);
                let mut found = tenant.iter().fold(query, |query, tenant| query.bind(*tenant)).fetch(c);
                while let Some(row) = found.try_next().await? {
                    take(sorted(&row)?)?;
                    count += 1;
                }
            }
        }
        Ok(count)
    }
}

/// The keys in their order, without the spaces in which the engines differ.
fn sorted(row: &str) -> io::Result<String> {
    let value: serde_json::Value = serde_json::from_str(row).map_err(io::Error::other)?;
    serde_json::to_string(&value).map_err(io::Error::other)
}

impl Column {
    fn sqlite_pair(&self) -> String {
        let (key, c) = (self.name.replace('\'', "''"), quoted(&self.name));
        let value = match self.word.as_str() {
            "uuid" => {
                let parts = [(1, 8), (9, 4), (13, 4), (17, 4), (21, 12)];
                let parts = parts.map(|(from, length)| format!("substr(lower(hex({c})), {from}, {length})"));
                format!("case when {c} is not null then {} end", parts.join(" || '-' || "))
            }
            "boolean" => format!("json(case {c} when 0 then 'false' when 1 then 'true' end)"),
            "jsonb" => format!("json({c})"),
            "bigint" | "text" | "timestamptz" | "date" => c,
            // What no migration made may hold anything.
            _ => format!("case typeof({c}) when 'blob' then lower(hex({c})) else {c} end"),
        };
        format!("'{key}', {value}")
    }

    fn postgres_value(&self) -> String {
        let c = quoted(&self.name);
        let value = match self.word.as_str() {
            "bytea" => format!("encode({c}, 'hex')"),
            "timestamptz" => format!(r#"to_char({c} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"#),
            "boolean" | "jsonb" | "bigint" | "text" => return c,
            _ => format!("{c}::text"),
        };
        format!("{value} as {c}")
    }
}

async fn tables(on: &mut impl Connection, words: &HashMap<(String, String), String>) -> Result<Vec<Table>, DbError> {
    let rows: Vec<(String, String, String)> = match on.conn() {
        Conn::Sqlite(c) => sqlx::query_as(SQLITE).fetch_all(c).await?,
        Conn::Postgres(c) => sqlx::query_as(POSTGRES).fetch_all(c).await?,
    };
    let mut tables = Vec::<Table>::new();
    for (table, name, declared) in rows {
        let word = words.get(&(table.clone(), name.clone())).cloned().unwrap_or(declared);
        match tables.last_mut() {
            Some(last) if last.name == table => last.columns.push(Column { name, word }),
            _ => tables.push(Table { name: table, columns: vec![Column { name, word }] }),
        }
    }
    Ok(tables)
}

impl Migrations {
    /// The type word of each column that these sets have made: SQLite's own types don't tell an id from other bytes.
    fn words(&self, schemas: impl Iterator<Item = Schema>) -> HashMap<(String, String), String> {
        schemas.flat_map(|schema| self.texts(schema).flat_map(words_of).collect::<Vec<_>>()).collect()
    }
}

/// `((table, column), word)` for each column that a migration makes, by the same conventions as the mapping to SQLite.
fn words_of(sql: &str) -> impl Iterator<Item = ((String, String), String)> {
    let mut table = String::new();
    sql.lines().filter_map(move |line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (column, word) = match words.as_slice() {
            ["create", "table", name, ..] => {
                (*name).trim_matches('"').clone_into(&mut table);
                return None;
            }
            ["alter", "table", name, "add", "column", column, word, ..] => {
                (*name).trim_matches('"').clone_into(&mut table);
                (column, word)
            }
            [column, word, ..] if line.starts_with(' ') => (column, word),
            _ => return None,
        };
        Some(((table.clone(), (*column).to_owned()), word.trim_end_matches([',', ';']).to_owned()))
    })
}

pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

const SQLITE: &str = r"
select t.name, c.name, lower(c.type) from sqlite_schema t, pragma_table_info(t.name) c
where t.type = 'table' and t.name not like 'sqlite\_%' escape '\' and t.name not like '\_migration\_%' escape '\'
order by t.name, c.cid";

const POSTGRES: &str = r"
select c.relname::text, a.attname::text,
       case format_type(a.atttypid, null) when 'timestamp with time zone' then 'timestamptz' else format_type(a.atttypid, null) end
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and c.relname not like '\_migration\_%'
order by c.relname, a.attnum";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_every_column_are_known() {
        let all = Migrations::default().words(Schema::of_tenant(&crate::modules::Module::ALL));
        let word = |table: &str, column: &str| all.get(&(table.to_owned(), column.to_owned())).map(String::as_str);
        assert_eq!(word("loan", "borrower_id"), Some("uuid"));
        assert_eq!(word("brand_asset", "bytes"), Some("bytea"));
        assert_eq!(word("brand", "tokens"), Some("jsonb"));
        let central = Migrations::default().words(std::iter::once(Schema::Central));
        assert_eq!(central.get(&("tenant".into(), "locked_at".into())).map(String::as_str), Some("timestamptz"));
        assert_eq!(central.get(&("user".into(), "id".into())).map(String::as_str), Some("uuid"));
    }
}
