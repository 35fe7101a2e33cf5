//! The migration that lets organisations live elsewhere, over a deployment from before it that is full of rows.

use crate::{
    db::on_either,
    harness::{Deployment, Engine, both_engines},
};
use sqlx::{
    AssertSqlSafe, SqlSafeStr,
    migrate::{Migration, Migrator},
};
use std::path::Path;
use tenantry::db::{Db, Lifecycle, PoolSize, Schema, for_sqlite};

const POOL: PoolSize = PoolSize { most: 2, wait: std::time::Duration::from_secs(10) };

/// The central tables as they were before, with somebody in each that refers to an organisation.
async fn older(db: &Db) {
    let all = Migrator::new(Path::new("migrations/central")).await.unwrap();
    let is_sqlite = matches!(db, Db::Sqlite { .. });
    let older = all.iter().filter(|file| file.version < 4).map(|file| Migration {
        sql: if is_sqlite { AssertSqlSafe(for_sqlite(file.sql.as_str())).into_sql_str() } else { file.sql.clone() },
        ..file.clone()
    });
    let mut migrator = Migrator { migrations: older.collect::<Vec<_>>().into(), ..Migrator::DEFAULT };
    migrator.dangerous_set_table_name(Schema::Central.record());
    match db {
        Db::Sqlite { writer, .. } => {
            migrator.run_direct(None, &mut *writer.acquire().await.unwrap(), false).await.unwrap();
        }
        Db::Postgres(pool) => migrator.run_direct(None, &mut *pool.acquire().await.unwrap(), false).await.unwrap(),
    }
    let (one, now) =
        if is_sqlite { ("x'01'", "'2026-01-01'") } else { ("'00000000-0000-0000-0000-000000000001'", "now()") };
    let placement = if is_sqlite { "sqlite" } else { "postgres-database" };
    for text in [
        "insert into tenant (id, slug, name, status, locale, time_zone, currency, plan, placement, database_name, created_at)
         values (ONE, 'paris', 'Paris', 'active', 'fr', 'Europe/Paris', 'EUR', 'standard', 'PLACEMENT', 't_x', NOW)",
        "insert into domain (host, tenant_id, is_main, created_at) values ('paris.test', ONE, true, NOW)",
        "insert into tenant_module (tenant_id, module, enabled_at) values (ONE, 'loans', NOW)",
        r#"insert into "user" (id, email, name, created_at) values (ONE, 'a@b.example', 'Anna', NOW)"#,
        "insert into membership (id, tenant_id, user_id, role, created_at) values (ONE, ONE, ONE, 'owner', NOW)",
        "insert into tenant_schema (tenant_id, set_name, version) values (ONE, 'core', 1)",
    ] {
        let text = text.replace("ONE", one).replace("NOW", now).replace("PLACEMENT", placement);
        let mut tx = db.begin().await.unwrap();
        on_either!(&mut tx, c => sqlx::raw_sql(AssertSqlSafe(text)).execute(c).await.map(drop)).unwrap();
        tx.commit().await.unwrap();
    }
}

async fn one(db: &Db, text: &'static str) -> i64 {
    let mut reader = db.read().await.unwrap();
    on_either!(&mut reader, c => sqlx::query_scalar(text).fetch_one(c).await).unwrap()
}

async fn change(db: &Db, text: &'static str) -> Result<u64, sqlx::Error> {
    let mut tx = db.begin().await.unwrap();
    let changed = on_either!(&mut tx, c => sqlx::query(text).execute(c).await.map(|done| done.rows_affected()));
    if changed.is_ok() {
        tx.commit().await.unwrap();
    }
    changed
}

const ROWS: &str =
    "select (select count(*) from tenant) + (select count(*) from domain) + (select count(*) from tenant_module)
                         + (select count(*) from membership) + (select count(*) from tenant_schema)";

both_engines! {
    async fn nobody_is_lost_and_four_placements_are_known(t: Deployment) {
        let central = fresh(&t).await;
        older(&central).await;
        assert!(change(&central, "update tenant set placement = 'postgres-server'").await.is_err());
        // Somebody has the older tables open, as a process that goes on serving does.
        assert_eq!(one(&central, ROWS).await, 5);
        Schema::Central.migrate(&central).await.unwrap();

        assert_eq!(one(&central, ROWS).await, 5, "every row is there");
        assert_eq!(one(&central, "select count(*) from tenant where server_id is null").await, 1);
        for placement in ["update tenant set placement = 'sqlite'", "update tenant set placement = 'postgres-database'",
                          "update tenant set placement = 'postgres-schema'", "update tenant set placement = 'postgres-server'"] {
            assert_eq!(change(&central, placement).await.unwrap(), 1);
        }
        let error = change(&central, "update tenant set placement = 'postgres-shared'").await.unwrap_err().to_string();
        assert!(error.contains("tenant_placement_known"), "{error}");
        let error = change(&central, "update tenant set server_id = id").await.unwrap_err().to_string().to_lowercase();
        assert!(error.contains("foreign key"), "{error}");
        if t.engine == Engine::Sqlite {
            let Db::Sqlite { writer, .. } = &central else { panic!("it is on SQLite") };
            let whole: String = sqlx::query_scalar("pragma integrity_check").fetch_one(&mut *writer.acquire().await.unwrap()).await.unwrap();
            assert_eq!(whole, "ok");
            assert!(sqlx::query("update sqlite_schema set sql = ''").execute(&mut *writer.acquire().await.unwrap()).await.is_err(), "the schema is shut again");
            assert_eq!(sqlx::query("pragma foreign_key_check").fetch_all(&mut *writer.acquire().await.unwrap()).await.unwrap().len(), 0);
        }
        // What refers to an organisation still goes with it.
        assert_eq!(change(&central, "delete from tenant").await.unwrap(), 1);
        assert_eq!(one(&central, ROWS).await, 0);
        central.close().await;
    }
}

/// A central database of its own without any tables.
async fn fresh(t: &Deployment) -> Db {
    let location = match t.engine {
        Engine::Sqlite => {
            let directory = t.directory.join("older");
            std::fs::create_dir_all(&directory).unwrap();
            std::fs::write(directory.join("central.db"), "").unwrap();
            tenantry::db::Location::Sqlite(directory)
        }
        Engine::Postgres => {
            let name = t.directory.file_name().unwrap().to_string_lossy().replace("test", "older");
            let address =
                tenantry::db::create_postgres_database(&crate::harness::postgres_address(), &name).await.unwrap();
            tenantry::db::Location::Postgres(address)
        }
    };
    Lifecycle::new(location).inspect_central(POOL).await.unwrap()
}
