//! One set of migrations for both engines. The files are written in portable DDL with a few type words; for SQLite each
//! word is mapped and each table made STRICT.
//!
//! What can't be written for both stands in two files of one version that carry the engine in their names,
//! `0004_servers.sqlite.sql` and `0004_servers.postgres.sql`, each in its engine's own words.

use super::{Db, DbError, Tx};
use crate::modules::Module;
use sha2::{Digest, Sha384};
use sqlx::{
    AssertSqlSafe, SqlSafeStr, SqlStr,
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
    until: Option<(Schema, i64)>,
}

impl Migrations {
    /// These and one more, in the portable words of the files.
    #[must_use]
    pub fn with(self, schema: Schema, version: i64, sql: &'static str) -> Self {
        let kind = MigrationType::Simple;
        let migration = Migration::new(version, "added".into(), kind, sql.into_sql_str(), false);
        Self { later: self.later.iter().cloned().chain([(schema, migration)]).collect(), ..self }
    }

    /// These without what came after a version of one set, as an older program knew them.
    #[must_use]
    pub fn until(self, schema: Schema, version: i64) -> Self {
        Self { until: Some((schema, version)), ..self }
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
                self.migrator(schema, Engine::Sqlite).run_direct(None, &mut *writer.acquire().await?, false).await?;
            }
            Db::Postgres(pool) => {
                self.migrator(schema, Engine::Postgres).run_direct(None, &mut *pool.acquire().await?, false).await?;
            }
        }
        Ok(())
    }

    /// Applies what is new of all these sets inside one transaction, which the caller commits or drops.
    pub(super) async fn apply_within(&self, schemas: impl Iterator<Item = Schema>, tx: &mut Tx) -> Result<(), DbError> {
        for schema in schemas {
            match tx {
                Tx::Sqlite(tx) => self.migrator(schema, Engine::Sqlite).run_direct(None, &mut **tx, false).await?,
                // The migrator's own lock outlives a transaction; the caller holds one that doesn't.
                Tx::Postgres(tx) => {
                    let mut migrator = self.migrator(schema, Engine::Postgres);
                    migrator.set_locking(false).run_direct(None, &mut **tx, false).await?;
                }
            }
        }
        Ok(())
    }

    fn of(&self, schema: Schema) -> impl Iterator<Item = &Migration> {
        let later = self.later.iter().filter(move |(of, _)| *of == schema).map(|(_, migration)| migration);
        let is_known =
            move |file: &&Migration| self.until.is_none_or(|(of, last)| of != schema || file.version <= last);
        schema.files().iter().chain(later).filter(is_known)
    }

    /// The files as they are written, those of one engine alone among them.
    pub(super) fn texts(&self, schema: Schema) -> impl Iterator<Item = &str> {
        self.of(schema).map(|migration| migration.sql.as_str())
    }

    fn migrator(&self, schema: Schema, engine: Engine) -> Migrator {
        let files = self.of(schema).filter(|file| Engine::of(file).is_none_or(|own| own == engine));
        let migrations = files.map(|file| Migration {
            sql: engine.sql_of(file),
            // The checksum is that of the file or of both engines' files, so that both engines record the same.
            checksum: self.checksum(schema, file),
            ..file.clone()
        });
        let mut migrator = Migrator { migrations: Cow::Owned(migrations.collect()), ..Migrator::DEFAULT };
        migrator.dangerous_set_table_name(schema.record());
        migrator
    }

    fn checksum(&self, schema: Schema, file: &Migration) -> Cow<'static, [u8]> {
        if Engine::of(file).is_none() {
            return file.checksum.clone();
        }
        let mut digest = Sha384::new();
        self.of(schema).filter(|other| other.version == file.version).for_each(|other| digest.update(&other.checksum));
        Cow::Owned(digest.finalize().to_vec())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// The one that a file was written for by its name; `None` for both.
    fn of(file: &Migration) -> Option<Self> {
        match file.description.rsplit_once('.') {
            Some((_, "sqlite")) => Some(Self::Sqlite),
            Some((_, "postgres")) => Some(Self::Postgres),
            _ => None,
        }
    }

    fn sql_of(self, file: &Migration) -> SqlStr {
        let is_portable = Self::of(file).is_none();
        if self == Self::Sqlite && is_portable {
            AssertSqlSafe(for_sqlite(file.sql.as_str())).into_sql_str()
        } else {
            file.sql.clone()
        }
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

/// A text that is compared by its bytes, as SQLite compares every text.
const BY_BYTES: &str = " collate \"C\"";

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
    let line = line.replacen(&format!("{column} {bare}"), &format!("{column} {replacement}"), 1);
    line.replacen(BY_BYTES, "", 1)
}

#[cfg(test)]
mod tests {
    use super::{Engine, Module, Schema, for_sqlite};

    #[test]
    fn what_one_engine_has_in_its_own_words_the_other_has_as_well() {
        let mut own = 0;
        for schema in Schema::of_tenant(&Module::ALL).chain([Schema::Central]) {
            for file in schema.files().iter().filter(|file| Engine::of(file).is_some()) {
                let of_version: Vec<Option<Engine>> =
                    schema.files().iter().filter(|other| other.version == file.version).map(Engine::of).collect();
                assert_eq!(of_version.len(), 2, "{}", file.description);
                assert!(of_version.contains(&Some(Engine::Sqlite)) && of_version.contains(&Some(Engine::Postgres)));
                own += 1;
            }
        }
        assert!(own > 0);
    }

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
