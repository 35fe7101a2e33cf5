//! What a database is made of, read back from the engine. Each engine tells it in its own catalogue.

use super::{Conn, Connection, DbError};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Tables, columns, constraints, indexes and whatever else somebody made, each with its definition. The records of the
/// migrations aren't part of it: their tables are sqlx's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape(BTreeMap<String, String>);

impl Shape {
    /// The shape, and the names of the records of migrations beside it.
    pub(super) async fn read(on: &mut impl Connection) -> Result<(Self, BTreeSet<String>), DbError> {
        let rows: Vec<(String, String)> = match on.conn() {
            Conn::Sqlite(connection) => sqlx::query_as(SQLITE).fetch_all(connection).await?,
            Conn::Postgres(connection) => sqlx::query_as(POSTGRES).fetch_all(connection).await?,
        };
        let (records, rest): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(what, _)| is_record(what));
        let tables = records.iter().filter_map(|(what, _)| what.strip_prefix("table "));
        let words = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let records = tables.map(str::to_owned).collect();
        Ok((Self(rest.into_iter().map(|(what, definition)| (what, words(definition))).collect()), records))
    }

    /// Sequences carry a value, which is no part of a shape.
    pub(super) fn has_sequences(&self) -> bool {
        self.0.keys().any(|what| what.starts_with("sequence "))
    }

    /// Whether there is something whose name has this in it.
    pub(super) fn has_named(&self, part: &str) -> bool {
        self.0.keys().any(|what| what.contains(part))
    }

    /// SHA-256 over all of it, in hexadecimal.
    pub fn fingerprint(&self) -> String {
        let mut digest = Sha256::new();
        for (what, definition) in &self.0 {
            digest.update(format!("{what}: {definition}\n"));
        }
        format!("{:x}", digest.finalize())
    }

    /// How it differs from what it should be, in words: at most one line for each part.
    pub fn differences(&self, clean: &Self) -> Vec<String> {
        let all: BTreeSet<&String> = self.0.keys().chain(clean.0.keys()).collect();
        all.into_iter().filter_map(|what| difference(what, self.0.get(what), clean.0.get(what))).collect()
    }
}

fn difference(what: &str, here: Option<&String>, clean: Option<&String>) -> Option<String> {
    match (here, clean) {
        (Some(_), None) => Some(format!("{what} is not part of a clean install")),
        (None, Some(_)) => Some(format!("{what} is missing")),
        (here, clean) if here != clean => Some(format!("{what} is different")),
        _ => None,
    }
}

/// `table _migration_core`, or a part of such a table.
fn is_record(what: &str) -> bool {
    what.split_once(' ').is_some_and(|(_, name)| name.starts_with("_migration_"))
}

/// What has no text of its own, such as the index of a primary key, follows from the table's.
const SQLITE: &str = r"select type || ' ' || name, sql from sqlite_schema
                       where sql is not null and name not like 'sqlite\_%' escape '\'";

/// The definitions are those of the schema in which the session is, and don't name it: the tables of a database of one's own
/// and those of a schema are then the same.
const POSTGRES: &str = r"
with here as (select oid from pg_namespace where nspname = current_schema()),
     own as (select pg_class.oid, relname::text as name, relkind::text as kind from pg_class join here on relnamespace = here.oid)
select case kind when 'r' then 'table' when 'v' then 'view' when 'S' then 'sequence' else 'relation' end || ' ' || name,
       case kind when 'v' then pg_get_viewdef(oid) else kind end
from own where kind not in ('i', 'I')
union all
select 'column ' || name || '.' || attname::text,
       concat_ws(' ', format_type(atttypid, atttypmod), case when attnotnull then 'not null' end,
                 pg_get_expr(adbin, adrelid), nullif(attidentity::text, ''), nullif(attgenerated::text, ''))
from own join pg_attribute on attrelid = own.oid left join pg_attrdef on adrelid = attrelid and adnum = attnum
where kind in ('r', 'p') and attnum > 0 and not attisdropped
union all
select 'constraint ' || name || '.' || conname::text, pg_get_constraintdef(pg_constraint.oid)
from own join pg_constraint on conrelid = own.oid
union all
select 'index ' || i.name, pg_get_indexdef(indexrelid, 0, true) from own i join pg_index on indexrelid = i.oid
union all
select 'trigger ' || name || '.' || tgname::text, pg_get_triggerdef(pg_trigger.oid, true)
from own join pg_trigger on tgrelid = own.oid where not tgisinternal
union all
select 'function ' || pg_proc.oid::regprocedure::text, prosrc from pg_proc join here on pronamespace = here.oid";

#[cfg(test)]
mod tests {
    use super::Shape;

    fn shape(parts: &[(&str, &str)]) -> Shape {
        Shape(parts.iter().map(|(what, definition)| ((*what).to_owned(), (*definition).to_owned())).collect())
    }

    #[test]
    fn a_difference_names_the_part() {
        let clean = shape(&[("table a", "1"), ("table b", "2"), ("index c", "3")]);
        let here = shape(&[("table a", "1"), ("table b", "changed"), ("table d", "4")]);
        let said = ["index c is missing", "table b is different", "table d is not part of a clean install"];
        assert_eq!(here.differences(&clean), said);
        assert_eq!(clean.differences(&clean), Vec::<String>::new());
        assert_ne!(here.fingerprint(), clean.fingerprint());
        assert_eq!(clean.fingerprint().len(), 64);
    }
}
