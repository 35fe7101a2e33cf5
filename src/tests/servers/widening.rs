//! The migration that lets organisations live elsewhere, over a deployment from before it that is full of rows.

use crate::{
    cluster,
    db::on_either,
    harness::{Deployment, Engine, both_engines},
};
use std::time::Duration;
use tenantry::db::{Db, Lifecycle, Location, Migrations, PoolSize, Schema, create_postgres_database};
use uuid::Uuid;

const POOL: PoolSize = PoolSize { most: 2, wait: Duration::from_secs(10) };

/// A central database as it was before, with somebody in each table that refers to an organisation.
async fn older(t: &Deployment) -> Db {
    let (location, placement) = match t.engine {
        Engine::Sqlite => (Location::Sqlite(t.directory.join("older")), "sqlite"),
        Engine::Postgres => {
            let name = t.directory.file_name().unwrap().to_string_lossy().replace("test", "older");
            let address = create_postgres_database(&cluster::address(), &name).await.unwrap();
            (Location::Postgres(address), "postgres-database")
        }
    };
    let program = Lifecycle::with(location, Migrations::default().until(Schema::Central, 3));
    let db = program.open_central(POOL).await.unwrap();
    let id = Uuid::from_u128(1);
    let mut tx = db.begin().await.unwrap();
    let text = "insert into tenant (id, slug, name, status, locale, time_zone, currency, plan, placement, database_name, created_at)
                values ($1, 'paris', 'Paris', 'active', 'fr', 'Europe/Paris', 'EUR', 'standard', $2, 't_x', current_timestamp)";
    on_either!(&mut tx, c => sqlx::query(text).bind(id).bind(placement).execute(c).await.map(drop)).unwrap();
    for text in [
        "insert into domain (host, tenant_id, is_main, created_at) values ('paris.test', $1, true, current_timestamp)",
        "insert into tenant_module (tenant_id, module, enabled_at) values ($1, 'loans', current_timestamp)",
        r#"insert into "user" (id, email, name, created_at) values ($1, 'a@b.example', 'Anna', current_timestamp)"#,
        "insert into membership (id, tenant_id, user_id, role, created_at) values ($1, $1, $1, 'owner', current_timestamp)",
        "insert into tenant_schema (tenant_id, set_name, version) values ($1, 'core', 1)",
    ] {
        on_either!(&mut tx, c => sqlx::query(text).bind(id).execute(c).await.map(drop)).unwrap();
    }
    tx.commit().await.unwrap();
    db
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
        let central = older(&t).await;
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
