use super::{content, everywhere, lend, moved, tenant};
use crate::harness::Engine;
use Placement::{PostgresDatabase as Database, PostgresSchema as Schema, PostgresServer as Server, Sqlite};
use tenantry::{access::Role, loans, moves::MoveState, servers::Placement};

/// From each placement to each other one.
const ALL: [Placement; 12] =
    [Database, Sqlite, Schema, Sqlite, Server, Database, Schema, Database, Server, Schema, Server, Sqlite];

async fn goes_round(engine: Engine) {
    let t = everywhere(engine).await;
    let mut here = t.tenant("paris").await;
    let lyon = t.tenant("lyon").await;
    lend(&t, "paris", "Ruth").await;
    lend(&t, "paris", "Zoë").await;
    lend(&t, "lyon", "Léa").await;
    // On PostgreSQL the first step would lead to where it is: it begins where the round ends.
    if engine == Engine::Postgres {
        moved(&t, "paris", Sqlite).await;
        here = tenant(&t.platform, "paris").await;
    }
    let mut before = content(&t.platform, &here).await;
    let beside = content(&t.platform, &lyon).await;
    for (number, placement) in ALL.into_iter().enumerate() {
        let step = format!("{} to {placement}", here.home().placement());
        let done = moved(&t, "paris", placement).await;
        let there = tenant(&t.platform, "paris").await;
        assert_eq!((done.state, done.to.placement), (MoveState::Moved, placement), "{step}");
        assert_eq!(there.home().placement(), placement, "{step}");
        assert_ne!(there.database(), here.database(), "{step}");
        assert_eq!(content(&t.platform, &there).await, before, "{step}");
        assert_eq!(content(&t.platform, &here).await, before, "{step}: the old copy is kept");
        assert_eq!(done.copied, before.values().map(|rows| i64::try_from(rows.len()).unwrap()).sum::<i64>(), "{step}");
        // It is worked on there, as before.
        lend(&t, "paris", &format!("Number {number}")).await;
        let ctx = t.ctx("paris", Role::Owner).await;
        assert_eq!(loans::list(&ctx, &loans::LoanQuery::default()).await.unwrap().rows.len(), number + 3, "{step}");
        before = content(&t.platform, &there).await;
        here = there;
    }
    assert_eq!(content(&t.platform, &lyon).await, beside, "nobody else's");
    let _ = std::fs::remove_dir_all(&t.directory);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_placement_leads_to_every_other_beside_a_file() {
    goes_round(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_placement_leads_to_every_other_beside_a_server() {
    goes_round(Engine::Postgres).await;
}
