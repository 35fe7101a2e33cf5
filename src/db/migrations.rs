//! One set of migrations for both engines. The files are written in portable DDL with a few type words; for SQLite each
//! word is mapped and each table made STRICT.

use super::{Db, DbError, Tx};
use crate::modules::Module;
use sqlx::{
    AssertSqlSafe, SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};
use std::{borrow::Cow, sync::Arc};

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
    /// The sets of a tenant with these modules, in the order in which they are migrated.
    pub fn of_tenant(modules: &[Module]) -> impl Iterator<Item = Self> {
        std::iter::once(Self::Core).chain(modules.iter().copied().map(Self::Module))
    }

    /// Brings the database to the newest version. Applying it again does nothing.
    pub async fn migrate(self, db: &Db) -> Result<(), DbError> {
        Migrations::default().apply(self, db).await
    }

    /// The newest version of these migrations.
    pub fn version(self) -> i64 {
        Migrations::default().version(self)
    }

    /// Its name in the central database.
    pub fn key(self) -> &'static str {
        match self {
            Self::Central => "central",
            Self::Core => "core",
            Self::Module(module) => module.key(),
        }
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
}

/// The migrations that a program knows. The default is the files that it was compiled with; a test adds later ones, and
/// is then the next version of the program.
#[derive(Clone, Debug, Default)]
pub struct Migrations {
    later: Arc<[(Schema, Migration)]>,
}

impl Migrations {
    /// These and one more, in the portable words of the files.
    #[must_use]
    pub fn with(self, schema: Schema, version: i64, sql: &'static str) -> Self {
        let kind = MigrationType::Simple;
        let migration = Migration::new(version, "added".into(), kind, sql.into_sql_str(), false);
        Self { later: self.later.iter().cloned().chain([(schema, migration)]).collect() }
    }

    /// The newest version of a set.
    pub fn version(&self, schema: Schema) -> i64 {
        self.of(schema).map(|migration| migration.version).max().unwrap_or(0)
    }

    /// All checksums of a set in one: it changes when any of them does.
    pub(super) fn checksums(&self, schema: Schema) -> Vec<u8> {
        self.of(schema).flat_map(|migration| migration.checksum.to_vec()).collect()
    }

    /// Applies what is new, each migration in a transaction of its own.
    pub(super) async fn apply(&self, schema: Schema, db: &Db) -> Result<(), DbError> {
        match db {
            Db::Sqlite { writer, .. } => {
                self.migrator(schema, for_sqlite).run_direct(None, &mut *writer.acquire().await?, false).await?;
            }
            Db::Postgres(pool) => {
                self.migrator(schema, str::to_owned).run_direct(None, &mut *pool.acquire().await?, false).await?;
            }
        }
        Ok(())
    }

    /// Applies what is new of all these sets inside one transaction, which the caller commits or drops.
    pub(super) async fn apply_within(&self, schemas: impl Iterator<Item = Schema>, tx: &mut Tx) -> Result<(), DbError> {
        for schema in schemas {
            match tx {
                Tx::Sqlite(tx) => self.migrator(schema, for_sqlite).run_direct(None, &mut **tx, false).await?,
                // The migrator's own lock outlives a transaction; the caller holds one that doesn't.
                Tx::Postgres(tx) => {
                    let mut migrator = self.migrator(schema, str::to_owned);
                    migrator.set_locking(false).run_direct(None, &mut **tx, false).await?;
                }
            }
        }
        Ok(())
    }

    fn of(&self, schema: Schema) -> impl Iterator<Item = &Migration> {
        let later = self.later.iter().filter(move |(of, _)| *of == schema).map(|(_, migration)| migration);
        schema.files().iter().chain(later)
    }

    fn migrator(&self, schema: Schema, mapped: impl Fn(&str) -> String) -> Migrator {
        let migrations = self.of(schema).map(|file| Migration {
            sql: AssertSqlSafe(mapped(file.sql.as_str())).into_sql_str(),
            // The checksum stays that of the file, so that both engines record the same.
            ..file.clone()
        });
        let mut migrator = Migrator { migrations: Cow::Owned(migrations.collect()), ..Migrator::DEFAULT };
        migrator.dangerous_set_table_name(schema.record());
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
    use super::{Module, Schema, for_sqlite};

    #[test]
    fn every_migration_of_a_tenant_fits_into_one_transaction() {
        for schema in Schema::of_tenant(&Module::ALL) {
            assert!(schema.files().iter().all(|file| !file.no_tx), "{schema:?}");
        }
    }

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
