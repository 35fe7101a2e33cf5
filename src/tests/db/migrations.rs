//! The migrations from file to table, on both engines.

use crate::harness::{Deployment, Engine, both_engines};
use std::collections::BTreeSet;
use tenantry::{
    access::Role,
    db::{Db, Schema},
    modules::Module,
};

/// A table's column: name, SQLite's word for its type, and whether it must be there.
type Column = (String, String, String, bool);

async fn tenant_db(t: &Deployment) -> Db {
    t.ctx("paris", Role::Owner).await.db().clone()
}

async fn columns(db: &Db) -> BTreeSet<Column> {
    let rows: Vec<Column> = match db {
        Db::Sqlite { writer, .. } => sqlx::query_as(
            r#"select m.name, c.name, lower(c.type), c."notnull" = 1 or c.pk > 0
               from sqlite_master m join pragma_table_info(m.name) c
               where m.type = 'table' and m.name not like '\_migration%' escape '\' and m.name not like 'sqlite\_%' escape '\'"#,
        )
        .fetch_all(&mut *writer.acquire().await.unwrap())
        .await
        .unwrap(),
        Db::Postgres(pool) => sqlx::query_as(
            r"select c.table_name::text, c.column_name::text,
                     case c.data_type when 'uuid' then 'blob' when 'bytea' then 'blob' when 'bigint' then 'integer'
                       when 'boolean' then 'integer' when 'text' then 'text' when 'date' then 'text' when 'jsonb' then 'text'
                       when 'timestamp with time zone' then 'text' else c.data_type end,
                     c.is_nullable = 'NO'
              from information_schema.columns c
              where c.table_schema = 'public' and c.table_name not like '\_migration%'",
        )
        .fetch_all(&mut *pool.acquire().await.unwrap())
        .await
        .unwrap(),
    };
    rows.into_iter().collect()
}

/// The indexes that aren't a constraint's own.
async fn indexes(db: &Db) -> BTreeSet<String> {
    let names: Vec<String> = match db {
        Db::Sqlite { writer, .. } => {
            let text = r"select name from sqlite_master where type = 'index' and name not like 'sqlite\_%' escape '\'";
            sqlx::query_scalar(text).fetch_all(&mut *writer.acquire().await.unwrap()).await.unwrap()
        }
        Db::Postgres(pool) => {
            let text = "select i.indexname::text from pg_indexes i
                        where i.schemaname = 'public' and not exists (select from pg_constraint c where c.conname = i.indexname)";
            sqlx::query_scalar(text).fetch_all(&mut *pool.acquire().await.unwrap()).await.unwrap()
        }
    };
    names.into_iter().collect()
}

async fn foreign_keys(db: &Db) -> BTreeSet<(String, String, String)> {
    let rows: Vec<(String, String, String)> = match db {
        Db::Sqlite { writer, .. } => {
            let text = r#"select m.name, f."table", lower(f.on_delete) from sqlite_master m join pragma_foreign_key_list(m.name) f where m.type = 'table'"#;
            sqlx::query_as(text).fetch_all(&mut *writer.acquire().await.unwrap()).await.unwrap()
        }
        Db::Postgres(pool) => {
            let text =
                "select trim(both '\"' from conrelid::regclass::text), trim(both '\"' from confrelid::regclass::text),
                               case confdeltype when 'c' then 'cascade' when 'n' then 'set null' else 'no action' end
                        from pg_constraint where contype = 'f'";
            sqlx::query_as(text).fetch_all(&mut *pool.acquire().await.unwrap()).await.unwrap()
        }
    };
    rows.into_iter().collect()
}

/// What the database remembers of the migrations that it got.
async fn recorded(db: &Db) -> Vec<(String, i64, Vec<u8>)> {
    let mut all = Vec::new();
    for (schema, text) in [
        (
            Schema::Central,
            "select '_migration_central', version, checksum from _migration_central where success order by version",
        ),
        (
            Schema::Core,
            "select '_migration_core', version, checksum from _migration_core where success order by version",
        ),
        (
            Schema::Module(Module::Loans),
            "select '_migration_loans', version, checksum from _migration_loans where success order by version",
        ),
    ] {
        assert!(text.contains(schema.record()));
        let rows: Result<Vec<(String, i64, Vec<u8>)>, _> = match db {
            Db::Sqlite { writer, .. } => sqlx::query_as(text).fetch_all(&mut *writer.acquire().await.unwrap()).await,
            Db::Postgres(pool) => sqlx::query_as(text).fetch_all(&mut *pool.acquire().await.unwrap()).await,
        };
        all.extend(rows.unwrap_or_default());
    }
    all
}

/// What every organisation has.
const CORE: [&str; 7] =
    ["brand", "brand_asset", "brand_draft", "brand_preview", "brand_schedule", "brand_version", "setting"];

both_engines! {
    async fn a_migration_is_applied_once(t: Deployment) {
        let (paris, held) = (t.tenant("paris").await, tenant_db(&t).await);
        for (db, schemas) in [(&t.platform.central, &[Schema::Central][..]), (&held, &[Schema::Core, Schema::Module(Module::Loans)])] {
            let before = (recorded(db).await, columns(db).await, indexes(db).await);
            for schema in schemas {
                let versions = before.0.iter().filter(|(record, _, _)| record == schema.record()).map(|(_, version, _)| *version);
                let versions = versions.collect::<Vec<_>>();
                assert_eq!(versions, (1..=schema.version()).collect::<Vec<_>>());
            }
            for _ in 0..2 {
                Schema::Central.migrate(&t.platform.central).await.unwrap();
                t.platform.lifecycle.migrate(paris.home(), &paris.modules).await.unwrap();
            }
            assert_eq!((recorded(db).await, columns(db).await, indexes(db).await), before);
        }
    }

    async fn an_organisation_without_a_module_has_none_of_its_tables(t: Deployment) {
        let tenant = t.tenant_with("martin", &[]).await;
        let held = t.platform.fleet.open(&tenant).await.unwrap();
        let tables: BTreeSet<String> = columns(held.db()).await.into_iter().map(|column| column.0).collect();
        assert_eq!(tables, BTreeSet::from(CORE.map(str::to_owned)));
        t.platform.lifecycle.migrate(tenant.home(), &[Module::Loans]).await.unwrap();
        assert_eq!(columns(held.db()).await, columns(&tenant_db(&t).await).await, "a module that comes later is the same");
    }

    async fn the_two_engines_are_told_apart_by_nothing_but_their_dialect(t: Deployment) {
        let other = Deployment::start(if t.engine == Engine::Sqlite { Engine::Postgres } else { Engine::Sqlite }).await;
        let (here, there) = (tenant_db(&t).await, tenant_db(&other).await);
        for (here, there) in [(&t.platform.central, &other.platform.central), (&here, &there)] {
            assert!(columns(here).await.len() > 10);
            assert_eq!(columns(here).await, columns(there).await);
            assert_eq!(indexes(here).await, indexes(there).await);
            assert_eq!(foreign_keys(here).await, foreign_keys(there).await);
            assert_eq!(recorded(here).await, recorded(there).await, "with the same checksums");
        }
        let _ = std::fs::remove_dir_all(&other.directory);
    }
}

#[tokio::test]
async fn every_table_of_sqlite_is_strict() {
    let t = Deployment::start(Engine::Sqlite).await;
    for db in [t.platform.central.clone(), tenant_db(&t).await] {
        let Db::Sqlite { writer, readers } = &db else { panic!("this deployment is on SQLite") };
        let text = r"select name from pragma_table_list
                     where schema = 'main' and type = 'table' and strict = 0
                       and name not like '\_migration%' escape '\' and name not like 'sqlite\_%' escape '\'";
        let lenient: Vec<String> =
            sqlx::query_scalar(text).fetch_all(&mut *writer.acquire().await.unwrap()).await.unwrap();
        assert_eq!(lenient, Vec::<String>::new());
        for (pragma, expected) in [
            ("pragma foreign_keys", 1),
            ("pragma synchronous", 2),
            ("pragma trusted_schema", 0),
            ("pragma cell_size_check", 1),
        ] {
            for pool in [writer, readers] {
                assert_eq!(
                    sqlx::query_scalar::<_, i64>(pragma).fetch_one(&mut *pool.acquire().await.unwrap()).await.unwrap(),
                    expected,
                    "{pragma}"
                );
            }
        }
        assert_eq!(
            sqlx::query_scalar::<_, String>("pragma journal_mode")
                .fetch_one(&mut *writer.acquire().await.unwrap())
                .await
                .unwrap(),
            "wal"
        );
    }
    let central = &t.platform.central;
    let Db::Sqlite { writer, readers } = central else { panic!("this deployment is on SQLite") };
    let wrong = "insert into sign_in_failure (key, failures, last_failed_at) values ('k', 'many', 'now')";
    let error = sqlx::query(wrong).execute(&mut *writer.acquire().await.unwrap()).await.unwrap_err();
    assert!(error.to_string().contains("cannot store TEXT value in INTEGER column"), "{error}");
    let write = "insert into resting_slug (slug, free_at) values ('a', 'b')";
    let error = sqlx::query(write).execute(&mut *readers.acquire().await.unwrap()).await.unwrap_err();
    assert!(error.to_string().contains("readonly"), "a reader can't write: {error}");
    let _ = std::fs::remove_dir_all(&t.directory);
}
