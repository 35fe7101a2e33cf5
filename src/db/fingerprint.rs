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
/// and those of a schema are then the same. What is as PostgreSQL has it by itself is not written down, so that what was read
/// before it was looked at says the same.
const POSTGRES: &str = r"
with here as (select oid from pg_namespace where nspname = current_schema()),
     own as (select pg_class.oid, relname::text as name, relkind::text as kind,
                    concat_ws(' ', case relpersistence when 'p' then null when 'u' then 'unlogged' else relpersistence::text end,
                              case when relrowsecurity then 'row level security' end,
                              case when relforcerowsecurity then 'forced' end) as ways
             from pg_class join here on relnamespace = here.oid)
select case kind when 'r' then 'table' when 'v' then 'view' when 'S' then 'sequence' else 'relation' end || ' ' || name,
       concat_ws(' ', case kind when 'v' then pg_get_viewdef(oid) else kind end, nullif(ways, ''))
from own where kind not in ('i', 'I')
union all
select 'column ' || name || '.' || attname::text,
       concat_ws(' ', format_type(atttypid, atttypmod), case when attnotnull then 'not null' end,
                 pg_get_expr(adbin, adrelid), nullif(attidentity::text, ''), nullif(attgenerated::text, ''),
                 case when attcollation <> typcollation then 'collate ' || collname::text end)
from own join pg_attribute on attrelid = own.oid join pg_type on pg_type.oid = atttypid
  left join pg_attrdef on adrelid = attrelid and adnum = attnum left join pg_collation on pg_collation.oid = attcollation
where kind in ('r', 'p') and attnum > 0 and not attisdropped
union all
select 'constraint ' || name || '.' || conname::text,
       concat_ws(' ', pg_get_constraintdef(pg_constraint.oid),
                 case when exists (select from pg_trigger where tgconstraint = pg_constraint.oid and tgenabled <> 'O')
                      then 'disabled' end)
from own join pg_constraint on conrelid = own.oid
union all
select 'index ' || i.name, pg_get_indexdef(indexrelid, 0, true) from own i join pg_index on indexrelid = i.oid
union all
select 'trigger ' || name || '.' || tgname::text,
       concat_ws(' ', pg_get_triggerdef(pg_trigger.oid, true), nullif(tgenabled::text, 'O'))
from own join pg_trigger on tgrelid = own.oid where not tgisinternal
union all
select 'rule ' || name || '.' || rulename::text,
       concat_ws(' ', pg_get_ruledef(pg_rewrite.oid, true), nullif(ev_enabled::text, 'O'))
from own join pg_rewrite on ev_class = own.oid where rulename <> '_RETURN'
union all
select 'policy ' || name || '.' || polname::text,
       concat_ws(' ', polcmd::text, case when not polpermissive then 'restrictive' end, polroles::regrole[]::text,
                 pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
from own join pg_policy on polrelid = own.oid
union all
select 'function ' || pg_proc.oid::regprocedure::text,
       concat_ws(' ', prosrc, lanname::text, pg_get_function_result(pg_proc.oid), provolatile::text,
                 case when prosecdef then 'security definer' end)
from pg_proc join here on pronamespace = here.oid join pg_language on pg_language.oid = prolang
union all
select 'type ' || typname::text, typtype::text from pg_type join here on typnamespace = here.oid where typtype in ('d', 'e', 'r')";

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
