//! The deployment's own PostgreSQL server: all its nodes have connections there, and may have four fifths of what it allows.

use super::{attention, named};
use crate::postgres;
use futures::future::join_all;
use tenantry::overview::{self, Concern, Detail};

#[tokio::test]
async fn one_with_few_connections_left_is_named() {
    let t = postgres::deployment_with("createdb createrole connection limit 100").await;
    // As many as there may be, so that nobody opens one later: what comes back is cleaned before it is lent again.
    let most = t.platform.config.pool.central_connections;
    let all = join_all((0..most).map(|_| t.platform.central.read())).await;
    assert!(all.into_iter().all(|reader| reader.is_ok()));
    let connections = async || overview::overview(&t.platform).await.unwrap().own_places[0].connections.unwrap();
    let before = connections().await;
    assert_eq!(before.of, 80);
    let central = postgres::as_owner(&t, "postgres").await;
    let login: String = sqlx::query_scalar("select current_user::text").fetch_one(&central).await.unwrap();
    drop(central);

    let mut elsewhere = Vec::new();
    let text = "select current_database()::text";
    let mut reader = t.platform.central.read().await.unwrap();
    let database = crate::db::on_either!(&mut reader, c => sqlx::query_scalar::<_, String>(text).fetch_one(c).await);
    drop(reader);
    let database = database.unwrap();
    for _ in 0..3 {
        let pool = postgres::as_owner(&t, &database).await;
        sqlx::query("select 1").execute(&pool).await.unwrap();
        elsewhere.push(pool);
    }
    let with_others = connections().await;
    assert!(with_others.used >= before.used + 3, "{before:?}, {with_others:?}");
    assert_eq!(named(&attention(&t).await, Concern::ServerFull), []);

    // Whoever is there stays; nobody comes any more.
    let limit = "do $$ begin
                   execute format('alter role %I connection limit 3', current_setting('tests.name'));
                 end $$";
    postgres::execute_for(&postgres::as_superuser().await, &login, limit).await;
    let found = named(&attention(&t).await, Concern::ServerFull);
    let used = connections().await.used;
    assert!(used >= 3, "{used}");
    assert_eq!(found, [(String::new(), Detail::Connections { used, of: 2 })]);
    let _ = std::fs::remove_dir_all(&t.directory);
}
