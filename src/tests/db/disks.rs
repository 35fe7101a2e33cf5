//! A disk that is full: who wants to write is told to come again, and nothing is broken. SQLite says the same when a file may not
//! have more pages.

use crate::{
    harness::{self, Engine},
    lending::three_instalments,
};
use tenantry::{access::Role, db::Db, fault::Kind, loans};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_a_matter_of_waiting() {
    harness::run(Engine::Sqlite, async |t| {
        let ctx = t.ctx("paris", Role::Owner).await;
        let paris = t.tenant("paris").await;
        let db = t.platform.fleet.open(&paris).await.unwrap();
        let Db::Sqlite { writer, .. } = db.db() else { panic!("this organisation lives in a file") };
        let allow = async |pages: &'static str| {
            sqlx::query(pages).execute(&mut *writer.acquire().await.unwrap()).await.unwrap();
        };
        allow("pragma max_page_count = 1").await;
        let mut lent = 0;
        let refused = loop {
            match loans::create(&ctx, three_instalments("Ruth")).await {
                Ok(_) => lent += 1,
                Err(error) => break error,
            }
            assert!(lent < 1_000, "the file grows all the same");
        };
        assert_eq!(refused.kind(), Kind::Unavailable { seconds: 5 }, "{}", refused.with_causes());
        assert!(refused.with_causes().contains("full"), "{}", refused.with_causes());
        allow("pragma max_page_count = 1000000").await;
        loans::create(&ctx, three_instalments("Ruth")).await.unwrap();
    })
    .await;
}
