//! One set of migrations for both engines. The files are written in portable DDL with a few type words; for SQLite each
//! word is mapped and each table made STRICT.

use super::{Db, DbError};
use crate::modules::Module;
use sqlx::{
    AssertSqlSafe, SqlSafeStr,
    migrate::{Migration, Migrator},
};
use std::borrow::Cow;

static CENTRAL: Migrator = sqlx::migrate!("migrations/central");
static CORE: Migrator = sqlx::migrate!("migrations/tenant/core");
static LOANS: Migrator = sqlx::migrate!("migrations/tenant/loans");

/// A set of tables that is migrated on its own. Each keeps its own record of what was applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    Central,
    Core,
    Module(Module),
}

impl Schema {
    /// Brings the database to the newest version. Applying it again does nothing.
    pub async fn migrate(self, db: &Db) -> Result<(), DbError> {
        match db {
            Db::Sqlite { writer, .. } => self.migrator(for_sqlite).run(writer).await?,
            Db::Postgres(pool) => self.migrator(str::to_owned).run(pool).await?,
        }
        Ok(())
    }

    /// The newest version of these migrations.
    pub fn version(self) -> i64 {
        self.files().iter().map(|migration| migration.version).max().unwrap_or(0)
    }

    /// All checksums of these migrations in one: it changes when any of them does.
    pub(super) fn fingerprint(self) -> Vec<u8> {
        self.files().iter().flat_map(|migration| migration.checksum.to_vec()).collect()
    }

    /// The table that records what was applied.
    pub fn record(self) -> &'static str {
        match self {
            Self::Central => "_migration_central",
            Self::Core => "_migration_core",
            Self::Module(Module::Loans) => "_migration_loans",
        }
    }

    fn files(self) -> &'static Migrator {
        match self {
            Self::Central => &CENTRAL,
            Self::Core => &CORE,
            Self::Module(Module::Loans) => &LOANS,
        }
    }

    fn migrator(self, mapped: impl Fn(&str) -> String) -> Migrator {
        let migrations = self.files().iter().map(|file| Migration {
            sql: AssertSqlSafe(mapped(file.sql.as_str())).into_sql_str(),
            // The checksum stays that of the file, so that both engines record the same.
            ..file.clone()
        });
        let mut migrator = Migrator { migrations: Cow::Owned(migrations.collect()), ..Migrator::DEFAULT };
        migrator.dangerous_set_table_name(self.record());
        migrator
    }
}

/// The portable type words and what SQLite's STRICT tables call them.
const WORDS: [(&str, &str); 8] = [
    ("uuid", "blob"),
    ("bytea", "blob"),
    ("timestamptz", "text"),
    ("date", "text"),
    ("jsonb", "text"),
    ("bigint", "integer"),
    ("boolean", "integer"),
    ("text", "text"),
];

/// Maps a migration for SQLite: a type word stands second in a column's line, or behind `add column <name>`.
pub fn for_sqlite(sql: &str) -> String {
    let mut inside_table = false;
    let mut mapped = String::with_capacity(sql.len() + 64);
    for line in sql.lines() {
        let start = line.trim_start();
        if start.starts_with("create table") {
            inside_table = true;
        }
        if inside_table && line.starts_with(");") {
            mapped.push_str(") strict;");
            inside_table = false;
        } else if inside_table || start.starts_with("alter table") {
            mapped.push_str(&with_type_mapped(line));
        } else {
            mapped.push_str(line);
        }
        mapped.push('\n');
    }
    mapped
}

fn with_type_mapped(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let name = words.iter().position(|word| *word == "column").map_or(0, |at| at + 1);
    let is_constraint = ["constraint", "primary", "foreign", "unique", "check", "create", "--"]
        .contains(&words.first().copied().unwrap_or("--"));
    let (Some(column), Some(word), false) = (words.get(name), words.get(name + 1), is_constraint) else {
        return line.to_owned();
    };
    let bare = word.trim_end_matches([',', ';']);
    let Some((_, replacement)) = WORDS.iter().find(|(portable, _)| *portable == bare) else {
        return line.to_owned();
    };
    line.replacen(&format!("{column} {bare}"), &format!("{column} {replacement}"), 1)
}

#[cfg(test)]
mod tests {
    use super::for_sqlite;

    #[test]
    fn maps_every_type_word_and_makes_tables_strict() {
        let portable = "create table t (\n  id uuid primary key,\n  at timestamptz not null,\n  data jsonb,\n  n bigint not null default 0,\n  \
                        ok boolean not null,\n  day date,\n  raw bytea,\n  note text\n);\n";
        let mapped = for_sqlite(portable);
        assert_eq!(
            mapped,
            "create table t (\n  id blob primary key,\n  at text not null,\n  data text,\n  n integer not null default 0,\n  \
             ok integer not null,\n  day text,\n  raw blob,\n  note text\n) strict;\n"
        );
    }

    #[test]
    fn leaves_names_constraints_and_other_statements_alone() {
        let sql = "create table date (\n  date_uuid text,\n  constraint date_text_key unique (date_uuid),\n  check (date_uuid <> 'uuid')\n);\n\
                   create index date_idx on date (date_uuid);\ninsert into date (date_uuid) values ('a boolean date');\n";
        assert_eq!(for_sqlite(sql), sql.replace(");\ncreate index", ") strict;\ncreate index"));
    }

    #[test]
    fn maps_an_added_column() {
        assert_eq!(
            for_sqlite("alter table loan add column closed_at timestamptz;"),
            "alter table loan add column closed_at text;\n"
        );
    }
}
