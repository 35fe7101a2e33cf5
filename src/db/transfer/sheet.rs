//! A table of a tenant as it is moved: its columns, their kinds, and the key by which its rows are told apart.

use super::{
    super::{Conn, Connection, DbError, Table, sqlx, tables::quoted},
    value::{Kind, Row},
};
use sqlx::AssertSqlSafe;
use std::{cmp::Ordering, collections::HashMap, io};

#[derive(Clone, Debug)]
pub(super) struct Sheet {
    pub(super) name: String,
    columns: Vec<(String, Kind)>,
    /// The places of the key's columns among them.
    key: Vec<usize>,
}

impl Sheet {
    /// # Errors
    /// When a table has no primary key, or a column that no migration made.
    pub(super) async fn all(tables: Vec<Table>, on: &mut impl Connection) -> Result<Vec<Self>, DbError> {
        let mut keys = keys(on).await?;
        tables.into_iter().map(|table| Self::of(&table, keys.remove(&table.name).unwrap_or_default())).collect()
    }

    fn of(table: &Table, key: Vec<String>) -> Result<Self, DbError> {
        let wrong = |what: String| DbError::from(io::Error::other(format!("{}: {what}", table.name)));
        let kind = |word: &str| Kind::of_word(word).ok_or_else(|| wrong(format!("{word} can't be moved")));
        let columns: Vec<_> = table
            .columns
            .iter()
            .map(|column| Ok((column.name.clone(), kind(&column.word)?)))
            .collect::<Result<_, DbError>>()?;
        let place = |name: &String| columns.iter().position(|(column, _)| column == name);
        let key: Vec<usize> = key.iter().filter_map(place).collect();
        if key.is_empty() {
            return Err(wrong("there is no primary key".into()));
        }
        Ok(Self { name: table.name.clone(), columns, key })
    }

    pub(super) fn kinds(&self) -> impl Iterator<Item = Kind> + '_ {
        self.columns.iter().map(|(_, kind)| *kind)
    }

    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn key_width(&self) -> usize {
        self.key.len()
    }

    /// The key's values of a row, with their kinds.
    pub(super) fn key_of<'r>(&'r self, row: &'r Row) -> impl Iterator<Item = (&'r super::value::Value, Kind)> {
        self.key.iter().map(|place| (&row[*place], self.columns[*place].1))
    }

    pub(super) fn order(&self, a: &Row, b: &Row) -> Ordering {
        self.key.iter().map(|place| a[*place].order(&b[*place])).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }

    pub(super) async fn count(&self, on: &mut impl Connection) -> Result<u64, DbError> {
        let text = AssertSqlSafe(format!("select count(*) from {}", quoted(&self.name)));
        let rows: i64 = match on.conn() {
            Conn::Sqlite(connection) => sqlx::query_scalar(text).fetch_one(connection).await?,
            Conn::Postgres(connection) => sqlx::query_scalar(text).fetch_one(connection).await?,
        };
        Ok(rows.unsigned_abs())
    }

    /// All rows in the order of their keys, which is the same on both engines: text goes by its bytes.
    pub(super) fn select(&self, engine: Engine) -> String {
        let order = self.key.iter().map(|place| {
            let (name, kind) = &self.columns[*place];
            let collation = if engine == Engine::Postgres && *kind == Kind::Text { r#" collate "C""# } else { "" };
            format!("{}{collation}", quoted(name))
        });
        let order: Vec<String> = order.collect();
        format!("select {} from {} order by {}", self.list(), quoted(&self.name), order.join(", "))
    }

    /// Puts so many rows in, in the place of those with their keys.
    pub(super) fn upsert(&self, rows: usize) -> String {
        let key: Vec<String> = self.key.iter().map(|place| quoted(&self.columns[*place].0)).collect();
        let others = self.columns.iter().enumerate().filter(|(place, _)| !self.key.contains(place));
        let set: Vec<String> = others.map(|(_, (name, _))| format!("{0} = excluded.{0}", quoted(name))).collect();
        let change = if set.is_empty() { "nothing".into() } else { format!("update set {}", set.join(", ")) };
        format!(
            "insert into {} ({}) values {} on conflict ({}) do {change}",
            quoted(&self.name),
            self.list(),
            places(rows, self.width()),
            key.join(", ")
        )
    }

    /// Removes the rows with so many keys.
    pub(super) fn delete(&self, rows: usize) -> String {
        let key: Vec<String> = self.key.iter().map(|place| quoted(&self.columns[*place].0)).collect();
        let keys = places(rows, self.key.len());
        format!("delete from {} where ({}) in (values {keys})", quoted(&self.name), key.join(", "))
    }

    fn list(&self) -> String {
        self.columns.iter().map(|(name, _)| quoted(name)).collect::<Vec<_>>().join(", ")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Engine {
    Sqlite,
    Postgres,
}

/// `($1, $2), ($3, $4)`
fn places(rows: usize, width: usize) -> String {
    let row = |row: usize| {
        let places: Vec<String> = (1..=width).map(|place| format!("${}", row * width + place)).collect();
        format!("({})", places.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

async fn keys(on: &mut impl Connection) -> Result<HashMap<String, Vec<String>>, DbError> {
    let rows: Vec<(String, String)> = match on.conn() {
        Conn::Sqlite(connection) => sqlx::query_as(SQLITE).fetch_all(connection).await?,
        Conn::Postgres(connection) => sqlx::query_as(POSTGRES).fetch_all(connection).await?,
    };
    let mut keys = HashMap::<String, Vec<String>>::new();
    for (table, column) in rows {
        keys.entry(table).or_default().push(column);
    }
    Ok(keys)
}

const SQLITE: &str = "select t.name, c.name from sqlite_schema t, pragma_table_info(t.name) c
                      where t.type = 'table' and c.pk > 0 order by t.name, c.pk";

const POSTGRES: &str = "
select c.relname::text, a.attname::text
from pg_index i join pg_class c on c.oid = i.indrelid
cross join lateral unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
where i.indisprimary and c.relnamespace = current_schema()::regnamespace
order by c.relname, k.place";

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(key: &[usize]) -> Sheet {
        let columns = vec![("key".to_owned(), Kind::Text), ("value".to_owned(), Kind::Integer)];
        Sheet { name: "setting".into(), columns, key: key.to_vec() }
    }

    #[test]
    fn statements_name_what_they_mean() {
        let one = sheet(&[0]);
        assert_eq!(one.select(Engine::Sqlite), r#"select "key", "value" from "setting" order by "key""#);
        assert!(one.select(Engine::Postgres).ends_with(r#"order by "key" collate "C""#));
        assert_eq!(
            one.upsert(2),
            r#"insert into "setting" ("key", "value") values ($1, $2), ($3, $4) on conflict ("key") do update set "value" = excluded."value""#
        );
        assert!(sheet(&[0, 1]).upsert(1).ends_with(r#"on conflict ("key", "value") do nothing"#));
        assert_eq!(one.delete(2), r#"delete from "setting" where ("key") in (values ($1), ($2))"#);
    }
}
